// SPDX-License-Identifier: Apache-2.0

/// One side of a point's alarm limits, worked out once.
package struct AlarmLimit: Sendable {
    package enum Side: String, CaseIterable, Sendable {
        case low, high
    }

    package let side: Side
    /// As it was written, in the point's unit.
    package let limit: Decimal
    package let delay: Nanoseconds
    /// Beyond this a value is an alarm …
    private let edge: Double
    /// … and from here on, towards the inside, it is none any more.
    private let back: Double

    /// nil where the limits have none on this side.
    package init?(_ limits: AlarmLimits, _ side: Side) {
        guard let limit = side == .low ? limits.low : limits.high else { return nil }
        self.side = side
        self.limit = limit
        delay = limits.delay
        edge = limit.double
        let hysteresis = limits.hysteresis
        let step = Decimal(
            mantissa: side == .low ? hysteresis.mantissa : -hysteresis.mantissa,
            exponent: hysteresis.exponent)
        back = limit.scaled(by: .one, plus: step)?.double ?? edge
    }

    package func isBeyond(_ number: Double) -> Bool {
        side == .low ? number < edge : number > edge
    }

    /// Within the limit by the hysteresis.
    package func isBack(_ number: Double) -> Bool {
        side == .low ? number >= back : number <= back
    }

    /// Whether a number may stand on one side of the limit and what is printed of it on the other:
    /// no short float has fewer than ten bits.
    private func isNear(_ number: Double) -> Bool {
        let blur = number.magnitude / 512
        return (number - edge).magnitude <= blur || (number - back).magnitude <= blur
    }

    /// The number that a value is compared by: as it is printed, so that a float32 of 0.1, which
    /// is 0.10000000149, is not beyond a limit of 0.1. Not a number where the bits are no value.
    package func number(_ bits: UInt64, _ conversion: Conversion) -> Double {
        guard let value = conversion.value(ofBits: bits) else { return .nan }
        return isNear(value.double) ? value.printedNumber : value.double
    }
}

extension AlarmLimits {
    /// Both sides, as far as there are limits.
    package var sides: [AlarmLimit] {
        AlarmLimit.Side.allCases.compactMap { AlarmLimit(self, $0) }
    }
}
