// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

@Suite struct `What tells a device from others` {
    private static func read(_ identify: String, points: String = "") -> Outcome<Profile> {
        let folder = Folder()
        let text =
            "profile: p\nvendor: A\nmodel: B\nclass: other\nsources: [m]\norder: CDAB\n"
            + "numbering: one-based\nidentify: [\(identify)]\npoints:\n"
            + "  - {name: a, table: input, address: 1, as: uint16, quantity: other}\n" + points
        return Reader.profile(at: folder.write("p.yaml", text))
    }

    @Test func `each kind of mark is read, with the file's numbering and order`() throws {
        let marks = [
            "{table: holding, address: 12, as: uint32, values: [0x42, 7]}",
            "{table: input, address: 31, as: string, length: 4, text: SUN}",
            "{table: holding, address: 3, as: uint8, half: low, own-unit: true}",
            "{table: input, address: 71, as: float32, order: ABCD, range: [45, 65]}",
            "{server-id: XY}", "{object: 0x87, text: UPS}", "{models: [201, 203]}",
        ]
        let outcome = Self.read(marks.joined(separator: ", "))
        #expect(outcome.problems.map(\.text.en) == [])
        let read = try #require(outcome.value).marks
        #expect(read.count == marks.count)
        guard case .register(let code, .codes([0x42, 7])) = read[0],
            case .register(let words, .text("SUN")) = read[1],
            case .register(let unit, .ownUnit) = read[2],
            case .register(let number, .range) = read[3]
        else {
            Issue.record("\(read)")
            return
        }
        #expect(code.address == 11 && code.order == ByteOrder("CDAB"))
        #expect(words.address == 30 && words.count == 4)
        #expect(unit.address == 2 && unit.field == BitField(0, through: 7))
        #expect(number.order == ByteOrder("ABCD"))
        #expect(Array(read[4...]) == [.serverID("XY"), .object(0x87, "UPS"), .models([201, 203])])
    }

    @Test(arguments: [
        ("{}", "conflicting-keys"), ("{values: [1]}", "conflicting-keys"),
        ("{object: 1}", "conflicting-keys"), ("{text: A}", "conflicting-keys"),
        ("{server-id: A, models: [1]}", "conflicting-keys"),
        ("{object: 1, models: [1]}", "conflicting-keys"),
        ("{table: input, address: 1, as: uint16}", "conflicting-keys"),
        ("{table: input, address: 1, as: uint16, values: [1], range: [0, 1]}", "conflicting-keys"),
        (
            "{table: input, address: 1, as: string, length: 2, text: A, object: 1}",
            "conflicting-keys"
        ),
        ("{table: input, as: uint16, values: [1]}", "missing-key"),
        ("{address: 1, as: uint16, values: [1]}", "missing-key"),
        ("{table: input, address: 0, as: uint16, values: [1]}", "out-of-range"),
        ("{table: input, address: 65536, as: uint32, values: [1]}", "out-of-range"),
        ("{table: input, address: 1, as: uint16, values: [65536]}", "out-of-range"),
        ("{table: input, address: 1, as: uint8, half: low, values: [256]}", "out-of-range"),
        ("{table: input, address: 1, as: uint16, values: [0]}", "out-of-range"),
        ("{table: input, address: 1, as: uint16, values: [7, 0]}", "out-of-range"),
        ("{table: input, address: 1, as: float32, values: [1]}", "bad-value"),
        ("{table: input, address: 1, as: uint16, text: A}", "bad-value"),
        ("{table: input, address: 1, as: string, length: 2, range: [0, 1]}", "bad-value"),
        ("{table: input, address: 1, as: string, text: A}", "missing-key"),
        ("{table: coil, address: 1, as: uint16, values: [1]}", "bad-value"),
        ("{table: input, address: 1, as: uint16, own-unit: false}", "bad-value"),
        ("{models: [0]}", "out-of-range"), ("{models: []}", "out-of-range"),
    ])
    func `what says nothing or too much is refused`(mark: String, code: String) {
        let outcome = Self.read(mark)
        #expect(outcome.value == nil)
        #expect(outcome.problems.map(\.code) == [code], "\(mark): \(outcome.problems)")
        #expect(outcome.problems.allSatisfy { $0.line == 8 })
    }

    @Test(arguments: [25_463, 25_464, 25_465, 65_536])
    func `points that count from a block end where no address is left`(last: Int) {
        let point = "  - {name: b, table: holding, address: \(last), as: uint16, quantity: other}\n"
        let outcome = Self.read("{models: [103]}", points: point)
        let codes = outcome.problems.map(\.code)
        // The file counts from one.
        #expect(codes == (last <= 25_464 ? [] : ["out-of-range"]))
        #expect(Self.read("{server-id: A}", points: point).problems.isEmpty)
    }

    @Test func `who extends a profile has its marks, or instead of them its own`() throws {
        let folder = Folder()
        func write(_ id: String, _ rest: String) -> String {
            let text = "profile: \(id)\nvendor: A\nmodel: B\nclass: other\nsources: [m]\n\(rest)"
            return folder.write("\(id).yaml", text)
        }
        let point = "  - {name: a, table: input, address: 1, as: uint16, quantity: other}\n"
        _ = write("base", "identify: [{server-id: B}]\npoints:\n" + point)
        let same = write("same", "extends: base\npoints: []\n")
        let other = write("other", "extends: base\nidentify: [{server-id: C}]\npoints: []\n")
        #expect(Reader.profile(at: same).value?.marks == [.serverID("B")])
        #expect(Reader.profile(at: other).value?.marks == [.serverID("C")])
    }
}
