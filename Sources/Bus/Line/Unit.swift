// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What a line knows of one unit id, shared by all profiles on it.
struct Unit: Sendable {
    /// What makes two answers interchangeable when nothing numbers them.
    struct Shape: Equatable, Sendable {
        var function: UInt8
        var count: UInt16
    }

    let id: UInt8
    /// No request before this: a lost answer may still come.
    var heldUntil = Instant(nanoseconds: 0)
    /// The shape of a lost answer, until another answer has shown where we are.
    var lost: Shape?
    /// The longest that an answer has taken.
    var slowest: Nanoseconds = .zero
    /// The pause between probes, zero while it answers.
    private(set) var pause: Nanoseconds = .zero
    private(set) var probeAt = Instant(nanoseconds: 0)
    /// Why it does not answer, told for every point while it is silent.
    private(set) var reason: Quality = .commTimeout

    /// Pauses between probes of a silent unit grow from the first to the longest.
    private let probing: Probing

    init(id: UInt8, probing: Probing) {
        self.id = id
        self.probing = probing
    }

    var isSilent: Bool { pause > .zero }

    /// Silent, and its next probe is not due.
    func isResting(_ now: Instant) -> Bool { isSilent && now < probeAt }

    mutating func answered(after time: Nanoseconds) {
        slowest = max(slowest, time)
        pause = .zero
    }

    mutating func wentSilent(_ now: Instant, _ reason: Quality) {
        self.reason = reason
        pause = isSilent ? min(pause * 2, probing.longest) : probing.first
        probeAt = now + pause
    }
}
