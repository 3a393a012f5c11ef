// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub

/// How the session with the hub does, as its thread last told it.
struct HubSight: Sendable {
    /// Of the session that is up.
    private(set) var session: UInt64?
    /// When it began, or ended; nil before the first one.
    private(set) var since: Instant?
    /// Why the last session or attempt ended.
    private(set) var fault: HubFault?
    /// Attempts that failed since.
    private(set) var attempts = 0
    /// When the next one is made.
    private(set) var nextAttempt: Instant?

    mutating func take(_ event: HubEvent, at now: Instant) {
        switch event {
        case .up(let number, _):
            (session, since) = (number, now)
            (fault, attempts, nextAttempt) = (nil, 0, nil)
        case .down(_, let fault, let pause):
            (session, since, attempts) = (nil, now, 0)
            (self.fault, nextAttempt) = (fault, now + pause)
        case .attemptFailed(let fault, let count, let pause):
            (self.fault, attempts, nextAttempt) = (fault, count, now + pause)
        case .acknowledged, .rejected, .subscribed, .received: break
        }
    }
}
