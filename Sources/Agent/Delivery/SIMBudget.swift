// SPDX-License-Identifier: Apache-2.0
package import Field
package import Spool

/// What may go to the hub in a month over a SIM card, and what has gone. A value without I/O.
///
/// Bytes are counted by the month of UTC. While the clock is not believed they count for the last
/// month known, and for the next one as well. Only a clock that is believed and set back over a
/// month's end, and forth again, lets the later month begin twice.
package struct SIMBudget: Sendable {
    /// What goes out, each step less. Beside records there are always gaps, `state`, `status`,
    /// `meta` and answers to commands.
    package enum Level: String, Comparable, CaseIterable, Sendable {
        case all, windows, events

        package static func < (a: Self, b: Self) -> Bool { a.place < b.place }

        private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }

        /// Whether records of a stream go out.
        package func lets(_ stream: Stream) -> Bool {
            switch stream {
            case .live: self == .all
            case .window: self != .events
            case .event: true
            }
        }
    }

    /// Percent of the budget from which on live values stay here, and from which on windows do.
    package static let windowsFrom: Int64 = 80
    package static let eventsFrom: Int64 = 95
    /// Of the budget one part in so many is written down ahead of being spent, and at least so
    /// many bytes: a crash costs as much at most, and never the knowledge of what was spent.
    package static let aheadParts: Int64 = 1_024
    package static let leastAhead: Int64 = 16 * 1_024
    /// Days of the longest month: what a gateway may spend on history in one, as long as it does
    /// not know the day.
    private static let days: Int64 = 31

    package let limit: Int64
    package private(set) var spending: MonthSpending
    /// As was last told.
    package private(set) var level = Level.all
    /// Nobody knows what was spent before.
    private var isPresuming: Bool
    /// Whether the clock was believed when it was last looked at.
    private var isPlaced = false
    /// What the spool has of it, and what it was given, in which batch.
    private var saved = MonthSpending()
    private var given: (spending: MonthSpending, ordinal: UInt64)?
    private var isClosed = false
    /// When the session last sent something; nil without one.
    private var lastSent: Instant?

    /// `isPresuming`: the spool that would know what was spent is lost.
    package init(limit: ByteCount, _ spending: MonthSpending?, isPresuming: Bool = false) {
        self.limit = limit.bytes
        self.spending = spending ?? MonthSpending()
        self.isPresuming = isPresuming && spending == nil
    }

    init(limit: ByteCount, _ opening: SpoolOpening) {
        let isLost =
            switch opening.how {
            case .newEpoch: true
            case .memory(let fault): fault != nil
            case .fresh, .resumed, .recovered: false
            }
        self.init(limit: limit, opening.spending, isPresuming: isLost)
    }

    /// What another spool's process counted in the meantime, or before.
    package mutating func inherit(_ left: MonthSpending) {
        guard let month = left.month else {
            // Nobody knew the month: it counts in the one that is known.
            let isSame = spending.month == nil
            let all = isSame ? max(spending.used, left.used) : spending.used + left.used
            spending.unplaced = isSame ? all : spending.unplaced + left.used
            spending.used = all
            return
        }
        guard let own = spending.month, own >= month else {
            (spending, isPresuming) = (left, false)
            return
        }
        if own == month { spending.used = max(spending.used, left.used) }
    }

    // MARK: - Spending

    /// Bytes went out or came in.
    package mutating func spend(_ bytes: Int, at moment: Moment) {
        follow(moment)
        if let last = lastSent { lastSent = max(last, moment.now) }
        add(bytes)
    }

    package mutating func sessionBegan(at moment: Moment) {
        spend(SIMTraffic.session, at: moment)
        lastSent = moment.now
    }

    package mutating func sessionEnded() { lastSent = nil }

    /// Time has passed: the month may have turned, and what was silent has pinged.
    package mutating func follow(_ moment: Moment) {
        isPlaced = moment.isTrusted
        if isPlaced { place(in: CalendarMonth(of: moment.wall), moment.wall) }
        guard let last = lastSent, moment.now > last else { return }
        let pings = (moment.now - last).count / SIMTraffic.silence.count
        lastSent = last + Nanoseconds(pings * SIMTraffic.silence.count)
        add(Int(pings) * SIMTraffic.ping)
    }

    private mutating func add(_ bytes: Int) {
        spending.used += Int64(bytes)
        if !isPlaced { spending.unplaced += Int64(bytes) }
    }

    private mutating func place(in month: CalendarMonth, _ wall: WallTime) {
        if let counted = spending.month, month != counted {
            if month > counted {
                spending.former = counted
                spending.formerUsed = spending.used - spending.unplaced
                spending.used = spending.unplaced
            } else {
                // The clock was set back: nobody knows which month it was in truth.
                if spending.former == month { spending.used += spending.formerUsed }
                (spending.former, spending.formerUsed) = (nil, 0)
            }
        }
        (spending.month, spending.unplaced) = (month, 0)
        guard isPresuming else { return }
        isPresuming = false
        let share = Int64(Double(limit) * month.share(at: wall))
        spending.used += min(share, limit * Self.windowsFrom / 100)
    }

    // MARK: - The ladder

    /// What the spending so far allows.
    private var due: Level {
        let used = spending.used
        if used >= limit * Self.eventsFrom / 100 { return .events }
        return used >= limit * Self.windowsFrom / 100 ? .windows : .all
    }

    /// The level before, if there is another one now.
    package mutating func takeTurn() -> Level? {
        let due = due
        guard due != level else { return nil }
        defer { level = due }
        return level
    }

    /// Whether anything that is late may go: there is a share left, and the spool has on record
    /// what was spent.
    package func letsHistory(at moment: Moment) -> Bool {
        isWithinShare(at: moment) && isOnRecord
    }

    /// Whether the spool has on record what was spent.
    package var isOnRecord: Bool {
        saved.month == spending.month && spending.used < saved.used
    }

    /// Whether the month's days so far have paid for all that was spent.
    package func isWithinShare(at moment: Moment) -> Bool {
        guard moment.isTrusted else { return spending.used <= limit / Self.days }
        let share = CalendarMonth(of: moment.wall).share(at: moment.wall)
        return Double(spending.used) <= Double(limit) * share
    }

    // MARK: - What is written down

    private var ahead: Int64 { max(Self.leastAhead, limit / Self.aheadParts) }

    /// What is to be written down now, a little ahead; nil if enough is.
    package func toSave() -> MonthSpending? {
        let last = given?.spending ?? saved
        guard !isClosed,
            last.month != spending.month || spending.used + ahead / 2 > last.used
                || spending.unplaced > last.unplaced
        else { return nil }
        var next = spending
        next.used += ahead
        if !isPlaced { next.unplaced += ahead }
        return next
    }

    /// The end: what was spent, and not a byte more.
    mutating func close() -> MonthSpending {
        isClosed = true
        return spending
    }

    /// It was put into this batch.
    package mutating func gave(_ spending: MonthSpending, in ordinal: UInt64) {
        given = (spending, ordinal)
    }

    /// The disk has the batches up to this one.
    package mutating func committed(_ ordinal: UInt64) {
        guard let given, ordinal >= given.ordinal else { return }
        (saved, self.given) = (given.spending, nil)
    }
}
