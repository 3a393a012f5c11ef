// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// What a profile can say of a point, each held by vectors worked out by hand.
@Suite struct `The language of profiles` {
    static let head = """
        profile: small
        vendor: Acme
        model: A-1
        class: other
        sources: [a manual]
        points:

        """

    /// What is wrong with a profile of these points and vectors.
    private func problems(_ points: String, _ vectors: String) -> [String] {
        let lines = { (text: String) in
            text.split(separator: "\n").map { "  - {\($0)}\n" }.joined()
        }
        let text = Self.head + lines(points) + "vectors:\n" + lines(vectors)
        let folder = Folder()
        let outcome = Reader.profile(at: folder.write("small.yaml", text))
        return outcome.problems.map { "\($0.line):\($0.column) \($0.text.en)" }
    }

    @Test func `points share a register by bits and halves`() {
        let other = "quantity: other, table: holding"
        let found = problems(
            """
            name: high, \(other), address: 7, as: int8, half: high
            name: low, \(other), address: 7, as: uint8, half: low, scale: 0.1
            name: flag, \(other), address: 7, as: bool, bits: 15
            name: nibble, \(other), address: 7, as: uint16, bits: 4-7
            name: swapped, \(other), address: 7, as: uint16, order: BA, bits: 12-15
            name: across, \(other), address: 7, as: uint32, order: CDAB, bits: 14-17
            """,
            """
            registers: {holding: {7: [0xFF9C, 0x0002]}}, values: {high: -1, low: 15.6, flag: true}
            registers: {holding: {7: [0x7F9C, 0x0002]}}, values: {high: 127, flag: false, nibble: 9}
            registers: {holding: {7: [0xC09C, 0x0002]}}, values: {swapped: 9, across: 11}
            """)
        #expect(found == [])
    }

    @Test func `sentinels are no values, and a state is its number`() {
        let other = "quantity: other, table: input"
        let found = problems(
            """
            name: t, \(other), address: 0, as: int16, scale: 0.1, \
            sentinels: {0x7FFF: not-fitted, 32766: over-range}
            name: e, \(other), address: 1, as: uint64, \
            sentinels: {18446744073709551615: not-available, 0xFFFFFFFFFFFFFFFE: invalid}
            name: n, \(other), address: 5, as: uint16, bits: 0-3, sentinels: {0xF: not-ready}
            name: s, \(other), address: 6, as: int16, kind: state, \
            enum: {-1: {vi: tắt, en: "off"}, 0: {vi: dừng}, 1: {en: running}}
            """,
            """
            registers: {input: {0: [0x7FFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF]}}, \
            values: {t: null, e: null}
            registers: {input: {0: [0x7FFE, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFE]}}, \
            values: {t: null, e: null}
            registers: {input: {0: [0x7FFD, 0, 0, 1, 0]}}, values: {t: 3276.5, e: 65536}
            registers: {input: {5: [0xFFFF, 0xFFFF]}}, values: {n: null, s: -1}
            registers: {input: {5: [0xFFF7, 0x0002]}}, values: {n: 7, s: 2}
            """)
        #expect(found == [])
    }

    @Test func `half-precision floats and decimal digits are read`() {
        let other = "quantity: other, table: input"
        let found = problems(
            """
            name: half, \(other), address: 0, as: float16
            name: little, \(other), address: 1, as: float16, order: BA, scale: 2
            name: four, \(other), address: 2, as: bcd, scale: 0.01
            name: twelve, \(other), address: 3, as: bcd, length: 3
            name: turned, \(other), address: 6, as: bcd, length: 2, order: CDAB
            """,
            """
            registers: {input: {0: [0x3C00, 0x00C0]}}, values: {half: 1, little: -4}
            registers: {input: {0: [0x7E00]}}, values: {half: null}
            registers: {input: {2: [0x1234, 0x0012, 0x3456, 0x7890]}}, \
            values: {four: 12.34, twelve: 1234567890}
            registers: {input: {6: [0x5678, 0x1234]}}, values: {turned: 12345678}
            registers: {input: {2: [0x12A4]}}, values: {four: null}
            """)
        #expect(found == [])
    }

    /// A point with so many sentinels and numbers, one vector.
    private func crowded(_ key: String, _ count: Int, _ entry: (Int) -> String) -> [String] {
        let entries = (0..<count).map(entry).joined(separator: ", ")
        return problems(
            "name: a, quantity: other, table: input, address: 0, as: uint16, kind: state, "
                + "\(key): {\(entries)}",
            "registers: {input: {0: [65535]}}, values: {a: 65535}")
    }

    @Test func `a point has at most 16 sentinels and 256 numbers`() {
        #expect(crowded("sentinels", 16) { "\($0): invalid" } == [])
        #expect(crowded("enum", 256) { "\($0): {en: n\($0)}" } == [])
        let many = crowded("sentinels", 30_000) { "\($0): invalid" }
        #expect(many == ["7:94 expected at most 16 keys, found 30000"])
        let more = crowded("enum", 257) { "\($0): {en: n\($0)}" }
        #expect(more == ["7:89 expected at most 256 keys, found 257"])
    }
}
