// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Spool

/// Gives records that were taken while the clock was not trusted their times, once it is. A value
/// without I/O: pages of such records come in, what becomes of each goes out.
///
/// Those of the running boot have their true times at once. A boot that ended without any is
/// placed as late as it can have been, so its end must be known first: the records are gone
/// through twice, to see what boots there are and then to stamp them.
struct Restamping: Sendable {
    /// Boots that are told apart at a time; the oldest beyond wait for another round.
    static let mostBoots = 256

    private enum Phase: Sendable { case done, looking, placing, settling(UInt64) }

    /// A boot that has ended.
    private struct Boot: Sendable {
        let id: UInt128
        /// Milliseconds of its running that records tell of.
        var lasted: Int64
        /// UTC of its beginning as its own clock had it at last, if that could be.
        var began: Int64?
    }

    private var phase = Phase.done
    /// The running boot, and UTC less its monotonic clock in nanoseconds.
    private var boot: UInt128 = 0
    private var offset: Int64 = 0
    /// Before this, in UTC milliseconds, the boots in `boots` had ended.
    private var end: Int64 = 0
    private var boots: [Boot] = []
    private var hasMoreBoots = false
    /// The last batch with a record that has its time.
    private var stampedIn: UInt64?
    /// Of the question that is open: an answer to another one is of no use.
    private(set) var question: UInt32 = 0
    private(set) var cursor: Int64 = 0
    /// The disk could not answer: it is asked again when it has taken something.
    private(set) var isDelayed = false

    /// Whether any record was passed over, for it had not got its time yet.
    private var hasPassed = false

    /// Whether records may be without the times that they can have.
    var isActive: Bool { if case .done = phase { false } else { true } }

    /// The clock is trusted now.
    mutating func begin(_ boot: UInt128, offset: Int64) {
        (self.boot, self.offset, stampedIn, hasPassed) = (boot, offset, nil, false)
        look(before: offset / 1_000_000)
    }

    private mutating func look(before end: Int64) {
        (phase, self.end, boots, hasMoreBoots) = (.looking, end, [], false)
        ask(after: 0)
    }

    /// It is not trusted any more.
    mutating func cancel() {
        (phase, boots, isDelayed) = (.done, [], false)
        question &+= 1
    }

    mutating func ask(after row: Int64) {
        (cursor, isDelayed) = (row, false)
        question &+= 1
    }

    mutating func delay() { isDelayed = true }

    /// A record is not sent now, but when it has its time.
    mutating func passOver() { hasPassed = true }

    /// Whether the hub is to be sent something that it could have had before.
    var hasNews: Bool { hasPassed || stampedIn != nil }

    // MARK: - Records

    /// What one says with its time; nil if that is not known yet. `taken`: of its own clock.
    mutating func stamp(
        _ row: SpooledRow, _ record: StoredRecord, _ taken: Field.Uptime
    ) -> RestampedRow? {
        let uptime = taken.at.nanoseconds / 1_000_000
        let began = row.to &- uptime
        guard taken.boot == boot, boot != 0 else {
            if case .looking = phase { note(taken.boot, uptime, began) }
            guard case .placing = phase,
                let place = boots.first(where: { $0.id == taken.boot })?.began
            else { return nil }
            return restamped(row, record, .estimated, by: place &- began, from: began)
        }
        let time = (offset &+ taken.at.nanoseconds) / 1_000_000
        return restamped(row, record, .restamped, by: time &- row.to, from: began)
    }

    private func restamped(
        _ row: SpooledRow, _ record: StoredRecord, _ clock: RecordClock, by shift: Int64,
        from began: Int64
    ) -> RestampedRow {
        // Nothing is stamped earlier, whatever became of a guess.
        let shift = max(shift, Moment.earliest.milliseconds &- row.from)
        let stamped = record.stamped(clock, by: shift, within: min(began, row.to)...row.to)
        return RestampedRow(
            row: row.row, from: row.from &+ shift, to: row.to &+ shift, body: stamped.packed)
    }

    private mutating func note(_ id: UInt128, _ uptime: Int64, _ began: Int64) {
        // What counts from the earliest moment says nothing of the time.
        let told = began > Moment.earliest.milliseconds ? began : nil
        if let place = boots.lastIndex(where: { $0.id == id }) {
            boots[place].lasted = max(boots[place].lasted, uptime)
            boots[place].began = told ?? boots[place].began
            return
        }
        if boots.count == Self.mostBoots {
            boots.removeFirst()
            hasMoreBoots = true
        }
        boots.append(Boot(id: id, lasted: uptime, began: told))
    }

    /// A record has its time, in this batch.
    mutating func stamped(in ordinal: UInt64) { stampedIn = ordinal }

    /// The records up to this one have been gone through; whether there is a question.
    mutating func turned(to row: Int64, isAtEnd: Bool) -> Bool {
        guard isAtEnd else {
            ask(after: row)
            return true
        }
        if case .looking = phase, !boots.isEmpty {
            place()
            ask(after: 0)
            return true
        }
        if hasMoreBoots {
            look(before: end)
            return true
        }
        boots = []
        phase = .settling(stampedIn ?? 0)
        return false
    }

    /// Each boot ended before the next one began. Where its own clock agrees with that, it is
    /// believed, and otherwise it ended just then.
    private mutating func place() {
        phase = .placing
        for place in boots.indices.reversed() {
            let latest = end &- boots[place].lasted
            let began = min(boots[place].began ?? latest, latest)
            boots[place].began = began
            end = began
        }
    }

    /// The disk has the batches up to this one; whether all records have their times with that.
    mutating func committed(_ ordinal: UInt64) -> Bool {
        guard case .settling(let last) = phase, ordinal >= last else { return false }
        phase = .done
        return true
    }
}
