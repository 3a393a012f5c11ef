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

extension Decimal {
    /// Digits after the point of a quotient that has no end.
    package static let quotientDigits = 9

    /// self ÷ other: exact where it ends within 18 digits after the point, else rounded to nine;
    /// nil for a division by zero.
    package func divided(by other: Self) -> Self? {
        guard !other.isZero else { return nil }
        let shift = 18 + exponent - other.exponent
        guard (0...38).contains(shift), let dividend = scaledMantissa(shift) else { return nil }
        let (quotient, rest) = dividend.quotientAndRemainder(dividingBy: other.mantissa)
        if rest == 0 { return Self(mantissa: quotient, exponent: -18).shortened }
        let places = 18 - Self.quotientDigits
        return Self(
            mantissa: Self.rounded(quotient, dropping: places), exponent: -Self.quotientDigits
        ).shortened
    }

    private func scaledMantissa(_ places: Int) -> Int128? {
        let (wider, lost) = mantissa.multipliedReportingOverflow(by: powerOfTen(places))
        return lost ? nil : wider
    }

    /// The same number without zeros at the end of what follows the point.
    package var shortened: Self {
        var (mantissa, exponent) = (self.mantissa, self.exponent)
        while exponent < 0, mantissa % 10 == 0 {
            mantissa /= 10
            exponent += 1
        }
        return Self(mantissa: mantissa, exponent: exponent)
    }
}
