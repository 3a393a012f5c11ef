// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What a line knows of one unit id, shared by all profiles on it.
struct Unit: Sendable {
    /// What makes two answers interchangeable when nothing numbers them.
    struct Shape: Equatable, Sendable {
        var function: UInt8
        var count: UInt16

        init(_ request: ReadRequest) {
            function = request.table.function
            count = UInt16(request.count)
        }

        init(_ write: PointWrite) {
            (function, count) = (write.function, UInt16(write.words.count))
        }

        init(_ description: SelfDescription) { (function, count) = (description.function, 0) }
    }

    let id: UInt8
    /// No request before this: a lost answer may still come.
    var heldUntil = Instant(nanoseconds: 0)
    /// The shape of a lost answer, until another answer has shown where we are.
    var lost: Shape?
    /// The longest that an answer has taken.
    var slowest: Nanoseconds = .zero
    /// … and what its answers have taken lately, beside the wire.
    var trips: RoundTrips
    /// Whether a poll has brought data since it was last silent.
    var hasData = false
    /// When it last answered anything.
    private(set) var lastAnswer: Instant?
    /// The pause between probes, zero while it answers.
    private(set) var pause: Nanoseconds = .zero
    private(set) var probeAt = Instant(nanoseconds: 0)
    /// What its last probe has kept from the others.
    var toll: Nanoseconds = .zero
    /// Why it does not answer, told for every point while it is silent.
    private(set) var reason: Quality = .commTimeout

    /// Pauses between probes of a silent unit grow from the first to the longest.
    private let probing: Probing

    init(id: UInt8, probing: Probing) {
        self.id = id
        self.probing = probing
        trips = RoundTrips(unit: id)
    }

    var isSilent: Bool { pause > .zero }

    /// Silent, and its next probe is not due.
    func isResting(_ now: Instant) -> Bool { isSilent && now < probeAt }

    /// When its probe goes before the others, which did not leave it a moment.
    var insistsAt: Instant { probeAt + pause }

    mutating func answered(after time: Nanoseconds, at now: Instant) {
        slowest = max(slowest, time)
        lastAnswer = now
        pause = .zero
    }

    /// `rest`: the pause until the next probe at least.
    mutating func wentSilent(_ now: Instant, _ reason: Quality, resting rest: Nanoseconds) {
        self.reason = reason
        hasData = false
        pause = isSilent ? min(pause * 2, probing.longest) : probing.first
        probeAt = now + max(pause, rest)
        toll = .zero
    }
}
