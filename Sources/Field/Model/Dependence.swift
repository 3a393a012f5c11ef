// SPDX-License-Identifier: Apache-2.0

/// What a point's value takes beyond its own bits, its scale and its offset: from other points of
/// its device, which it names, and by being worked out further.
package struct Dependence: Hashable, Sendable {
    /// A unit that a setting of the device decides.
    package struct UnitChoice: Hashable, Sendable {
        package var point: String
        /// The setting's numbers with the way to the point's own unit.
        package var factors: [Factor]

        package init(point: String, factors: [Factor]) {
            self.point = point
            self.factors = factors
        }
    }

    /// value × factor + offset, where the setting is this number.
    package struct Factor: Hashable, Sendable {
        package var number: Int64
        package var factor: Decimal
        package var offset: Decimal

        package init(number: Int64, factor: Decimal, offset: Decimal = .zero) {
            self.number = number
            self.factor = factor
            self.offset = offset
        }
    }

    /// A point that says whether this one can be believed.
    package struct Trust: Hashable, Sendable {
        package struct Reason: Hashable, Sendable {
            package var number: Int64
            package var quality: Quality

            package init(number: Int64, quality: Quality) {
                self.number = number
                self.quality = quality
            }
        }

        package var point: String
        package var good: [Int64]
        /// What other numbers mean; any that is not here is a fault without a name.
        package var reasons: [Reason]

        package init(point: String, good: [Int64], reasons: [Reason] = []) {
            self.point = point
            self.good = good
            self.reasons = reasons
        }
    }

    /// Only devices that say so have the point: another firmware or model has not.
    package struct Condition: Hashable, Sendable {
        package enum Test: Hashable, Sendable {
            case equals(Int64)
            case among([Int64])
            case atLeast(Int64)
            case atMost(Int64)
            case within(ClosedRange<Int64>)
        }
        package var point: String
        package var test: Test

        package init(point: String, test: Test) {
            self.point = point
            self.test = test
        }
    }

    package var formula: Formula?
    /// The point whose value is the power of ten to multiply with.
    package var exponent: String?
    /// The point whose value is the factor to multiply with.
    package var factor: String?
    package var unit: UnitChoice?
    /// The line of points that leads from the number to the value.
    package var curve: Polyline?
    /// Digits after the point that a value is rounded to.
    package var decimals: Int?
    package var trust: Trust?
    package var condition: Condition?
    /// What it means that the device refuses the read, and that it does not answer it.
    package var refused: Quality?
    package var silent: Quality?

    package init() {}

    package var isEmpty: Bool { self == Self() }

    /// All points that are named.
    package var names: [String] {
        (formula?.terms ?? [])
            + [exponent, factor, unit?.point, trust?.point, condition?.point].compactMap(\.self)
    }

    /// Changes every name in it.
    package mutating func rename(_ change: (String) -> String) {
        formula = formula?.renamed(change)
        exponent = exponent.map(change)
        factor = factor.map(change)
        if let point = unit?.point { unit?.point = change(point) }
        if let point = trust?.point { trust?.point = change(point) }
        if let point = condition?.point { condition?.point = change(point) }
    }
}
