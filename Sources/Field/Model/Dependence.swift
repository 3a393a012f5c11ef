// SPDX-License-Identifier: Apache-2.0

/// What a point takes from other points of its device, which it names.
package struct Dependence: Hashable, Sendable {
    /// A value made of others alone: nothing is read for it.
    package enum Formula: Hashable, Sendable {
        case sum([String])
        /// The first less all others.
        case difference([String])
        case product([String])

        package var terms: [String] {
            switch self {
            case .sum(let terms), .difference(let terms), .product(let terms): terms
            }
        }
    }

    /// A unit that a setting of the device decides.
    package struct UnitChoice: Hashable, Sendable {
        package var point: String
        /// The setting's numbers with the factor to the point's own unit.
        package var factors: [Factor]

        package init(point: String, factors: [Factor]) {
            self.point = point
            self.factors = factors
        }
    }

    package struct Factor: Hashable, Sendable {
        package var number: Int64
        package var factor: Decimal

        package init(number: Int64, factor: Decimal) {
            self.number = number
            self.factor = factor
        }
    }

    /// A point that says whether this one can be believed.
    package struct Trust: Hashable, Sendable {
        package var point: String
        package var good: [Int64]

        package init(point: String, good: [Int64]) {
            self.point = point
            self.good = good
        }
    }

    /// Only devices that say so have the point: another firmware or model has not.
    package struct Condition: Hashable, Sendable {
        package enum Test: Hashable, Sendable {
            case equals(Int64)
            case atLeast(Int64)
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
    package var trust: Trust?
    package var condition: Condition?

    package init() {}

    package var isEmpty: Bool { self == Self() }

    /// All points that are named.
    package var names: [String] {
        (formula?.terms ?? [])
            + [exponent, factor, unit?.point, trust?.point, condition?.point].compactMap(\.self)
    }
}
