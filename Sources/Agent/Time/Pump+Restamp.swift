// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Spool

extension Pump {
    /// The clock is trusted from now on, or not any more: records that have waited for their times
    /// get them, and are told again.
    mutating func restamp(from moment: Moment) {
        guard moment.isTrusted else { return restamping.cancel() }
        restamping.begin(boot, offset: moment.offset)
        askForUnsynced()
    }

    private mutating func askForUnsynced() {
        store.ask(.unsynced(after: restamping.cursor, question: restamping.question))
    }

    /// Records that say `unsynced`; nil if the disk could not tell them.
    mutating func take(unsynced page: SpoolPage?, question: UInt32) {
        guard restamping.isActive, question == restamping.question else { return }
        guard let page else { return restamping.delay() }
        for row in page.rows {
            guard let record = StoredRecord(packed: row.body),
                case .unsynced(let taken) = record.clock,
                let stamped = restamping.stamp(row, record, taken)
            else { continue }
            guard store.add(stamped) else {
                // There is room when the batch has been handed over.
                restamping.ask(after: row.row - 1)
                return askForUnsynced()
            }
            restamping.stamped(in: store.ordinal)
        }
        if restamping.turned(to: page.last, isAtEnd: page.isAtEnd) { return askForUnsynced() }
        settleTimes(store.committed)
    }

    /// The disk has the batches up to this one.
    mutating func settleTimes(_ ordinal: UInt64) {
        if restamping.isDelayed {
            restamping.ask(after: restamping.cursor)
            return askForUnsynced()
        }
        guard restamping.committed(ordinal) else { return }
        // What was passed over meanwhile is met now, and what has been delivered without its time.
        if restamping.hasNews { history.revisit() }
        store.ask(.timesAreKnown)
    }

    /// Whether the hub has taken something without its time that it gets again with it.
    func isProvisional(_ isUnsynced: Bool) -> Bool { isUnsynced && clock?.isTrusted == true }
}
