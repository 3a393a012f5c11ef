// SPDX-License-Identifier: Apache-2.0

/// An exact decimal number, mantissa × 10^exponent: scales, offsets, ranges, and integer readings
/// after scaling. Binary floating point would print 312 × 0.1 as 31.200000000000003.
package struct Decimal: Hashable, Sendable, BitwiseCopyable {
    package var mantissa: Int128
    /// At most 18 digits after the point, at most 18 zeros before it.
    package var exponent: Int

    package static let exponents = -18...18

    package init(mantissa: Int128, exponent: Int = 0) {
        precondition(Self.exponents.contains(exponent))
        self.mantissa = mantissa
        self.exponent = exponent
    }

    /// Reads `12`, `-0.5`, `1e-3`; nil for anything else, and for more than 18 digits.
    package init?(_ text: some StringProtocol) {
        guard let number = DecimalText(text) else { return nil }
        self.init(mantissa: number.mantissa, exponent: number.exponent)
    }

    package static let zero = Self(mantissa: 0)
    package static let one = Self(mantissa: 1)

    package var isZero: Bool { mantissa == 0 }

    /// Whether it is the number 1, however written.
    package var isOne: Bool { self.isEqual(to: .one) }

    /// The nearest float64.
    package var double: Double {
        // Up to 2^53 both operands are exact and only the result is rounded; beyond, rounding
        // twice could miss the nearest, and the standard library's parser does not.
        guard mantissa.magnitude <= 1 << 53 else {
            return Double("\(mantissa)e\(exponent)") ?? .nan
        }
        // By way of Int64: the standard library turns an Int128 bit by bit, 2 µs each.
        let number = Double(Int64(truncatingIfNeeded: mantissa))
        let power = doublePowerOfTen(abs(exponent))
        return exponent < 0 ? number / power : number * power
    }

    /// Equal in value: 1.0 is 1.
    package func isEqual(to other: Self) -> Bool {
        let common = min(exponent, other.exponent)
        let (a, lostA) = mantissa.multipliedReportingOverflow(by: powerOfTen(exponent - common))
        let (b, lostB) = other.mantissa.multipliedReportingOverflow(
            by: powerOfTen(other.exponent - common))
        return a == b && !lostA && !lostB
    }

    /// self × factor + offset, exact, with the digits of the finer of factor and offset; nil if
    /// it needs more than 127 bits.
    package func scaled(by factor: Self, plus offset: Self) -> Self? {
        let (product, lost) = mantissa.multipliedReportingOverflow(by: factor.mantissa)
        let place = exponent + factor.exponent
        guard !lost, Self.exponents.contains(place) else { return nil }
        if offset.isZero { return Self(mantissa: product, exponent: place) }
        let common = min(place, offset.exponent)
        let (a, lostA) = product.multipliedReportingOverflow(by: powerOfTen(place - common))
        let (b, lostB) = offset.mantissa.multipliedReportingOverflow(
            by: powerOfTen(offset.exponent - common))
        let (sum, lostSum) = a.addingReportingOverflow(b)
        return lostA || lostB || lostSum ? nil : Self(mantissa: sum, exponent: common)
    }
}

/// 10^n for 0...22, where every product is exact.
private func doublePowerOfTen(_ n: Int) -> Double {
    var power = 1.0
    for _ in 0..<n { power *= 10 }
    return power
}

/// 10^n for 0...38.
func powerOfTen(_ n: Int) -> Int128 {
    var power: Int128 = 1
    for _ in 0..<n { power *= 10 }
    return power
}
