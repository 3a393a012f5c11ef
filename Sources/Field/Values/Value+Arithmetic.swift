// SPDX-License-Identifier: Apache-2.0

/// What is made of two values: exact where both are decimals, else a float with as many digits as
/// the coarser of both has. Nil where nothing holds the result.
extension Value {
    package func plus(_ other: Self) -> Self? {
        combined(other, { $0.plus($1) }, +)
    }

    package func minus(_ other: Self) -> Self? {
        combined(other, { $0.minus($1) }, -)
    }

    package func times(_ other: Self) -> Self? {
        combined(other, { $0.times($1) }, *)
    }

    /// self ÷ other, of decimals to nine digits after the point where it has no end; nil for a
    /// division by zero.
    package func divided(by other: Self) -> Self? {
        combined(other, { $0.divided(by: $1) }, /)
    }

    /// With so many digits after the point at most, a float with exactly so many: a decimal in
    /// either case. Nil where nothing holds it.
    package func rounded(to places: Int) -> Self? {
        if let decimal {
            let dropped = -decimal.exponent - places
            guard dropped > 0 else { return .decimal(decimal) }
            let mantissa = Decimal.rounded(decimal.mantissa, dropping: dropped)
            return .decimal(Decimal(mantissa: mantissa, exponent: -places))
        }
        guard let power = Decimal(mantissa: 1).shifted(by: places)?.double else { return nil }
        let number = (printedNumber * power).rounded()
        guard number.magnitude < 1e17 else { return nil }
        return .decimal(Decimal(mantissa: Int128(number), exponent: -places))
    }

    /// self × 10^places; nil where that is no whole number, or beyond every use.
    package func shifted(by places: Self) -> Self? {
        let number = places.double
        guard number.magnitude <= 36, let whole = Int(exactly: number) else { return nil }
        if let decimal { return decimal.shifted(by: whole).map(Self.decimal) }
        return times(.decimal(Decimal(mantissa: 1).shifted(by: whole) ?? .zero))
    }

    /// Whether it is this whole number, however it was read.
    package func equals(_ number: Int64) -> Bool {
        decimal?.isEqual(to: Decimal(mantissa: Int128(number))) ?? (double == Double(number))
    }

    private var decimal: Decimal? {
        switch self {
        case .decimal(let number): number
        case .bool(let on): on ? .one : .zero
        default: nil
        }
    }

    /// Significant digits that it has at most; decimals have all.
    private var digits: Int {
        switch self {
        case .bool, .decimal, .float64: Self.float64Digits
        case .float16, .float32: Self.float32Digits
        case .computed(_, let digits): digits
        }
    }

    private func combined(
        _ other: Self, _ exact: (Decimal, Decimal) -> Decimal?,
        _ rounded: (Double, Double) -> Double
    ) -> Self? {
        if let a = decimal, let b = other.decimal { return exact(a, b).map(Self.decimal) }
        let number = rounded(double, other.double)
        return number.isFinite ? .computed(number, digits: min(digits, other.digits)) : nil
    }
}
