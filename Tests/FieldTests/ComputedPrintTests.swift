// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

/// Scaled floats: never more digits than were measured, and never a wrong one.
@Suite struct ComputedPrintTests {
    static let seven: [(Double, String)] = [
        (0.0, "0"), (-0.0, "0"), (31.200000000000003, "31.2"), (-31.2, "-31.2"), (1, "1"),
        (9.9999996, "10"), (99_999_995, "100000000"), (999_999.95, "1000000"), (0.5, "0.5"),
        (1_234_567.4, "1234567"), (12_345_675, "12345680"), (0.00001234, "0.00001234"),
        (0.000001, "1e-6"), (1e16, "10000000000000000"), (1e17, "1e17"), (1.5e300, "1.5e300"),
        (-1.25e-300, "-1.25e-300"), (.leastNonzeroMagnitude, "5e-324"), (1e22, "1e22"),
        (100, "100"),
        (.greatestFiniteMagnitude, "1.797693e308"), (333.33333333, "333.3333"),
    ]

    @Test(arguments: seven)
    func `seven digits are kept`(_ number: Double, _ text: String) {
        #expect(printed(.computed(number, digits: Value.float32Digits)) == text)
    }

    static let fifteen: [(Double, String)] = [
        (0.1 + 0.2, "0.3"), (1.0 / 3, "0.333333333333333"), (2.0 / 3, "0.666666666666667"),
        (123_456_789_012_345_680, "123456789012346000"), (999_999_999_999_999.9, "1e15"),
    ]

    @Test(arguments: fifteen)
    func `fifteen digits are kept`(_ number: Double, _ text: String) throws {
        let shown = printed(.computed(number, digits: Value.float64Digits))
        #expect(Double(shown) == Double(text))
        #expect(shown.filter(\.isNumber).count <= 19)
    }

    @Test(arguments: [Value.float32Digits, Value.float64Digits, 1, 17])
    func `any number is shown within half a unit of its last digit`(_ digits: Int) throws {
        var random = SplitMix(seed: UInt64(digits))
        for _ in 0..<20_000 {
            let number = Self.draw(&random)
            let text = printed(.computed(number, digits: digits))
            guard try parsed(text) == .number(text), let shown = Double(text) else {
                Issue.record("\(text) is not JSON")
                continue
            }
            if Self.significant(text) > digits { Issue.record("\(text): more than \(digits)") }
            // The unit of the last digit kept; besides, the float64's own steps.
            let unit = Self.unit(number, digits)
            if (shown - number).magnitude > unit / 2 + 2 * number.ulp {
                Issue.record("\(number) with \(digits) digits is shown as \(text)")
            }
        }
    }

    /// Magnitudes from 1e-300 to 1e300, some of them short, some just below a power of ten.
    private static func draw(_ random: inout SplitMix) -> Double {
        let power = random.below(601) - 300
        let mantissa =
            switch random.below(4) {
            case 0: "\(random.below(100))"
            case 1: "9.99999999\(random.below(1_000_000))"
            case 2: "\(random.below(10)).\(random.below(1_000_000))5"
            default: "\(Double.random(in: 1..<10, using: &random))"
            }
        let number = Double("\(mantissa)e\(power)") ?? 0
        return random.below(2) == 0 ? number : -number
    }

    private static let powers = (-340...309).map { Double("1e\($0)") ?? .infinity }
    private static func power(_ n: Int) -> Double { powers[n + 340] }

    /// 10^(power of the first digit - digits + 1).
    private static func unit(_ number: Double, _ digits: Int) -> Double {
        guard number != 0 else { return 0 }
        var place = Int((Double(number.exponent) * 0.30103).rounded(.down)) - 1
        while power(place + 1) <= number.magnitude { place += 1 }
        return power(place - digits + 1)
    }

    /// Digits that carry something: without zeros before and after.
    private static func significant(_ text: String) -> Int {
        var digits = text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
        while digits.last == "0" { digits.removeLast() }
        return digits.count
    }
}
