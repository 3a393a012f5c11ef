// SPDX-License-Identifier: Apache-2.0

/// A decimal in 64 bits, so that a value made of other points travels like one that was read.
extension Decimal {
    /// Bits of the exponent, below those of the mantissa.
    private static let exponentBits: Int128 = 6
    /// Mantissas below it fit.
    private static let packedLimit: Int128 = 1 << 57

    /// From `bits`.
    init(packed bits: UInt64) {
        let signed = Int64(bitPattern: bits)
        let exponent = Int(signed & 63) - 18
        self.init(
            mantissa: Int128(signed >> 6),
            exponent: min(max(exponent, Self.exponents.lowerBound), Self.exponents.upperBound))
    }

    /// The mantissa above the exponent. A number of more than 17 digits is rounded to what fits;
    /// nil where its magnitude leaves no room for that.
    var packed: UInt64? {
        var (mantissa, exponent) = (self.mantissa, self.exponent)
        while mantissa.magnitude >= Self.packedLimit {
            guard exponent < Self.exponents.upperBound else { return nil }
            mantissa = Self.rounded(mantissa, dropping: 1)
            exponent += 1
        }
        let word = mantissa << Self.exponentBits | Int128(exponent + 18)
        return UInt64(truncatingIfNeeded: word)
    }
}
