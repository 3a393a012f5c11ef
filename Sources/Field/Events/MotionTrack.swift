// SPDX-License-Identifier: Apache-2.0

/// How one point's values follow each other. 32 bytes, for the points that need it.
package struct MotionTrack: BitwiseCopyable, Sendable {
    /// The last value's.
    private var bits: UInt64 = 0
    private var time = Instant(nanoseconds: 0)
    /// Since when the bits are these.
    private var since = Instant(nanoseconds: 0)
    /// Readings with these bits; none before the first.
    private var count: UInt32 = 0

    package init() {}

    /// Judges a value by the one before it, which it then is: a single wrong one makes two jumps,
    /// as in WMO's check of samples for consistency in time.
    package mutating func take(
        _ next: UInt64, at now: Instant, _ rule: MotionRule, _ conversion: Conversion
    ) -> Quality {
        let (last, gone) = (bits, now - time)
        defer { (bits, time) = (next, now) }
        guard count > 0, gone >= .zero, gone <= rule.gap else {
            (since, count) = (now, 1)
            return .good
        }
        if next == last {
            if count < .max { count += 1 }
            return isFlat(now, rule) ? .suspectFlatLine : .good
        }
        (since, count) = (now, 1)
        return isJump(last, next, gone, rule, conversion) ? .suspectRate : .good
    }

    private func isFlat(_ now: Instant, _ rule: MotionRule) -> Bool {
        guard let flat = rule.flat else { return false }
        return count >= flat.readings && now - since >= flat.time
    }

    private func isJump(
        _ last: UInt64, _ next: UInt64, _ gone: Nanoseconds, _ rule: MotionRule,
        _ conversion: Conversion
    ) -> Bool {
        guard let rate = rule.rate else { return false }
        let (old, new) = (conversion.number(ofBits: last), conversion.number(ofBits: next))
        if rule.isCounter, new < old { return false }
        var change = (new - old).magnitude
        if rule.isAngle { change = min(change, (360 - change).magnitude) }
        // Readings closer than a second may still differ by one step of the instrument.
        let allowed = rate * max(Double(gone.count) / 1e9, 1)
        // 20.2 - 20.1 is 0.0999… in binary, and a float32 is further off.
        let blur = max(old.magnitude, new.magnitude) * 0x1p-22
        return change > allowed + blur
    }
}
