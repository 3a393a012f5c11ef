// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What the pump looks out for with one device: that it answers, and that it is asked at all.
struct Vigil: Sendable {
    /// Without a reading for this long, none was tried.
    let patience: Nanoseconds
    var gate = EventGate()
    var silence = Lack()
    var uptime = Uptime()
    /// When a scan last brought readings, good or failed; nil before the pump runs.
    var heard: Instant?
    var isStale = false
    var rounds: [Round]

    /// Periods without an attempt after which values are stale, and the least time that they are
    /// taken for.
    static let stalePeriods: Int64 = 3
    static let shortest = Nanoseconds.seconds(2)

    /// `cycle`: the period of what is read of it without a pause.
    init(_ device: Device, cycle: Nanoseconds) {
        let periods = PollRounds(device).rounds.map(\.period)
        rounds = periods.map { Round(period: $0) }
        let period = periods.first.map { $0 > .zero ? $0 : max(cycle, .seconds(1)) } ?? .zero
        // A round may take as long as its attempts, with the pauses that a lost answer needs.
        let attempts = device.timeout * (3 * Int64(device.retries + 1))
        patience = max(period * Self.stalePeriods, Self.shortest) + attempts
    }

    /// A round has ended in which the device said something, or failed as a whole.
    mutating func note(failure: Quality?, at time: Instant) {
        if failure == nil {
            uptime.answer(at: time, absence: patience)
        } else {
            uptime.fail()
        }
    }

    /// Whether the device was switched on a shorter time ago. One that did not answer for its
    /// patience may have been off: a lost answer with its attempts and pauses takes less.
    func isWarmingUp(_ warmUp: Nanoseconds, at time: Instant) -> Bool {
        uptime.isShorter(than: warmUp, at: time, absence: patience)
    }

    mutating func begin(_ now: Instant) {
        heard = now
        for round in rounds.indices { rounds[round].counted = now }
    }

    /// The line has accounted for a round's periods up to a mark; those that are not in a window
    /// yet.
    mutating func settle(_ round: UInt8, _ mark: Reading) -> UInt32 {
        guard rounds.indices.contains(Int(round)) else { return mark.skipped }
        return rounds[Int(round)].settle(mark)
    }

    /// When its values become stale. What is read only when somebody asks never does.
    var deadline: Instant {
        guard let heard, !isStale, !rounds.isEmpty else { return .never }
        return heard + patience
    }
}

extension Vigil {
    /// The periods of one of its rounds.
    struct Round: Sendable {
        /// Zero: as fast as the line allows.
        let period: Nanoseconds
        /// Periods up to here are in its windows' `due`.
        var counted = Instant(nanoseconds: 0)
        /// Those of them that the line has not accounted for yet.
        private var presumed: UInt32 = 0

        init(period: Nanoseconds) { self.period = period }

        /// How many more are due before the end.
        mutating func presume(until end: Instant) -> UInt32 {
            guard period > .zero, end > counted else { return 0 }
            // What is due at the very end belongs to the next window.
            let missed = ((end - counted).count - 1) / period.count
            counted = counted + period * missed
            let clamped = UInt32(clamping: missed)
            presumed =
                presumed.addingReportingOverflow(clamped).overflow ? .max : presumed + clamped
            return clamped
        }

        mutating func settle(_ mark: Reading) -> UInt32 {
            defer { (presumed, counted) = (0, mark.time) }
            return mark.skipped - min(mark.skipped, presumed)
        }
    }
}
