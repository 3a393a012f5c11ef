// SPDX-License-Identifier: Apache-2.0
import Agent
import Field

/// A machine's clocks: that of its running, and the system clock, which may be wrong.
struct SimulatedClock {
    /// Whether the machine has no time of its own when it starts; otherwise it is always right.
    let isTimeless: Bool
    private(set) var boot: UInt128 = 1
    /// The world's time when the machine was started.
    private(set) var bootedAt: Int64 = -20_000_000
    private(set) var isTrusted: Bool
    /// UTC in milliseconds at the world's time 0, and later with the months that have passed:
    /// 2026-11-20 22:53.
    var beginning: Int64 = 1_795_215_192_000
    /// Milliseconds by which the system clock is ahead of UTC; nil: it says 1970.
    private var error: Int64?

    init(isTimeless: Bool) {
        self.isTimeless = isTimeless
        (isTrusted, error) = isTimeless ? (false, nil) : (true, 0)
    }

    func instant(_ time: Int64) -> Instant {
        Instant(nanoseconds: (time - bootedAt) * 1_000_000)
    }

    /// UTC in milliseconds.
    func utc(_ time: Int64) -> Int64 { beginning + time }

    func moment(_ time: Int64) -> Moment {
        let wall = error.map { utc(time) + $0 } ?? (time - bootedAt)
        return Moment(
            now: instant(time), wall: WallTime(nanoseconds: wall * 1_000_000),
            isTrusted: isTrusted)
    }

    /// It is set right and trusted for 0, and otherwise set to some wrong time, if it is not
    /// trusted.
    mutating func change(_ how: Int, at time: Int64) {
        if isTrusted { return }
        switch how {
        case 0: (isTrusted, error) = (true, 0)
        case 1: error = -10_800_000
        case 2: error = 200
        default: error = nil
        }
    }

    /// The machine starts again. `how`: what its clock says then, as in `change`, but not trusted.
    mutating func reboot(_ how: Int, at time: Int64) {
        boot += 1
        (bootedAt, isTrusted, error) = (time, false, nil)
        if how > 0 { change(how, at: time) }
    }
}
