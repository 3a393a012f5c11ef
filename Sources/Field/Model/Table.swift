// SPDX-License-Identifier: Apache-2.0

/// A Modbus server's four tables and the function that reads each
/// (Modbus Application Protocol V1.1b3, sections 4.3 and 6).
package enum Table: String, CaseIterable, Sendable, BitwiseCopyable {
    case holding, input, coil, discrete

    /// The function code of a read.
    package var function: UInt8 {
        switch self {
        case .coil: 1
        case .discrete: 2
        case .holding: 3
        case .input: 4
        }
    }

    /// Whether an element is one bit, not a 16-bit register.
    package var isBits: Bool { self == .coil || self == .discrete }

    /// The most elements that one request may ask for: 2,000 bits, 125 registers.
    package var largestRead: Int { isBits ? 2_000 : 125 }

    /// … where its registers have four bytes, if `isWide`.
    package func largestRead(wide isWide: Bool) -> Int {
        isWide && !isBits ? largestRead / 2 : largestRead
    }
}
