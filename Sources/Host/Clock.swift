// SPDX-License-Identifier: Apache-2.0
internal import CLinux
package import Field

/// The machine's two clocks. Only wiring reads them; everything with rules is handed the time.
package enum Clock {
    /// CLOCK_MONOTONIC.
    package static func now() -> Instant { Instant(nanoseconds: clinux_monotonic()) }

    /// CLOCK_REALTIME, believed or not.
    package static func wall() -> WallTime { WallTime(nanoseconds: clinux_realtime()) }

    /// The most by which the kernel holds CLOCK_REALTIME to be wrong; nil where it does not say.
    /// chrony and ntpd tell it, with or without the flag that lets the kernel set the hardware
    /// clock, which is therefore not looked at.
    package static var error: Nanoseconds? {
        let microseconds = clinux_clock_error()
        return microseconds < 0 ? nil : .microseconds(microseconds)
    }

    /// What clocks with a battery say (rtc0 … in /sys/class/rtc), taken to run in UTC.
    package static var hardware: [WallTime] { (0..<mostHardware).compactMap(hardware) }

    /// Clocks with a battery that are looked at.
    private static let mostHardware = 4

    private static func hardware(_ number: Int) -> WallTime? {
        do throws(SystemFault) {
            let path = "/sys/class/rtc/rtc\(number)/since_epoch"
            guard case .bytes(let text) = try File.read(path, atMost: 64) else { return nil }
            let digits = text.prefix { $0 != UInt8(ascii: "\n") }
            guard let seconds = Int64(String(decoding: digits, as: UTF8.self)) else { return nil }
            let (time, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
            return overflow ? nil : WallTime(nanoseconds: time)
        } catch {
            return nil
        }
    }
}
