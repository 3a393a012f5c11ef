// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Host
import Rig
import Testing

@testable import Agent

@Suite struct LearnedBookTests {
    private static func site(_ hash: String = "0123456789abcdef01") -> Configuration {
        var profile = Profile(id: "p", vendor: "v", model: "m", class: "c")
        profile.hash = hash
        profile.points = (0..<8).map { index in
            Point(
                name: "p\(index)", table: .input, address: UInt16(index * 2), encoding: .uint16,
                quantity: "other")
        }
        profile.points[7].group = .slow
        let devices = (1...2).map {
            Device(
                id: "d\($0)", profile: profile, unit: UInt8($0), domain: "env", poll: .seconds(1))
        }
        let line = Line(id: "l", link: .tcp(host: "h", port: 502), devices: devices)
        var site = configuration([])
        site.lines = [line]
        return site
    }

    private static func json(_ book: LearnedBook) throws -> JSON {
        var writer = JSONWriter()
        book.write(&writer)
        return try JSON(parsing: writer.bytes)
    }

    private static let map = LearnedMap(
        holes: [
            .init(point: 3, quality: .commIllegalAddress),
            .init(point: 5, quality: .commIllegalValue),
        ], cuts: [.init(table: .input, address: 8)])

    @Test func `what was learned is there after a start`() throws {
        var book = LearnedBook(Self.site())
        book.take(Learned(device: 1, round: 0, map: Self.map))
        var next = LearnedBook(Self.site())
        next.take(try Self.json(book))
        #expect(next.map(of: 1) == Self.map && next.map(of: 0).isEmpty && next.known == 1)
        #expect(next.refused(of: 1) == ["p3", "p5"])
        #expect(try Self.json(next) == Self.json(book))
    }

    @Test func `a profile that was changed is another map`() throws {
        var book = LearnedBook(Self.site())
        book.take(Learned(device: 1, round: 0, map: Self.map))
        var next = LearnedBook(Self.site("fedcba9876543210"))
        next.take(try Self.json(book))
        #expect(next.known == 0)
    }

    @Test func `what has changed is told by names`() {
        var book = LearnedBook(Self.site())
        let news = Learned(device: 0, round: 0, map: Self.map)
        #expect(book.change(by: news) == ("d1", ["p3", "p5"], []))
        book.take(news)
        let less = LearnedMap(holes: [.init(point: 5, quality: .commIllegalAddress)])
        #expect(book.change(by: Learned(device: 0, round: 0, map: less)) == ("d1", [], ["p3"]))
    }

    /// What stands in one unit's entry.
    private static func unit(_ line: String, _ rest: String) -> String {
        let head = #""line":"\#(line)","unit":1,"profile":"0123456789abcdef""#
        return #"{"version":1,"units":[{\#(head),\#(rest)}]}"#
    }

    static let hostile = [
        "null", "[]", "{}", #"{"version":2,"units":[]}"#, #"{"version":1,"units":7}"#,
        #"{"version":1,"units":[7,null,{}]}"#,
        unit("l", #""holes":[{"point":"p3","table":"input","address":7}]"#),
        unit("l", #""holes":7,"cuts":[{"table":"input","address":0},{"address":1}]"#),
        unit("l", #""cuts":[{"table":"input","address":65536},{"table":"x","address":1}]"#),
        unit("m", #""holes":[{"point":"p3","table":"input","address":6}]"#),
    ]

    @Test(arguments: hostile)
    func `what is not true of this site is passed over`(text: String) throws {
        var book = LearnedBook(Self.site())
        book.take(try JSON(parsing: Array(text.utf8)))
        #expect(book.known == 0)
    }

    @Test func `the same hole and cut a thousand times are one`() throws {
        let hole = #"{"point":"p3","table":"input","address":6}"#
        let cut = #"{"table":"input","address":8}"#
        let holes = Array(repeating: hole, count: 1_000).joined(separator: ",")
        let cuts = Array(repeating: cut, count: 1_000).joined(separator: ",")
        let text = """
            {"version":1,"units":[{"line":"l","unit":1,"profile":"0123456789abcdef",\
            "holes":[\(holes)],"cuts":[\(cuts)]}]}
            """
        var book = LearnedBook(Self.site())
        book.take(try JSON(parsing: Array(text.utf8), limits: JSON.Limits(bytes: 1 << 20)))
        #expect(book.map(of: 0).holes.count == 1 && book.map(of: 0).cuts.count == 1)
    }

    @Test func `whether the disk took what was written last is known`() throws {
        let place = try Directory()
        let file = StateFile("later/learned.json", spool: place.path + "/spool.db")
        let ended = Mailbox<Bool>(count: 2, wakeUp: try WakeUp())
        let deadline = Clock.now() + .seconds(30)
        #expect(!file.hasFailed)
        for (number, isThere) in zip(1..., [false, true]) {
            if isThere { try place.makeFolder("later") }
            file.write(Array("{}".utf8)) { _ in _ = ended.send(true) }
            while ended.count < number, Clock.now() < deadline {}
            #expect(file.hasFailed == !isThere)
        }
    }

    @Test func `the file is written whole, and read back`() throws {
        let place = try Directory()
        let file = StateFile("learned.json", spool: place.path + "/spool.db")
        #expect(try file.read() == nil)
        let ended = Mailbox<Bool>(count: 1, wakeUp: try WakeUp())
        for number in 1...50 {
            file.write(Array(#"{"version":\#(number)}"#.utf8)) { fault in
                if fault != nil { _ = ended.send(false) }
            }
        }
        let deadline = Clock.now() + .seconds(30)
        while try file.read()?["version"]?.integer != 50, Clock.now() < deadline {}
        #expect(try file.read()?["version"]?.integer == 50)
        #expect(ended.count == 0)
        File.remove(file.path)
        try File.write(Array("{\"version\":".utf8), to: file.path)
        #expect(throws: StateFault.self, "which is told, and learned again") {
            try file.read()
        }
    }
}
