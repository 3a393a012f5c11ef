// SPDX-License-Identifier: Apache-2.0
package import Field

/// One moment on both clocks, so that a monotonic time can be told in UTC.
package struct Moment: Hashable, Sendable {
    package let now: Instant
    package let wall: WallTime
    /// Whether the system clock says what time it is. Never before `earliest`.
    package let isTrusted: Bool

    /// `isTrusted`: there is a reason to believe the system clock.
    package init(now: Instant, wall: WallTime, isTrusted: Bool = true) {
        self.now = now
        self.wall = wall
        self.isTrusted = isTrusted && wall >= Self.earliest
    }

    /// A system clock before this is a box without a battery, not a date (2026-01-01).
    package static let earliest = WallTime(nanoseconds: 1_767_225_600_000_000_000)

    /// UTC in milliseconds of a monotonic time. A clock that is not trusted is told as it is, for
    /// it may be nearly right, and the record says `unsynced`; one that cannot be right is not
    /// told at all: nothing is ever stamped 1970, the kernel's running counts from `earliest` on.
    package func milliseconds(of instant: Instant) -> Int64 {
        (offset + instant.nanoseconds) / 1_000_000
    }

    /// The other way round; before the kernel started it is negative.
    func instant(of milliseconds: Int64) -> Instant {
        Instant(nanoseconds: milliseconds &* 1_000_000 &- offset)
    }

    /// UTC less the monotonic clock, in nanoseconds, as `milliseconds(of:)` counts.
    var offset: Int64 {
        wall >= Self.earliest ? wall.nanoseconds - now.nanoseconds : Self.earliest.nanoseconds
    }

    /// Both clocks at another instant, had none been set in between.
    func at(_ instant: Instant) -> Self {
        Self(
            now: instant,
            wall: WallTime(nanoseconds: wall.nanoseconds + (instant - now).count),
            isTrusted: isTrusted)
    }
}
