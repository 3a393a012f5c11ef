// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Glibc

/// A moment on the clock of the place where the gateway stands, for people; records carry UTC.
package struct LocalTime: Hashable, Sendable {
    package let hour: Int
    package let minute: Int
    package let second: Int

    package init(_ wall: WallTime) {
        var seconds = time_t(wall.nanoseconds / 1_000_000_000)
        var parts = unsafe tm()
        unsafe localtime_r(&seconds, &parts)
        hour = unsafe Int(parts.tm_hour)
        minute = unsafe Int(parts.tm_min)
        second = unsafe Int(parts.tm_sec)
    }

    /// `02:13:05`
    package var text: String {
        [hour, minute, second].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}
