// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct BitFieldTests {
    static let taken: [(String, UInt64, UInt64)] = [
        ("0", UInt64(0b1010), UInt64(0)), ("1", 0b1010, 1), ("3", 0b1010, 1), ("15", 0x8000, 1),
        ("4-7", 0xABCD, 0xC), ("0-3", 0xABCD, 0xD), ("12-15", 0xABCD, 0xA), ("8-15", 0xABCD, 0xAB),
        ("0-15", 0xABCD, 0xABCD), ("0-63", .max, .max), ("63", 1 << 63, 1), ("62-63", 1 << 63, 2),
        ("16-31", 0x1234_5678, 0x1234), ("5-5", 0x20, 1),
    ]

    @Test(arguments: taken)
    func `a field's bits are right-aligned`(_ text: String, _ word: UInt64, _ value: UInt64) {
        #expect(BitField(text)?.of(word) == value)
    }

    @Test func `any field takes the digits of the word in base two`() throws {
        var random = SplitMix(seed: 200)
        for _ in 0..<5_000 {
            let low = random.below(64)
            let high = low + random.below(64 - low)
            let word = random.next()
            let binary = String(word, radix: 2)
            let digits = String(repeating: "0", count: 64 - binary.count) + binary
            let slice = digits.dropFirst(63 - high).prefix(high - low + 1)
            let field = try #require(BitField(low, through: high))
            #expect(field.of(word) == UInt64(slice, radix: 2))
            #expect(BitField(field.text) == field)
            #expect(field.high == high)
        }
    }

    @Test(arguments: [
        "", "-", "3-", "-3", "7-4", "64", "0-64", "1-2-3", "03", "4-07", "+3", " 3", "0x3", "3..4",
        "٣", "100", "999999999999999999999",
    ])
    func `what is no field is refused`(_ text: String) {
        #expect(BitField(text) == nil)
    }

    @Test func `ends outside 64 bits are refused`() {
        for (low, high) in [(-1, 3), (0, 64), (4, 3), (.min, .max), (.max, .max)] {
            #expect(BitField(low, through: high) == nil)
        }
    }

    @Test func `a point's width is that of its half, its bits, its encoding, its table`() {
        var byte = point(.int8)
        byte.half = .high
        #expect(byte.width == 8)
        #expect(byte.field.of(0xAB12) == 0xAB)
        byte.half = .low
        #expect(byte.field.of(0xAB12) == 0x12)
        var nibble = point(.uint16)
        #expect(nibble.width == 16)
        nibble.bits = BitField("4-7")
        #expect(nibble.width == 4)
        #expect(point(.float64).width == 64)
        #expect(point(.bool, table: .coil).width == 1)
        var digits = point(.bcd)
        digits.length = 3
        #expect(digits.width == 48 && digits.count == 3)
    }
}
