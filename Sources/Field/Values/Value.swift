// SPDX-License-Identifier: Apache-2.0

/// A point's reading in its unit, ready to be compared and printed.
package enum Value: Hashable, Sendable {
    case bool(Bool)
    /// An integer register after its decimal scale: exact, with the scale's digits.
    case decimal(Decimal)
    /// A float16 as it was read, printed as the shortest decimal that reads back to it.
    case float16(Float16)
    /// A float32 as it was read, printed as the shortest decimal that reads back to it.
    case float32(Float)
    /// A float64 as it was read.
    case float64(Double)
    /// The result of scaling a float: printed with at most this many significant digits.
    case computed(Double, digits: Int)

    /// Significant digits of a scaled float16 or float32, and of a scaled float64.
    package static let float32Digits = 7
    package static let float64Digits = 15

    /// As a float64, for comparisons with a range or a deadband.
    package var double: Double {
        switch self {
        case .bool(let on): on ? 1 : 0
        case .decimal(let number): number.double
        case .float16(let number): Double(number)
        case .float32(let number): Double(number)
        case .float64(let number), .computed(let number, _): number
        }
    }
}
