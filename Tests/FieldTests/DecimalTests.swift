// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct DecimalTests {
    static let pairs: [(String, String, Bool)] = [
        ("1", "1.0", true), ("1", "1.000", true), ("1e3", "1000", true), ("0", "0.00", true),
        ("0", "0e18", true), ("-0", "0", true), ("1", "-1", false), ("1", "10", false),
        ("0.1", "0.10", true), ("0.1", "0.11", false), ("1e18", "1000000000000000.00", false),
        ("1e18", "1e-18", false), ("999999999999999999e18", "1e-18", false),
        ("100e-2", "1", true), ("-1.50", "-1.5", true), ("999999999999999999e18", "9", false),
    ]

    @Test(arguments: pairs)
    func `numbers of one value are equal, however written`(_ a: String, _ b: String, _ same: Bool) {
        #expect(decimal(a).isEqual(to: decimal(b)) == same)
        #expect(decimal(b).isEqual(to: decimal(a)) == same)
    }

    static let products: [(String, String, String, String)] = [
        ("312", "0.1", "0", "31.2"), ("312", "1", "0", "312"), ("-50", "0.1", "0.25", "-4.75"),
        ("0.5", "0.5", "0", "0.25"), ("2", "1e3", "0.001", "2000.001"), ("7", "0", "3", "3"),
        ("7", "0.0", "3", "3.0"),
        (
            "999999999999999999", "999999999999999999", "0",
            "999999999999999998000000000000000001"
        ),
    ]

    @Test(arguments: products)
    func `scaling is exact`(_ raw: String, _ scale: String, _ offset: String, _ text: String) {
        let number = decimal(raw).scaled(by: decimal(scale), plus: decimal(offset))
        #expect(number.map { printed(.decimal($0)) } == text)
    }

    @Test func `what needs more than 127 bits or 18 places is nothing`() {
        let largest = Decimal(mantissa: .max)
        #expect(largest.scaled(by: .one, plus: .zero) == largest)
        #expect(largest.scaled(by: .one, plus: .one) == nil)
        #expect(largest.scaled(by: decimal("2"), plus: .zero) == nil)
        #expect(largest.scaled(by: .one, plus: decimal("0.1")) == nil)
        #expect(Decimal(mantissa: .min).scaled(by: decimal("-1"), plus: .zero) == nil)
        #expect(decimal("1e-10").scaled(by: decimal("1e-10"), plus: .zero) == nil)
        #expect(decimal("1e10").scaled(by: decimal("1e10"), plus: .zero) == nil)
        #expect(
            decimal("1e18").scaled(by: .one, plus: decimal("1e-18"))
                == Decimal(
                    mantissa: 1_000_000_000_000_000_000_000_000_000_000_000_001, exponent: -18))
        #expect(decimal("1000e18").scaled(by: .one, plus: decimal("1e-18")) == nil)
    }

    /// With factors so small that nothing can be lost, against integers of one common unit.
    @Test func `scaling agrees with integers`() throws {
        var random = SplitMix(seed: 40)
        for _ in 0..<20_000 {
            let raw = Decimal(mantissa: Int128(random.below(2_000_001) - 1_000_000))
            let scale = Decimal(
                mantissa: Int128(random.below(20_001) - 10_000), exponent: random.below(13) - 6)
            let offset = Decimal(
                mantissa: Int128(random.below(20_001) - 10_000), exponent: random.below(13) - 6)
            let number = try #require(raw.scaled(by: scale, plus: offset))
            let expected = raw.mantissa * Self.millionths(scale) + Self.millionths(offset)
            if Self.millionths(number) != expected {
                Issue.record("\(raw) × \(scale) + \(offset) = \(number)")
            }
            let finer = offset.isZero ? scale.exponent : min(scale.exponent, offset.exponent)
            if number.exponent != finer { Issue.record("\(number) has other digits") }
        }
    }

    @Test func `equality agrees with integers`() {
        var random = SplitMix(seed: 41)
        for _ in 0..<20_000 {
            let a = Decimal(mantissa: Int128(random.below(5) * 100), exponent: random.below(7) - 6)
            let b = Decimal(mantissa: Int128(random.below(50)), exponent: random.below(7) - 6)
            if a.isEqual(to: b) != (Self.millionths(a) == Self.millionths(b)) {
                Issue.record("\(a) and \(b)")
            }
        }
    }

    /// The number × 10^6, for exponents from -6.
    private static func millionths(_ number: Decimal) -> Int128 {
        (0..<number.exponent + 6).reduce(number.mantissa) { sum, _ in sum * 10 }
    }

    @Test func `the float64 is the nearest`() {
        var random = SplitMix(seed: 42)
        for _ in 0..<50_000 {
            let bits = random.below(120)
            let number = Decimal(
                mantissa: Int128.random(in: -(1 << bits)...(1 << bits), using: &random),
                exponent: random.below(37) - 18)
            let nearest = Double("\(number.mantissa)e\(number.exponent)")
            if number.double != nearest { Issue.record("\(number) becomes \(number.double)") }
        }
    }

    @Test func `zero and one are known however written`() {
        #expect(decimal("0.00").isZero && decimal("0e5").isZero && !decimal("0.001").isZero)
        #expect(decimal("1.00").isOne && decimal("10e-1").isOne && !decimal("1.01").isOne)
    }
}
