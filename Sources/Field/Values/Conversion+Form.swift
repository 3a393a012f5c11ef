// SPDX-License-Identifier: Apache-2.0

extension Conversion {
    /// How a value that was worked out lies in 64 bits: the same for every reading of a point, so
    /// that its bits alone say it.
    enum Form: Hashable, Sendable {
        /// A decimal; see `Decimal.packed`.
        case decimal
        /// A float64, printed with at most this many significant digits.
        case float(digits: Int)

        /// What values of a point are before anything else is done to them.
        init(_ point: Point) {
            switch point.encoding {
            case .float16, .float32: self = .float(digits: Value.float32Digits)
            case .float64: self = .float(digits: Value.float64Digits)
            default: self = .decimal
            }
        }

        /// What holds values made of both.
        func coarser(_ other: Self) -> Self {
            switch (self, other) {
            case (.decimal, let form), (let form, .decimal): form
            case (.float(let a), .float(let b)): .float(digits: min(a, b))
            }
        }

        /// Nil where they do not hold it.
        func bits(of value: Value) -> UInt64? {
            switch (self, value) {
            case (.decimal, .decimal(let number)): number.packed
            case (.decimal, .bool(let on)): (on ? Decimal.one : .zero).packed
            case (.decimal, _): nil
            case (.float, _): value.double.isFinite ? value.double.bitPattern : nil
            }
        }
    }
}
