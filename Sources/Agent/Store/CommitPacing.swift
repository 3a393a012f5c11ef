// SPDX-License-Identifier: Apache-2.0
internal import Field

/// When what waits is written down: in groups, because each time wears the disk, and again later
/// when the disk refused. A value without clock.
struct CommitPacing: Sendable {
    /// Bytes that are not held back any longer.
    static let manyBytes = 64 * 1_024
    /// Events are written down at once, but not more often.
    static let urgentPause = Nanoseconds.milliseconds(100)
    /// Until what the disk refused is tried again: at first, and at most.
    static let retryPause = Nanoseconds.seconds(1)
    static let longestRetryPause = Nanoseconds.seconds(16)
    /// A disk that has refused all for so long is given up.
    static let patience = Nanoseconds.seconds(30)

    private let pause: Nanoseconds
    /// When the oldest part of what waits came; nil when nothing does.
    private var since: Instant?
    private var isUrgent = false
    private var last = Instant(nanoseconds: .min)
    private var retryAt: Instant?
    private var retry = retryPause
    private var failingSince: Instant?

    init(commit pause: Nanoseconds) { self.pause = pause }

    /// Something waits.
    mutating func add(isUrgent: Bool, at now: Instant) {
        since = since ?? now
        self.isUrgent = self.isUrgent || isUrgent
    }

    /// When it is due by time alone.
    var deadline: Instant {
        guard let since else { return .never }
        if let retryAt { return retryAt }
        guard isUrgent else { return since + pause }
        return last.nanoseconds == .min ? since : max(since, last + Self.urgentPause)
    }

    func isDue(at now: Instant, bytes: Int) -> Bool {
        guard since != nil else { return false }
        return now >= deadline || (retryAt == nil && bytes >= Self.manyBytes)
    }

    mutating func committed(at now: Instant) {
        (since, isUrgent, last) = (nil, false, now)
        (retryAt, retry, failingSince) = (nil, Self.retryPause, nil)
    }

    /// The disk refused; whether that is new.
    mutating func failed(at now: Instant) -> Bool {
        defer { failingSince = failingSince ?? now }
        retryAt = now + retry
        retry = min(Nanoseconds(retry.count * 2), Self.longestRetryPause)
        return failingSince == nil
    }

    /// The disk has not refused lately.
    var isUnhindered: Bool { retryAt == nil }

    /// Whether it has refused for so long that it is given up.
    func isHopeless(at now: Instant) -> Bool {
        failingSince.map { now - $0 >= Self.patience } ?? false
    }
}
