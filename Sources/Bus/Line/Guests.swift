// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What a line is asked beside its polls, one read after the other.
struct Guests: Sendable {
    /// Reads that wait.
    static let most = 64
    /// How long one waits for a moment that no poll can want, whatever becomes of it; then one
    /// that it leaves free when it is answered as usual will do …
    static let patience = Nanoseconds.milliseconds(250)
    /// … and then it goes before what is due.
    static let insistence = Nanoseconds.seconds(3)
    /// How many times as long as one has kept the line it is the polls' alone.
    static let share = 4

    /// The one whose turn it is comes first.
    private var waiting: [GuestRead] = []
    private var isServing = false
    /// Since when it has its turn.
    private(set) var began = Instant(nanoseconds: 0)
    /// When its last request left.
    private var left = Instant(nanoseconds: 0)
    /// Until when only a moment that no poll can want will do.
    private var restsUntil = Instant(nanoseconds: .min)
    /// Since the caller last took them.
    var results: [GuestResult] = []

    var isEmpty: Bool { waiting.isEmpty }

    /// The one whose turn it is.
    var current: GuestRead? { isServing ? waiting.first : nil }

    /// When something has to be given up, if nothing happens until then.
    var deadline: Instant { waiting.reduce(.never) { min($0, $1.deadline) } }

    mutating func add(_ read: GuestRead) {
        let most = Self.most + (isServing ? 1 : 0)
        guard read.isValid, waiting.count < most else { return end(read, .refused) }
        waiting.append(read)
    }

    /// What the line cannot do.
    mutating func refuse(_ read: GuestRead) { end(read, .refused) }

    /// When it need not find such a moment any more.
    var hopesAt: Instant { max(began + Self.patience, restsUntil) }
    /// When it need not find any.
    var insistsAt: Instant { max(began + Self.insistence, restsUntil) }

    mutating func sent(at now: Instant) { left = now }

    /// An attempt has ended, and what it took is the polls' several times over.
    mutating func rest(at now: Instant) { restsUntil = now + (now - left) * Int64(Self.share) }

    /// The next one has its turn; nil if none waits.
    mutating func begin(at now: Instant) -> GuestRead? {
        guard !isServing, let next = waiting.first else { return nil }
        (isServing, began) = (true, now)
        return next
    }

    /// Ends the one whose turn it is.
    mutating func end(_ outcome: GuestResult.Outcome, after time: Nanoseconds = .zero) {
        guard let current else { return }
        end(current, outcome, after: time)
        waiting.removeFirst()
        isServing = false
    }

    /// Gives up what should have ended by now.
    mutating func expire(at now: Instant) {
        if let current, current.deadline <= now { end(.late) }
        let first = isServing ? 1 : 0
        for read in waiting.dropFirst(first) where read.deadline <= now { end(read, .late) }
        waiting.removeAll { $0.deadline <= now }
    }

    /// Gives up all of them.
    mutating func abandon(_ outcome: GuestResult.Outcome = .late) {
        for read in waiting { end(read, outcome) }
        (waiting, isServing) = ([], false)
    }

    private mutating func end(
        _ read: GuestRead, _ outcome: GuestResult.Outcome, after time: Nanoseconds = .zero
    ) {
        results.append(GuestResult(id: read.id, outcome: outcome, took: time))
    }
}
