// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

/// Decimals from files and commands.
@Suite struct DecimalTextTests {
    static let read: [(String, Int128, Int)] = [
        ("0", Int128(0), 0), ("12", 12, 0), ("-12", -12, 0), ("+12", 12, 0), ("0.1", 1, -1),
        ("-0.5", -5, -1), ("1.50", 150, -2), ("007", 7, 0), ("1e3", 1, 3), ("1E3", 1, 3),
        ("1e+3", 1, 3), ("1e-3", 1, -3), ("1.5e18", 15, 17), ("1e18", 1, 18), ("1e-18", 1, -18),
        ("12.5e-2", 125, -3), ("-0", 0, 0), ("0.000000000000000001", 1, -18),
        ("999999999999999999", 999_999_999_999_999_999, 0), ("1.0e19", 10, 18),
        ("0000000000000000000000000000000000000001", 1, 0),
        ("-999999999999999999e-18", -999_999_999_999_999_999, -18),
    ]

    @Test(arguments: read)
    func `a decimal is read as it is written`(
        _ text: String, _ mantissa: Int128, _ exponent: Int
    ) throws {
        let number = try #require(Decimal(text))
        #expect(number.mantissa == mantissa)
        #expect(number.exponent == exponent)
    }

    @Test(arguments: [
        "", " ", "-", "+", ".", "-.", "e", "e5", ".5", "5.", "-.5", "1.e3", "--1", "+-1", "-+1",
        "1-", "1 ", " 1", "1 2", "1,5", "1.2.3", "1..2", "1e", "1e+", "1e-", "1e1.5", "1e1e1",
        "1ee1", "1e99", "1e-99", "1e19", "1e-19", "0.0000000000000000001", "1e100", "1e999999999",
        "1e-999999999999999999999", "1e018", "1000000000000000000", "1.000000000000000000",
        "0x10", "1_000", "nan", "inf", "infinity", "null", "true", "١", "1٢", "１", "1\u{301}",
        "-\u{301}1", "1.\u{301}5", "1e\u{301}5", "1\0", "1\n", "½", "\u{2212}1", "0b1", "1f",
        String(repeating: "0", count: 41), String(repeating: "9", count: 100_000),
        String(repeating: ".", count: 100_000), "1e" + String(repeating: "9", count: 100_000),
    ])
    func `anything else is refused`(_ text: String) {
        #expect(Decimal(text) == nil)
    }

    @Test func `part of a text is read as the part alone`() {
        let line = "scale: 0.125, offset: -40"
        #expect(Decimal(line.dropFirst(7).prefix(5)) == Decimal("0.125"))
    }

    /// Made of what numbers are made of, so that many come near to being one.
    @Test func `no text brings it down, and what is read is its number`() {
        var random = SplitMix(seed: 30)
        let signs = Array("0123456789.eE+-").map(String.init) + ["00", "10", "1e", "e-", "٣", " "]
        var read = 0
        for _ in 0..<200_000 {
            let text = (0..<random.below(9)).map { _ in signs[random.below(signs.count)] }.joined()
            guard let number = Decimal(text) else { continue }
            read += 1
            guard let float = Double(text), number.double == float else {
                Issue.record("\(text) is read as \(number)")
                continue
            }
        }
        #expect(read > 10_000)
    }

    @Test func `any bytes at all are read or refused`() {
        var random = SplitMix(seed: 31)
        for _ in 0..<50_000 {
            let bytes = (0..<random.below(48)).map { _ in
                random.below(3) == 0 ? UInt8(random.below(256)) : 0x30 + UInt8(random.below(10))
            }
            let text = String(decoding: bytes, as: UTF8.self)
            if let number = Decimal(text), number.double != Double(text) {
                Issue.record("\(text) is read as \(number)")
            }
        }
    }

    @Test func `what is printed is read back`() {
        var random = SplitMix(seed: 32)
        for _ in 0..<20_000 {
            let mantissa = Int128(
                Int64.random(in: -999_999_999_999...999_999_999_999, using: &random))
            let number = Decimal(mantissa: mantissa, exponent: -random.below(19))
            let text = printed(.decimal(number))
            if Decimal(text) != number { Issue.record("\(text) is not read back") }
        }
    }
}
