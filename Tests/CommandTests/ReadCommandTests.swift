// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing
import Waiting

@testable import tram

@Suite(.waits(atMostMinutes: 5)) struct ReadCommandTests {
    @Test(arguments: [
        ("rs485-1:7", "holding", "0", "rs485-1", 7, Table.holding, 0, 1),
        ("a:b:255", "input", "0x10..0x1F", "a:b", 255, .input, 16, 16),
        ("x:1", "coil", "0..1999", "x", 1, .coil, 0, 2_000),
        ("x:0", "discrete", "65535", "x", 0, .discrete, 65_535, 1),
    ])
    func `a place is bus, unit, table and addresses`(
        place: String, table: String, addresses: String, bus: String, unit: UInt8, named: Table,
        address: UInt16, count: Int
    ) throws {
        let read = try ReadPlace(place, table, addresses)
        #expect(read.bus == bus && read.unit == unit && read.table == named)
        #expect(read.address == address && read.count == count)
    }

    @Test(
        arguments: [
            ("rs485-1", "holding", "0", .place("rs485-1")), (":1", "holding", "0", .place(":1")),
            ("a:256", "holding", "0", .place("a:256")),
            ("a:1", "holdings", "0", .table("holdings")),
            ("a:1", "input", "65536", .addresses("65536")),
            ("a:1", "input", "5..4", .addresses("5..4")),
            ("a:1", "input", "1..2..3", .addresses("1..2..3")),
            ("a:1", "input", "", .addresses("")),
            ("a:1", "input", "1..", .addresses("1..")), ("a:1", "input", "-1", .addresses("-1")),
            ("a:1", "input", "0..125", .tooMany(126, .input)),
        ] as [(String, String, String, ReadPlace.Mistake)])
    func `a place that names nothing is said to`(
        place: String, table: String, addresses: String, mistake: ReadPlace.Mistake
    ) {
        #expect(throws: mistake) { try ReadPlace(place, table, addresses) }
        #expect(mistake.text.en != mistake.text.vi)
    }

    private static func view(
        _ addresses: String, _ data: [UInt8], _ table: String = "input"
    ) throws -> ReadView {
        ReadView(place: try ReadPlace("a:1", table, addresses), data: data)
    }

    /// 230.1 V in both usual orders, then an energy that needs both registers.
    @Test func `registers are shown raw, with what they may mean`() throws {
        let data: [UInt8] = [
            0x43, 0x66, 0x19, 0x9A, 0x19, 0x9A, 0x43, 0x66, 0, 1, 0x86, 0xA0, 0xFF, 0xFE,
        ]
        let lines = try Self.view("16..22", data).lines(.english)
        #expect(lines.count == 8 && lines.allSatisfy { $0.columns <= 80 }, "\(lines)")
        #expect(lines[1] == "     16 0x4366  17254  17254 float32 ABCD 230.1")
        #expect(lines[3].contains("float32 CDAB 230.1"))
        #expect(lines[5].contains("uint32 ABCD 100000"))
        #expect(lines[7] == "     22 0xFFFE  65534     -2", "there is no next one")
    }

    /// In each case more than the row of its first register may hold is on lines of its own.
    @Test(
        "each plausible decoding is told, in full",
        arguments: [
            ([0x0000, 0x0002, 0x540B, 0xE400], "uint64 ABCDEFGH 10000000000"),
            ([0xE400, 0x540B, 0x0002, 0x0000], "uint64 GHEFCDAB 10000000000"),
            ([0x40C8, 0x1C80, 0x0000, 0x0000], "float64 ABCDEFGH 12345"),
            ([0xFFFF, 0xFF9C], "int32 ABCD -100"), ([0xFF9C, 0xFFFF], "int32 CDAB -100"),
            ([0xFFFF, 0xFFFF, 0xFFFF, 0xFF9C], "int64 ABCDEFGH -100"),
            ([0x0231], "bcd AB 231"), ([0x1234, 0x5678], "bcd ABCD 12345678"),
            ([0x5859, 0x2D4D, 0x4430, 0x3200], "string AB \"XY-MD02\""),
        ] as [([UInt16], String)])
    func decodings(words: [UInt16], text: String) throws {
        let data = words.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let view = try Self.view(words.count == 1 ? "0" : "0..\(words.count - 1)", data)
        let lines = view.lines(.english)
        #expect(lines.contains { $0.contains(text) }, "\(lines)")
        #expect(lines.allSatisfy { $0.columns <= 80 }, "\(lines)")
        let shown = lines.dropFirst().joined(separator: " ")
        for decoding in view.decodings {
            let name = "\(decoding.point.encoding.rawValue) \(decoding.point.order.letters)"
            #expect(shown.contains(name), "\(lines)")
        }
    }

    @Test func `a long text loses no letter`() throws {
        let letters = (0..<56).map { UInt8(0x41 + $0 % 26) }
        let view = try Self.view("0..27", letters)
        let lines = view.lines(.english)
        #expect(lines.allSatisfy { $0.columns <= 80 })
        let text = String(decoding: letters, as: UTF8.self)
        #expect(lines.map { $0.dropFirst(29) }.joined().contains(text), "\(lines)")
    }

    @Test func `bits are shown in the order of their addresses`() throws {
        let lines = try Self.view("8..27", [0b101, 0x80, 0b1001], "coil").lines(.english)
        #expect(
            lines == [
                "      8  1 0 1 0 0 0 0 0 0 0 0 0 0 0 0 1", "     24  1 0 0 1",
            ])
    }

    @Test func `values of one encoding follow each other`() throws {
        let view = try Self.view("0..4", [0x19, 0x9A, 0x43, 0x66, 0xFF, 0xFF, 0x7F, 0xC0, 0, 7])
        let order = try #require(ByteOrder("CDAB"))
        let values = view.values(.float32, order)
        #expect(values.map(\.address) == [0, 2])
        #expect(values.map { $0.value.map { ReadView.text($0, .vietnamese) } } == ["230,1", nil])
        #expect(view.values(.uint16, .big(2)).count == 5)
        #expect(try Self.view("0", [1, 2]).values(.uint64, .big(8)).isEmpty)
    }

    @Test(arguments: [
        ["a:1", "holding"], ["a:1", "holding", "0..200"],
        ["a:1", "holding", "0", "--as", "string"],
        ["a:1", "coil", "0", "--as", "uint16"],
        ["a:1", "input", "0", "--as", "int32", "--order", "AB"],
        ["a:1", "input", "0", "--as", "float33"], ["a:1", "input", "0", "--as", "float32"],
        ["a:1", "input", "0..4", "--as", "uint32"],
    ])
    func `wrong words are wrong usage`(words: [String]) throws {
        let (ending, output) = try Tram.finish(["read"] + words)
        #expect(ending == .exit(2), "\(output)")
    }
}
