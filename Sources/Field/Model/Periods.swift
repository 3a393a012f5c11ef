// SPDX-License-Identifier: Apache-2.0

/// How often each group of a device's points is read; points of `demand` never are by themselves.
/// Zero reads a group as fast as the line allows.
package struct Periods: Hashable, Sendable {
    /// Slow points are read this many times less often than normal ones, unless a file says else.
    static let slowFactor: Int64 = 10
    /// … but at least this far apart.
    static let shortestSlow = Nanoseconds.seconds(60)

    package var fast, normal, slow: Nanoseconds

    package init(fast: Nanoseconds, normal: Nanoseconds, slow: Nanoseconds) {
        self.fast = fast
        self.normal = normal
        self.slow = slow
    }

    /// One period spread over the groups: it is that of normal and fast points.
    package init(poll: Nanoseconds) {
        self.init(fast: poll, normal: poll, slow: Self.slow(normal: poll))
    }

    /// The period of slow points where only that of normal ones was written.
    package static func slow(normal: Nanoseconds) -> Nanoseconds {
        let (count, overflow) = normal.count.multipliedReportingOverflow(by: slowFactor)
        return max(overflow ? Nanoseconds(.max) : Nanoseconds(count), shortestSlow)
    }
}
