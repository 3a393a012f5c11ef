// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

@testable import Agent

/// Somebody works on a device.
@Suite struct MaintenanceTests {
    typealias Sample = Station.Sample

    private static func maintenance(
        from begin: Int64 = 0, for length: Int64 = 60_000
    ) -> Maintenance {
        Maintenance(began: instant(begin), end: instant(begin + length), note: "", user: 1_000)
    }

    private func statuses(_ told: [Station.Told]) -> [String] {
        told.filter { $0.topic.hasSuffix("/status") }.map(\.text)
    }

    @Test func `values are marked from the first reading in it to the last`() {
        var station = Station.up([device("aq-1", [point("t"), point("h")])])
        _ = station.scan([200, 500], at: 0)
        station.pump.begin(Self.maintenance(from: 500, for: 3_000), 0, moment(500))
        #expect(live(station.told().map(\.text)).isEmpty, "nothing was read")
        let marked = live(
            station.scan(
                [Sample(bits: 200), Sample(point: 1, quality: .commTimeout)], at: 1_000))
        #expect(json(marked.first, "q", "t")?.string == "calibrating/maintenance")
        #expect(json(marked.first, "values", "t") == .number("20.0"))
        #expect(json(marked.first, "q", "h")?.string == "comm/timeout", "no number, no mark")
        #expect(live(station.scan([200, 500], at: 2_000)).count == 1)
        #expect(live(station.scan([200, 500], at: 3_000)).isEmpty, "nothing has changed")
        station.pump.advance(to: moment(3_500))
        let good = live(station.scan([200, 500], at: 4_000))
        #expect(json(good.first, "values", "t") == .number("20.0"))
        #expect(good.count == 1 && json(good.first, "q") == nil)
    }

    @Test func `the status says it, until when, and what is so behind it`() {
        var station = Station.up([device("aq-1", [point("t")])])
        _ = station.scan([1], at: 0)
        station.pump.begin(Self.maintenance(from: 1_000), 0, moment(1_000))
        #expect(
            statuses(station.told()) == [
                #"{"v":1,"ts":1795215193000,"state":"maintenance","since":1795215193000,"#
                    + #""until":1795215253000,"gateway-session":1}"#
            ])
        _ = station.scan([Sample(quality: .commTimeout)], at: 2_000)
        station.pump.hubDown()
        station.pump.hubUp(session: 2, at: moment(3_000))
        let again = statuses(station.told()).first
        #expect(json(again, "state")?.string == "maintenance")
        #expect(json(again, "code")?.string == "comm/timeout")
        #expect(station.pump.nextDeadline <= instant(61_000))
        station.pump.advance(to: moment(61_000))
        let after = statuses(station.told()).first
        #expect(json(after, "state")?.string == "offline" && json(after, "until") == nil)
        #expect(json(after, "since")?.integer == 1_795_215_194_000, "since it has been silent")
    }

    private static let watched: Device = {
        var limited = point("t")
        var limits = AlarmLimits()
        limits.high = decimal("30")
        limited.alarm = limits
        var door = point("door", .bool, scale: "1")
        door.quantity = "other"
        return device("aq-1", [limited, door])
    }()

    @Test func `alarms are mute, and what is so at the end is told then`() throws {
        var station = Station.up([Self.watched])
        _ = station.scan([200, 0], at: 0)
        station.pump.begin(Self.maintenance(), 0, moment(0))
        var told: [String] = []
        for second in 1...59 {
            // It comes and goes, and so does the device; in the end both stay.
            let isHigh = second % 10 == 0 || second > 55
            told += station.scan(
                [isHigh ? 400 : 200, UInt64(second % 2)], at: Int64(second) * 1_000)
        }
        #expect(events(told).isEmpty, "\(events(told))")
        station.pump.advance(to: moment(60_000))
        let after = events(station.scan([400, 1], at: 60_000))
        #expect(after.count == 2, "\(after)")
        let limit = try #require(after.first { json($0, "type")?.string == "limit" })
        #expect(json(limit, "state")?.string == "raised")
        #expect(json(limit, "since")?.integer == 1_795_215_252_000, "by a value that counts")
        #expect(after.contains { json($0, "type")?.string == "contact" })
        #expect(after.contains { (json($0, "suppressed")?.integer ?? 0) > 0 })
    }

    @Test func `what was passed meanwhile only is never told, and nothing jumps`() {
        var limited = point("t")
        var limits = AlarmLimits()
        (limits.high, limits.delay) = (decimal("30"), .seconds(5))
        limited.alarm = limits
        limited.rate = decimal("1")
        var station = Station.up([device("aq-1", [limited])])
        _ = station.scan([400], at: 0)
        station.pump.begin(Self.maintenance(), 0, moment(0))
        var told: [String] = []
        for second in 1..<60 { told += station.scan([400], at: Int64(second) * 1_000) }
        station.pump.advance(to: moment(60_000))
        let first = station.scan([200], at: 60_000)
        #expect(live(first).first?.contains("suspect") == false, "\(first)")
        told += first
        for second in 61..<80 { told += station.scan([200], at: Int64(second) * 1_000) }
        #expect(events(told).isEmpty, "\(events(told))")
        told = station.scan([400], at: 80_000)
        #expect(events(told).isEmpty, "not before its delay")
    }

    @Test func `a device that falls silent meanwhile is no event before the end`() {
        var station = Station.up([device("aq-1", [point("t")])])
        _ = station.scan([1], at: 0)
        station.pump.begin(Self.maintenance(), 0, moment(0))
        var told: [String] = []
        for second in 1...59 {
            told += station.scan([Sample(quality: .commTimeout)], at: Int64(second) * 1_000)
        }
        #expect(events(told).isEmpty)
        station.pump.endMaintenance(of: 0, moment(59_500))
        let after = events(station.scan([Sample(quality: .commTimeout)], at: 60_000))
        #expect(json(after.first, "type")?.string == "device")
        #expect(json(after.first, "state")?.string == "raised")
    }

    @Test func `windows leave these values out, and counters count on from the one before`() {
        var energy = point("e", .uint32, scale: "1")
        energy.kind = .counter
        var one = device("aq-1", [point("t"), energy], live: .off)
        one.publishing.window = .seconds(60)
        var station = Station.up([one])
        station.pump.closeWindows(at: moment(0))
        var told: [String] = []
        for second in 0..<170 {
            // From 50 s on, for a minute, somebody tests it with other values.
            if second == 50 {
                station.pump.begin(Self.maintenance(from: 50_000), 0, moment(50_000))
            }
            station.pump.advance(to: moment(Int64(second) * 1_000))
            let isTest = 50..<110 ~= second
            told += station.scan(
                [isTest ? 9_999 : 200, isTest ? 1_000_000 : UInt64(100 + second)],
                at: Int64(second) * 1_000)
        }
        let windows = told.filter { $0.contains(#""from":"#) }
        #expect(windows.count == 3)
        // The second window begins at 48 s and ends at 108 s: two readings are good.
        let second = windows.dropFirst().first
        #expect(json(second, "values", "t", "due")?.integer == 60)
        #expect(json(second, "values", "t", "n")?.integer == 2)
        #expect(json(second, "values", "t", "max") == .number("20.0"))
        #expect(json(second, "values", "e", "last") == .number("149"))
        #expect(json(second, "values", "e", "delta") == .number("2"))
        #expect(json(windows.last, "values", "e", "delta") == .number("118"))
        #expect(events(told).isEmpty, "no counter has gone back")
    }

    @Test func `a device that changes, or comes back, is marked still; one that goes is not`() {
        var station = Station.up([device("aq-1", [point("t")]), device("aq-2", [point("t")])])
        for number in 0...1 {
            _ = station.scan([1], device: number, at: 0)
            station.pump.begin(Self.maintenance(), number, moment(0))
        }
        _ = station.change(to: [device("aq-2", [point("t"), point("h")])], at: 1_000)
        let told = live(station.scan([1, 2], at: 2_000))
        #expect(json(told.first, "q", "h")?.string == "calibrating/maintenance")
        #expect(station.pump.maintenance.entries.keys.sorted() == ["aq-2"])
    }

    // MARK: - Over restarts

    struct Restart: Sendable {
        var name: String
        /// When it was begun, for an hour, and whether the clock was trusted then.
        var wasTrusted = true
        var isSameBoot = false
        /// What both clocks have gained since then, in seconds.
        var wall: Int64
        var monotonic: Int64
        var isTrusted = true
        /// Seconds that are left; nil: it has ended.
        var left: Int64?
    }

    static let restarts: [Restart] = [
        Restart(name: "same boot", isSameBoot: true, wall: 600, monotonic: 600, left: 3_000),
        Restart(
            name: "same boot, clock set on", isSameBoot: true, wall: 90_000, monotonic: 600,
            left: 3_000),
        Restart(
            name: "same boot, clock set back", isSameBoot: true, wall: -90_000, monotonic: 600,
            left: 3_000),
        Restart(
            name: "same boot, never trusted", wasTrusted: false, isSameBoot: true, wall: 600,
            monotonic: 600, isTrusted: false, left: 3_000),
        Restart(name: "same boot, over", isSameBoot: true, wall: 3_600, monotonic: 3_600),
        Restart(name: "other boot", wall: 600, monotonic: -10_000, left: 3_000),
        Restart(name: "other boot, over", wall: 3_601, monotonic: -10_000),
        Restart(
            name: "other boot, clock before its beginning", wall: -600, monotonic: -10_000,
            left: 3_600),
        Restart(
            name: "other boot, no clock yet", wall: 600, monotonic: -10_000, isTrusted: false,
            left: 3_600),
        Restart(
            name: "begun without a clock", wasTrusted: false, wall: 90_000, monotonic: -10_000,
            left: 3_600),
    ]

    private static func clocks(
        _ seconds: Int64, wall: Int64, isTrusted: Bool = true
    ) -> Moment {
        Moment(
            now: Instant(nanoseconds: (20_000 + seconds) * 1_000_000_000),
            wall: WallTime(nanoseconds: (1_795_215_192 + wall) * 1_000_000_000),
            isTrusted: isTrusted)
    }

    /// What is written down of an hour that begins now.
    private static func written(isTrusted: Bool = true) throws -> JSON {
        let now = clocks(0, wall: 0, isTrusted: isTrusted)
        var book = MaintenanceBook()
        book.set(
            Maintenance(
                began: now.now, end: now.now + .seconds(3_600), note: "n", user: 7), of: "aq-1")
        return try JSON(parsing: book.write(now, boot: 5))
    }

    @Test(arguments: restarts) func `it goes on after a restart`(_ restart: Restart) throws {
        var book = MaintenanceBook()
        book.expect(try Self.written(isTrusted: restart.wasTrusted))
        let now = Self.clocks(restart.monotonic, wall: restart.wall, isTrusted: restart.isTrusted)
        book.resume(["aq-1"], now, boot: restart.isSameBoot ? 5 : 6)
        let left = book["aq-1"].map { ($0.end - now.now).milliseconds / 1_000 }
        #expect(left == restart.left, "\(restart.name)")
        #expect(book.takeEnded() == (restart.left == nil ? ["aq-1"] : []), "\(restart.name)")
        #expect(restart.left == nil || book["aq-1"]?.note == "n" && book["aq-1"]?.user == 7)
    }

    @Test func `starts without a clock do not prolong it`() throws {
        var content = try Self.written()
        for start in 1...4 {
            var book = MaintenanceBook()
            book.expect(content)
            let begun = Self.clocks(-10_000 * Int64(start), wall: 0, isTrusted: false)
            book.resume(["aq-1"], begun, boot: UInt128(5 + start))
            _ = book.write(begun, boot: UInt128(5 + start))
            let pace = MaintenanceBook.pace
            #expect(!book.isDue(at: begun.now + .seconds(299), hasFailed: false))
            #expect(book.isDue(at: begun.now + pace, hasFailed: false))
            let later = Self.clocks(
                -10_000 * Int64(start) + 900, wall: 0, isTrusted: false)
            content = try JSON(parsing: book.write(later, boot: UInt128(5 + start)))
            let left = (book["aq-1"]?.end).map { ($0 - later.now).milliseconds / 1_000 }
            #expect(left == 3_600 - 900 * Int64(start), "start \(start)")
        }
        var last = MaintenanceBook()
        last.expect(content)
        last.resume(["aq-1"], Self.clocks(-90_000, wall: 0, isTrusted: false), boot: 99)
        #expect(last.entries.isEmpty, "an hour is over")
    }

    @Test func `an end that the disk did not take is written again`() throws {
        var book = MaintenanceBook()
        book.set(Self.maintenance(), of: "aq-1")
        book.set(nil, of: "aq-1")
        let now = Self.clocks(0, wall: 0)
        _ = book.write(now, boot: 5)
        let then = now.now + MaintenanceBook.pace
        #expect(!book.isDue(at: then, hasFailed: false))
        #expect(!book.isDue(at: now.now, hasFailed: true))
        #expect(book.isDue(at: then, hasFailed: true))
    }

    @Test func `a clock that becomes trusted later decides then`() throws {
        var book = MaintenanceBook()
        book.expect(try Self.written())
        let blind = Self.clocks(-10_000, wall: 0, isTrusted: false)
        book.resume(["aq-1"], blind, boot: 6)
        book.follow(Self.clocks(-9_990, wall: 3_000))
        #expect(book["aq-1"]?.end == Self.clocks(-9_390, wall: 0).now, "ten minutes are left")
        #expect(book.takeOut(until: Self.clocks(-9_391, wall: 0).now).isEmpty)
        #expect(book.takeOut(until: Self.clocks(-9_390, wall: 0).now) == ["aq-1"])
    }

    @Test func `what was resumed is written down and resumed again`() throws {
        var book = MaintenanceBook()
        book.expect(try Self.written())
        book.resume(["aq-1"], Self.clocks(600, wall: 600), boot: 5)
        let next = try JSON(parsing: book.write(Self.clocks(601, wall: 601), boot: 5))
        var again = MaintenanceBook()
        again.expect(next)
        again.resume(["aq-1"], Self.clocks(700, wall: 700), boot: 5)
        #expect(again["aq-1"] == book["aq-1"])
        var gone = MaintenanceBook()
        gone.expect(next)
        gone.resume(["aq-2"], Self.clocks(700, wall: 700), boot: 5)
        #expect(gone.entries.isEmpty && gone.hasNews, "no such device")
    }

    @Test func `a file of anything ends in no mark that lasts`() throws {
        let text = String(
            decoding: {
                var book = MaintenanceBook()
                book.set(Self.maintenance(), of: "aq-1")
                return book.write(Self.clocks(0, wall: 0), boot: 5)
            }(), as: UTF8.self)
        var random = SplitMix(seed: 11)
        let words = [
            "-1", "9223372036854775807", "-9223372036854775808", "null", "\"x\"", "[]", "0",
        ]
        for _ in 0..<2_000 {
            var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(
                String.init)
            let place = Int.random(in: 1..<parts.count, using: &random)
            let tail = parts[place].drop { $0 != "," && $0 != "}" }
            parts[place] = (words.randomElement(using: &random) ?? "") + tail
            guard let json = try? JSON(parsing: Array(parts.joined(separator: ":").utf8)) else {
                continue
            }
            var book = MaintenanceBook()
            book.expect(json)
            let now = Self.clocks(10, wall: 10)
            book.resume(["aq-1", "x"], now, boot: UInt128.random(in: 5...6, using: &random))
            for one in book.entries.values { #expect(one.end <= now.now + Maintenance.longest) }
        }
    }

    // MARK: - Asking for it

    @Test(
        arguments: [
            ("", .list), (#","for":1"#, .list),
            (#","device":"a","for":1000"#, .begin(device: "a", length: .seconds(1), note: "")),
            (
                #","device":"a","for":604800000,"note":"đổi kẹp CT""#,
                .begin(device: "a", length: .seconds(604_800), note: "đổi kẹp CT")
            ),
            (#","device":"a","end":true"#, .end(device: "a")),
        ] as [(String, ControlRequest.Maintenance)])
    func `a question names the device and the time`(
        more: String, asked: ControlRequest.Maintenance
    ) throws {
        let line = "{\"v\":1,\"ask\":\"maintenance\"\(more)}"
        let request = try ControlRequest(parsing: Array(line.utf8))
        #expect(request == .maintenance(asked))
        #expect(request.right == (asked == .list ? .read : .change))
    }

    @Test(arguments: [
        #""device":1"#, #""device":"a""#, #""device":"a","end":false"#, #""device":"a","for":999"#,
        #""device":"a","for":604800001"#, #""device":"a","for":"2h""#,
        #""device":"a","for":1000,"note":1"#, #""device":"a","for":1000,"note":"a\nb""#,
        #""device":"a","for":1000,"note":"\#(String(repeating: "ă", count: 101))""#,
    ])
    func `what is no maintenance is refused`(more: String) {
        let line = "{\"v\":1,\"ask\":\"maintenance\",\(more)}"
        #expect(throws: ControlRefusal.badMaintenance) {
            try ControlRequest(parsing: Array(line.utf8))
        }
    }
}
