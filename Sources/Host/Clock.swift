// SPDX-License-Identifier: Apache-2.0
internal import CLinux
package import Field

/// The machine's two clocks. Only wiring reads them; everything with rules is handed the time.
package enum Clock {
    /// CLOCK_MONOTONIC.
    package static func now() -> Instant { Instant(nanoseconds: clinux_monotonic()) }

    /// CLOCK_REALTIME, believed or not.
    package static func wall() -> WallTime { WallTime(nanoseconds: clinux_realtime()) }
}
