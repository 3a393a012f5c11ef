// SPDX-License-Identifier: Apache-2.0
package import Field

/// How long a unit takes until it has answered, beside the time that bytes are on the wire: what
/// its timeout is for. Twelve bytes, and no list of answers.
package struct RoundTrips: Hashable, Sendable {
    package let unit: UInt8
    /// Answers that were measured, as far as two bytes count.
    private var count: UInt16 = 0
    private var slowestMicroseconds: UInt32 = 0
    private var usualMicroseconds: UInt32 = 0

    /// Whether a unit needs more time, or so much less that its silence is dear.
    package enum Advice: Hashable, Sendable {
        case longer, shorter
    }

    /// Fewer answers say little.
    private static let enough = 30
    /// What is suggested is a multiple of this, and no less than that.
    private static let step = Nanoseconds.milliseconds(50)
    private static let least = Nanoseconds.milliseconds(200)
    /// The most that a file may say.
    private static let longest = Nanoseconds.seconds(60)
    /// A timeout of more than so many times what is suggested is dear.
    private static let dear: Int64 = 5

    package init(unit: UInt8) { self.unit = unit }

    package var answers: Int { Int(count) }

    /// The slowest answer. It fades with those after it: the difference to them is halved after
    /// some 2,800, but for the last 4 ms.
    package var slowest: Nanoseconds { .microseconds(Int64(slowestMicroseconds)) }

    /// A mean of the last answers, the newest a sixteenth of it.
    package var usual: Nanoseconds { .microseconds(Int64(usualMicroseconds)) }

    package mutating func add(_ time: Nanoseconds) {
        let new = UInt32(clamping: time.count / 1_000)
        if count == 0 { usualMicroseconds = new }
        let change = (Int64(new) - Int64(usualMicroseconds)) / 16
        usualMicroseconds = UInt32(clamping: Int64(usualMicroseconds) + change)
        slowestMicroseconds =
            new >= slowestMicroseconds
            ? new : slowestMicroseconds - (slowestMicroseconds - new) >> 12
        if count < .max { count += 1 }
    }

    /// Twice the slowest answer, in steps of 50 ms, at least 200 ms; nil while too few came.
    package var suggested: Nanoseconds? {
        guard answers >= Self.enough else { return nil }
        let steps = (slowest.count * 2 + Self.step.count - 1) / Self.step.count
        return min(max(Self.least, Self.step * steps), Self.longest)
    }

    /// What is to be said of a timeout, nil if it will do.
    package func advice(on timeout: Nanoseconds) -> Advice? {
        guard let suggested else { return nil }
        if timeout < slowest * 2, timeout < suggested { return .longer }
        return timeout > suggested * Self.dear ? .shorter : nil
    }
}
