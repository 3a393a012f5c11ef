// SPDX-License-Identifier: Apache-2.0

/// What is made of several points, exactly: nil where 127 bits do not hold the result.
extension Decimal {
    /// self + other, with the digits of the finer of both.
    package func plus(_ other: Self) -> Self? {
        let common = min(exponent, other.exponent)
        guard let a = mantissa(at: common), let b = other.mantissa(at: common) else { return nil }
        let (sum, lost) = a.addingReportingOverflow(b)
        return lost ? nil : Self(mantissa: sum, exponent: common)
    }

    package func minus(_ other: Self) -> Self? {
        let (negated, lost) = other.mantissa.multipliedReportingOverflow(by: -1)
        return lost ? nil : plus(Self(mantissa: negated, exponent: other.exponent))
    }

    /// self × other; digits beyond the eighteenth after the point are rounded.
    package func times(_ other: Self) -> Self? {
        let (product, lost) = mantissa.multipliedReportingOverflow(by: other.mantissa)
        return lost ? nil : Self.fitted(product, exponent: exponent + other.exponent)
    }

    /// self × 10^places.
    package func shifted(by places: Int) -> Self? {
        guard abs(places) <= 36 else { return nil }
        return Self.fitted(mantissa, exponent: exponent + places)
    }

    /// The mantissa that says the same with an exponent not above its own.
    private func mantissa(at common: Int) -> Int128? {
        let (mantissa, lost) = mantissa.multipliedReportingOverflow(
            by: powerOfTen(exponent - common))
        return lost ? nil : mantissa
    }

    /// With an exponent that a decimal can have.
    private static func fitted(_ mantissa: Int128, exponent: Int) -> Self? {
        if exponents.contains(exponent) { return Self(mantissa: mantissa, exponent: exponent) }
        if exponent > exponents.upperBound {
            let places = exponent - exponents.upperBound
            guard places <= 38 else { return nil }
            let (wider, lost) = mantissa.multipliedReportingOverflow(by: powerOfTen(places))
            return lost ? nil : Self(mantissa: wider, exponent: exponents.upperBound)
        }
        return Self(
            mantissa: rounded(mantissa, dropping: exponents.lowerBound - exponent),
            exponent: exponents.lowerBound)
    }

    /// Half away from zero.
    static func rounded(_ mantissa: Int128, dropping places: Int) -> Int128 {
        guard places <= 38 else { return 0 }
        let unit = powerOfTen(places)
        let (quotient, rest) = mantissa.quotientAndRemainder(dividingBy: unit)
        return quotient + (rest.magnitude >= unit.magnitude - rest.magnitude ? rest.signum() : 0)
    }
}
