// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Spool

/// Records that the hub has asked for again: what is left of them, and what came of the others.
/// A value without I/O.
struct Replay: Sendable {
    /// Tries at a hub where nobody hears what is sent.
    static let mostUnheard = 4

    /// The command's.
    let id: String
    let expires: Int64
    let epoch: String
    let series: SeriesKey
    /// The batch with the command's id: nothing is done before the disk has it.
    let ordinal: UInt64
    /// Asked for, but no record had these numbers yet.
    let notGiven: SequenceRanges

    var hasBegun = false
    /// Not looked for, or under way.
    private(set) var left: SequenceRanges
    private var isAsking = false
    /// Messages with its rows that wait or are under way.
    private var parts = 0
    private(set) var pausedUntil: Instant?
    private var unheard = 0
    /// Rows that the hub took, and those that it will never take.
    private(set) var rows = 0
    private(set) var refused = 0
    /// Not here any more, and how many of these are to be declared yet.
    private(set) var gone = SequenceRanges()
    private(set) var undeclared = SequenceRanges()

    init(
        _ command: Command, epoch: String, _ series: SeriesKey, _ asked: SequenceRanges,
        through last: UInt64?, ordinal: UInt64
    ) {
        (id, expires, self.epoch, self.series) = (command.id, command.expires, epoch, series)
        self.ordinal = ordinal
        left = last.map { asked.intersection(SequenceRanges([0...$0])) } ?? asked
        notGiven = asked.subtracting(left)
    }

    /// Nothing is on its way.
    var isResting: Bool { !isAsking && parts == 0 }
    var isDone: Bool { isResting && left.isEmpty }

    /// A pause that is over is none: nobody is woken for it again.
    mutating func follow(_ now: Instant) {
        if let until = pausedUntil, now >= until { pausedUntil = nil }
    }

    /// Whether a page may be asked for.
    var wantsPage: Bool { hasBegun && isResting && pausedUntil == nil && !left.isEmpty }

    mutating func asked() { isAsking = true }

    /// A page has come, to a question of this session; false for a former one's.
    mutating func turned(_ page: ReplayPage) -> Bool {
        guard isAsking else { return false }
        isAsking = false
        if page.through < .max {
            let rest = left.intersection(SequenceRanges([page.through + 1...UInt64.max]))
            left = rest
        } else {
            left = SequenceRanges()
        }
        for row in page.rows { left.insert(row.sequence) }
        gone.formUnion(page.gone)
        gone.forget(beyond: GapRecord.mostRanges)
        undeclared.formUnion(page.gone)
        return true
    }

    /// Numbers that will come by themselves, or never.
    mutating func drop(_ number: UInt64) { left.remove(number...number) }

    mutating func sent() { parts += 1 }

    /// The hub has answered a part.
    mutating func taken(_ numbers: SequenceRanges) {
        parts -= 1
        unheard = 0
        left = left.subtracting(numbers)
        rows += Int(clamping: numbers.count)
    }

    mutating func refused(_ numbers: SequenceRanges) {
        parts -= 1
        left = left.subtracting(numbers)
        refused += Int(clamping: numbers.count)
    }

    /// It is tried again after a while; false if that has been too often.
    mutating func pause(_ length: Nanoseconds, isUnheard: Bool, at now: Instant) -> Bool {
        parts -= 1
        pausedUntil = max(pausedUntil ?? now, now + length)
        if isUnheard, parts == 0 { unheard += 1 }
        return unheard < Self.mostUnheard
    }

    /// So many parts that waited do not go.
    mutating func withdrawn(_ count: Int) { parts -= count }

    /// What was under way is asked for again in the next session.
    mutating func sessionEnded() { (isAsking, parts, pausedUntil) = (false, 0, nil) }

    /// What is to be declared: some ranges at a time, all at the end.
    mutating func takeUndeclared(atEnd: Bool) -> SequenceRanges {
        guard atEnd || undeclared.ranges.count >= GapRecord.mostRanges else {
            return SequenceRanges()
        }
        defer { undeclared = SequenceRanges() }
        return undeclared
    }
}

/// What replays may send in a day, over a link that costs money.
struct ReplayBudget: Sendable {
    static let rowsPerDay = 500_000
    static let bytesPerDay = 64 << 20
    private static let day = Nanoseconds.seconds(86_400)

    private var began: Instant?
    private var rows = 0
    private var bytes = 0

    mutating func isSpent(at now: Instant) -> Bool {
        began = began ?? now
        if let began, now - began >= Self.day { self = ReplayBudget() }
        return rows >= Self.rowsPerDay || bytes >= Self.bytesPerDay
    }

    mutating func spend(rows: Int, bytes: Int, at now: Instant) {
        began = began ?? now
        spend(rows: rows, bytes: bytes)
    }

    /// By an earlier process, within the day before this one: counted as of its start. More than
    /// a day's comes from no process, and must not overflow.
    mutating func spend(rows: Int, bytes: Int) {
        self.rows += min(max(0, rows), Self.rowsPerDay)
        self.bytes += min(max(0, bytes), Self.bytesPerDay)
    }
}
