// SPDX-License-Identifier: Apache-2.0

extension Dependence {
    /// A value made of other points alone: nothing is read for it.
    package enum Formula: Hashable, Sendable {
        /// A point that is multiplied before it is added.
        package struct Part: Hashable, Sendable {
            package var name: String
            package var weight: Decimal

            package init(name: String, weight: Decimal) {
                self.name = name
                self.weight = weight
            }
        }

        case sum([String])
        /// The first less all others.
        case difference([String])
        case product([String])
        /// The first divided by all others.
        case quotient([String])
        /// Each times its weight, added.
        case parts([Part])
        /// The first that has a value.
        case firstOf([String])

        package var terms: [String] {
            switch self {
            case .sum(let terms), .difference(let terms), .product(let terms),
                .quotient(let terms), .firstOf(let terms):
                terms
            case .parts(let parts): parts.map(\.name)
            }
        }

        /// The key that a profile writes it with.
        package var key: String {
            switch self {
            case .sum: "sum"
            case .difference: "difference"
            case .product: "product"
            case .quotient: "quotient"
            case .parts: "parts"
            case .firstOf: "first-of"
            }
        }

        /// Whether the terms are in the unit of what is made of them.
        var keepsUnit: Bool {
            switch self {
            case .sum, .difference, .firstOf: true
            case .product, .quotient, .parts: false
            }
        }

        func renamed(_ change: (String) -> String) -> Self {
            switch self {
            case .sum(let terms): .sum(terms.map(change))
            case .difference(let terms): .difference(terms.map(change))
            case .product(let terms): .product(terms.map(change))
            case .quotient(let terms): .quotient(terms.map(change))
            case .parts(let parts):
                .parts(parts.map { Part(name: change($0.name), weight: $0.weight) })
            case .firstOf(let terms): .firstOf(terms.map(change))
            }
        }
    }
}
