// SPDX-License-Identifier: Apache-2.0

/// What the bits of a point are: the key `as` of a profile.
package enum Encoding: String, CaseIterable, Sendable {
    case bool
    case uint16, int16, uint32, int32, uint64, int64
    case float32, float64

    /// Width in bytes on the wire; a bool is one bit of a register or one coil.
    package var bytes: Int {
        switch self {
        case .bool, .uint16, .int16: 2
        case .uint32, .int32, .float32: 4
        case .uint64, .int64, .float64: 8
        }
    }

    /// How many registers it lies in.
    package var registers: Int { bytes / 2 }

    package var isFloat: Bool { self == .float32 || self == .float64 }
}
