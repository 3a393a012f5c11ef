// SPDX-License-Identifier: Apache-2.0

/// What a line's thread hands up: one point's raw bits, or a mark between scans. 24 bytes,
/// trivially copyable; scale, names and units are looked up by the point's number where the
/// reading arrives.
package struct Reading: BitwiseCopyable, Sendable {
    package enum Kind: UInt8, BitwiseCopyable, Sendable {
        /// `point` was read, or its read failed: see `quality`.
        case value
        /// All requests of one period of one device are answered or failed; `point` is the
        /// device's number and `bits` how many periods the line then has passed over.
        case scanEnd
    }

    /// The last byte of the reply that this came in; for a failure, when it was certain.
    package var time: Instant
    /// The value's bits in the order of the machine, right-aligned: a float32 in the low 32.
    package var bits: UInt64
    /// The point's number in the agent's table, or the device's for a mark.
    package var point: UInt32
    package var quality: Quality
    package var kind: Kind

    package init(
        time: Instant, bits: UInt64 = 0, point: UInt32, quality: Quality = .good,
        kind: Kind = .value
    ) {
        self.time = time
        self.bits = bits
        self.point = point
        self.quality = quality
        self.kind = kind
    }
}
