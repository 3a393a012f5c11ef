// SPDX-License-Identifier: Apache-2.0

/// What a line's thread hands up: one point's raw bits, or a mark between scans. 24 bytes,
/// trivially copyable; scale, names and units are looked up by the point's number where the
/// reading arrives.
package struct Reading: BitwiseCopyable, Sendable {
    package enum Kind: UInt8, BitwiseCopyable, Sendable {
        /// `point` was read, or its read failed: see `quality`.
        case value
        /// All requests of one period of one device are answered or failed; `point` is the
        /// device's number, `bits` say which round of its it was, how many periods the line then
        /// has passed over, and how many values found no room on their way up.
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

/// The mark at a round's end: from the low bits up, how many periods were passed over (32), the
/// round's number (8), how many values were refused (24).
extension Reading {
    package static func end(
        ofRound round: UInt8, of device: UInt32, at time: Instant, skipped: Int64 = 0,
        refused: Int = 0
    ) -> Self {
        let lost = UInt64(min(max(0, refused), 0xFF_FFFF))
        return Self(
            time: time,
            bits: lost << 40 | UInt64(round) << 32 | UInt64(UInt32(clamping: skipped)),
            point: device, kind: .scanEnd)
    }

    /// Which of its device's rounds has ended.
    package var round: UInt8 { UInt8(truncatingIfNeeded: bits >> 32) }
    /// How many periods were passed over.
    package var skipped: UInt32 { UInt32(truncatingIfNeeded: bits) }
    /// How many of the device's values found the ring full since the mark before.
    package var refused: Int { Int(bits >> 40) }
}
