// SPDX-License-Identifier: Apache-2.0
internal import Field

/// How fast records come, lately.
struct Pace: Hashable, Sendable {
    /// What came longer ago counts less and less.
    static let memory = Nanoseconds.seconds(1_800)

    private var began: Instant?
    private var bytes = 0.0

    mutating func add(_ more: Int, at now: Instant) {
        guard let began else {
            self.began = now
            return
        }
        // What has come, spread over at most the time that is remembered.
        let age = now - began
        if age > Self.memory {
            bytes *= Double(Self.memory.count) / Double(age.count)
            self.began = now - Self.memory
        }
        bytes += Double(more)
    }

    /// nil in the first minute.
    func bytesPerHour(at now: Instant) -> Double? {
        guard let began, now - began >= .seconds(60) else { return nil }
        return bytes * 3_600e9 / Double((now - began).count)
    }
}
