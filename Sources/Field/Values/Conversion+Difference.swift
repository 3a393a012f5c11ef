// SPDX-License-Identifier: Apache-2.0

extension Conversion {
    /// later − earlier + rounds × modulus: exact for integers with a decimal scale, rounded to
    /// `digits` significant digits for floats; nil if a value is none or nothing holds the result.
    package func difference(
        _ later: UInt64, _ earlier: UInt64, plus modulus: Decimal?, times rounds: Int, digits: Int
    ) -> Value? {
        guard let later = value(ofBits: later), let earlier = value(ofBits: earlier) else {
            return nil
        }
        let turned = modulus.flatMap {
            $0.scaled(by: Decimal(mantissa: Int128(rounds)), plus: .zero)
        }
        guard case .decimal(let late) = later, case .decimal(let early) = earlier else {
            let number = later.double - earlier.double + (turned?.double ?? 0)
            return number.isFinite ? .computed(number, digits: digits) : nil
        }
        // late × 1 + (−early), then the modulus the same way: nil where 127 bits do not hold it.
        let minus = Decimal(mantissa: -early.mantissa, exponent: early.exponent)
        guard let difference = late.scaled(by: .one, plus: minus) else { return nil }
        guard rounds > 0, let turned else { return .decimal(difference) }
        return difference.scaled(by: .one, plus: turned).map(Value.decimal)
    }
}
