// SPDX-License-Identifier: Apache-2.0

/// A length of time in whole nanoseconds: one machine word, so that arithmetic on the bus costs
/// nothing (the standard library's `Duration` is 128 bits of attoseconds).
package struct Nanoseconds: Hashable, Comparable, AdditiveArithmetic, Sendable, BitwiseCopyable {
    package var count: Int64

    package init(_ count: Int64) { self.count = count }

    package static var zero: Self { Self(0) }
    package static func microseconds(_ n: Int64) -> Self { Self(n * 1_000) }
    package static func milliseconds(_ n: Int64) -> Self { Self(n * 1_000_000) }
    package static func seconds(_ n: Int64) -> Self { Self(n * 1_000_000_000) }

    /// Whole milliseconds, rounded towards zero.
    package var milliseconds: Int64 { count / 1_000_000 }

    package static func + (a: Self, b: Self) -> Self { Self(a.count + b.count) }
    package static func - (a: Self, b: Self) -> Self { Self(a.count - b.count) }
    package static func * (a: Self, n: Int64) -> Self { Self(a.count * n) }
    package static func / (a: Self, n: Int64) -> Self { Self(a.count / n) }
    package static func < (a: Self, b: Self) -> Bool { a.count < b.count }
}

/// A moment of the kernel's monotonic clock (CLOCK_MONOTONIC, nanoseconds since boot). It never
/// jumps; what it is in UTC is decided when a record leaves.
package struct Instant: Hashable, Comparable, Sendable, BitwiseCopyable {
    package var nanoseconds: Int64

    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Later than any deadline: "wait until something happens".
    package static let never = Self(nanoseconds: .max)

    /// Saturates, so that `.never` plus a pause is still `.never`.
    package static func + (at: Self, wait: Nanoseconds) -> Self {
        let (sum, overflow) = at.nanoseconds.addingReportingOverflow(wait.count)
        return Self(nanoseconds: overflow ? (wait.count < 0 ? .min : .max) : sum)
    }
    package static func - (at: Self, wait: Nanoseconds) -> Self {
        let (moment, overflow) = at.nanoseconds.subtractingReportingOverflow(wait.count)
        return Self(nanoseconds: overflow ? (wait.count < 0 ? .max : .min) : moment)
    }
    package static func - (late: Self, early: Self) -> Nanoseconds {
        let (wait, overflow) = late.nanoseconds.subtractingReportingOverflow(early.nanoseconds)
        return Nanoseconds(overflow ? (early.nanoseconds < 0 ? .max : .min) : wait)
    }
    package static func < (a: Self, b: Self) -> Bool { a.nanoseconds < b.nanoseconds }
}

/// A moment in UTC, nanoseconds since 1970 as CLOCK_REALTIME counts them. It may jump.
package struct WallTime: Hashable, Comparable, Sendable {
    package var nanoseconds: Int64

    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    package init(milliseconds: Int64) { nanoseconds = milliseconds &* 1_000_000 }

    /// UTC in whole milliseconds: what the hub's records carry.
    package var milliseconds: Int64 { nanoseconds / 1_000_000 }

    package static func < (a: Self, b: Self) -> Bool { a.nanoseconds < b.nanoseconds }
}
