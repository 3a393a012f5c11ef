// SPDX-License-Identifier: Apache-2.0

/// What the bits of a point are: the key `as` of a profile.
package enum Encoding: String, CaseIterable, Sendable {
    case bool
    case uint8, int8, uint16, int16, uint32, int32, uint64, int64
    case float16, float32, float64
    /// Four bits a decimal digit, the most significant first.
    case bcd
    /// Characters, and a day or a time in a layout of the device's own: only of points that are
    /// texts.
    case string, date

    /// Width in bytes on the wire; a bool is one bit of a register or one coil, an eight-bit
    /// integer half a register. A BCD number, a string and a date may be longer: see
    /// `Point.length`.
    package var bytes: Int {
        switch self {
        case .bool, .uint8, .int8, .uint16, .int16, .float16, .bcd, .string, .date: 2
        case .uint32, .int32, .float32: 4
        case .uint64, .int64, .float64: 8
        }
    }

    /// Whether it is one half of a register.
    package var isHalf: Bool { self == .uint8 || self == .int8 }

    /// Whether it is words and no number.
    package var isText: Bool { self == .string || self == .date }

    package var isFloat: Bool { self == .float16 || self == .float32 || self == .float64 }

    /// Whether its highest bit is a sign.
    package var isSigned: Bool {
        self == .int8 || self == .int16 || self == .int32 || self == .int64
    }
}
