// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct DecimalPrintTests {
    static let decimals: [(Int, Int, String)] = [
        (0, 0, "0"), (0, -1, "0.0"), (0, -3, "0.000"), (0, 3, "0"), (0, 18, "0"),
        (5, -1, "0.5"), (-5, -1, "-0.5"), (-5, -3, "-0.005"), (-50, -1, "-5.0"),
        (312, -1, "31.2"), (312, 0, "312"), (312, 1, "3120"), (-1, 18, "-1000000000000000000"),
        (1, -18, "0.000000000000000001"), (-10, -1, "-1.0"), (99, -2, "0.99"), (100, -2, "1.00"),
    ]

    @Test(arguments: decimals)
    func `a decimal keeps the digits of its exponent`(
        _ mantissa: Int, _ exponent: Int, _ text: String
    ) {
        let number = Decimal(mantissa: Int128(mantissa), exponent: exponent)
        #expect(printed(.decimal(number)) == text)
    }

    static let large: [(Int128, String)] = [
        (Int128.max, "170141183460469231731687303715884105727"),
        (.min, "-170141183460469231731687303715884105728"),
        (Int128(UInt64.max), "18446744073709551615"),
        (Int128(UInt64.max) + 1, "18446744073709551616"),
        (Int128(Int64.min), "-9223372036854775808"),
    ]

    @Test(arguments: large)
    func `an integer of any size is exact`(_ mantissa: Int128, _ text: String) {
        #expect(printed(.decimal(Decimal(mantissa: mantissa))) == text)
    }

    @Test func `every exponent puts the point where it belongs`() {
        var random = SplitMix(seed: 20)
        for exponent in Decimal.exponents {
            for _ in 0..<500 {
                let bits = random.below(127)
                let mantissa = Int128.random(in: -(1 << bits)...(1 << bits), using: &random)
                let text = printed(.decimal(Decimal(mantissa: mantissa, exponent: exponent)))
                if text != Self.slow(mantissa, exponent) {
                    Issue.record("\(mantissa)e\(exponent) is shown as \(text)")
                }
            }
        }
    }

    /// The same with text alone.
    private static func slow(_ mantissa: Int128, _ exponent: Int) -> String {
        let sign = mantissa < 0 ? "-" : ""
        var digits = String(mantissa.magnitude)
        if exponent >= 0 {
            return mantissa == 0 ? "0" : sign + digits + String(repeating: "0", count: exponent)
        }
        while digits.count <= -exponent { digits = "0" + digits }
        return sign + digits.dropLast(-exponent) + "." + digits.suffix(-exponent)
    }

    @Test func `integers of every width are written`() {
        var bytes: [UInt8] = []
        bytes.append(integer: UInt64.max)
        bytes.append(0x20)
        bytes.append(integer: Int64.min)
        bytes.append(0x20)
        bytes.append(integer: Int8.min)
        bytes.append(0x20)
        bytes.append(integer: 0)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text == "18446744073709551615 -9223372036854775808 -128 0")
    }
}
