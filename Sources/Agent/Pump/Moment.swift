// SPDX-License-Identifier: Apache-2.0
package import Field

/// One moment on both clocks, so that a monotonic time can be told in UTC.
package struct Moment: Hashable, Sendable {
    package var now: Instant
    package var wall: WallTime

    package init(now: Instant, wall: WallTime) {
        self.now = now
        self.wall = wall
    }

    /// A system clock before this is a box without a battery, not a date (2026-01-01).
    package static let earliest = WallTime(nanoseconds: 1_767_225_600_000_000_000)

    /// Whether the system clock can be true.
    package var isTrusted: Bool { wall >= Self.earliest }

    /// UTC in milliseconds of a monotonic time. With an untrusted clock it counts on from the
    /// earliest possible moment: nothing is ever stamped 1970, and the record says `unsynced`.
    package func milliseconds(of instant: Instant) -> Int64 {
        (offset + instant.nanoseconds) / 1_000_000
    }

    /// The other way round; before the kernel started it is negative.
    func instant(of milliseconds: Int64) -> Instant {
        Instant(nanoseconds: milliseconds * 1_000_000 - offset)
    }

    /// UTC less the monotonic clock, in nanoseconds, as `milliseconds(of:)` counts.
    var offset: Int64 {
        isTrusted ? wall.nanoseconds - now.nanoseconds : Self.earliest.nanoseconds
    }

    /// The wall clock at another instant, had it not been set in between.
    func wall(at instant: Instant) -> WallTime {
        WallTime(nanoseconds: wall.nanoseconds + (instant - now).count)
    }
}
