// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Glibc

/// A moment on the clock of the place where the gateway stands, for people; records carry UTC.
package struct LocalTime: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int
    package let hour: Int
    package let minute: Int
    package let second: Int

    package init(_ wall: WallTime) {
        var seconds = time_t(wall.nanoseconds / 1_000_000_000)
        var parts = unsafe tm()
        unsafe localtime_r(&seconds, &parts)
        year = unsafe Int(parts.tm_year) + 1_900
        month = unsafe Int(parts.tm_mon) + 1
        day = unsafe Int(parts.tm_mday)
        hour = unsafe Int(parts.tm_hour)
        minute = unsafe Int(parts.tm_min)
        second = unsafe Int(parts.tm_sec)
    }

    /// `02:13:05`
    package var text: String { [hour, minute, second].map(Self.two).joined(separator: ":") }

    /// `2026-11-20 02:13`
    package var stamp: String { "\(year)-\(shortStamp)" }

    /// `11-20 02:13`
    package var shortStamp: String {
        "\(Self.two(month))-\(Self.two(day)) \(Self.two(hour)):\(Self.two(minute))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
