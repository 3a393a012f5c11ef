// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

/// How full the spool is, and for how long it will do.
package struct SpoolState: Hashable, Sendable {
    package var isDurable: Bool
    /// Bytes of the database's pages in use, its log, and the room for gaps.
    package var usedBytes: Int64
    /// What `usedBytes` may come to: the setting `size`.
    package var limit: Int64
    /// Gaps that some hub does not have.
    package var gaps: Int
    /// Records that the hub which lacks most does not have, by stream.
    package var undelivered: [Stream: UInt64]
    /// UTC in milliseconds of the oldest of them, as its record says; nil when there is none.
    package var oldestUndelivered: Int64?
    /// How long records can come as fast as lately, and none be delivered, until some are lost;
    /// nil while nothing is known of how fast they come.
    package var autonomyHours: Double?
    /// What the disk has left, and until when that will do for what the spool may still take; nil
    /// where it takes no more, or nothing is known.
    package var diskFreeBytes: Int64?
    package var diskFullHours: Double?

    package init(
        isDurable: Bool, usedBytes: Int64, limit: Int64, gaps: Int,
        undelivered: [Stream: UInt64], oldestUndelivered: Int64?, autonomyHours: Double? = nil,
        diskFreeBytes: Int64? = nil, diskFullHours: Double? = nil
    ) {
        (self.isDurable, self.usedBytes, self.limit) = (isDurable, usedBytes, limit)
        (self.gaps, self.undelivered) = (gaps, undelivered)
        (self.oldestUndelivered, self.autonomyHours) = (oldestUndelivered, autonomyHours)
        (self.diskFreeBytes, self.diskFullHours) = (diskFreeBytes, diskFullHours)
    }
}

extension Spool {
    package func state(at now: Instant) throws(SpoolFault) -> SpoolState {
        var state = try Self.state(books, database, layout, isDurable: opening.isDurable)
        if let path = settings.path, opening.isDurable {
            state.diskFreeBytes = File.freeBytes(at: path)
        }
        guard let rate = pace.bytesPerHour(at: now), rate > 0 else { return state }
        let used = try usedPages()
        let room = try (layout.recordPages - used) * layout.pageSize + deliveredBytes(used)
        state.autonomyHours = Double(max(0, room)) / rate
        let growth = try (layout.mostPages - database.pages()) * layout.pageSize
        if let free = state.diskFreeBytes, free < growth {
            state.diskFullHours = Double(free) / rate
        }
        return state
    }

    static func state(
        _ books: Books, _ database: borrowing Database, _ layout: SpoolLayout, isDurable: Bool
    ) throws(SpoolFault) -> SpoolState {
        let used = try database.pages() - database.freePages()
        let left = layout.recordPages - min(used, layout.recordPages)
        return SpoolState(
            isDurable: isDurable, usedBytes: layout.size - left * layout.pageSize,
            limit: layout.size, gaps: books.gaps.count, undelivered: books.undelivered,
            oldestUndelivered: try oldest(books, database))
    }

    /// The time of the oldest record that some hub does not have, looked for behind what is known
    /// to be settled.
    private static func oldest(
        _ books: Books, _ database: borrowing Database
    ) throws(SpoolFault) -> Int64? {
        var times: [Int64] = []
        for stream in Stream.allCases {
            let floor = books.floors.map { $0[Int(stream.rawValue)] }.min() ?? 0
            var groups = try GroupCursor(database, Shelf.of(stream), after: floor)
            var looked = 0
            while looked < mostRowsLookedAt, let group = try groups.next(books) {
                looked += group.records.count
                let first = group.records.first {
                    !books.isSettled($0.sequence, $0.line(group.shelf))
                }
                guard let first else { continue }
                times.append(first.from)
                break
            }
        }
        return times.min()
    }

    /// Bytes of records that every hub has, as their share of all places.
    private func deliveredBytes(_ used: Int64) throws(SpoolFault) -> Int64 {
        var front = Int64.max
        for shelf in Shelf.allCases {
            let first = try database.number("SELECT min(id) FROM \(shelf.table)") ?? 0
            if first > 0 { front = min(front, first) }
        }
        let floor = books.floors.flatMap { $0 }.min() ?? 0
        guard front <= floor, books.lastRow >= front else { return 0 }
        let share = Double(floor - front + 1) / Double(books.lastRow - front + 1)
        return Int64(share * Double(used * layout.pageSize))
    }
}

extension Books {
    /// Records up to the last one of each line that the hub which lacks most does not have. A
    /// number that was never stored and not declared counts as well.
    fileprivate var undelivered: [Stream: UInt64] {
        var most: [Stream: UInt64] = [:]
        for hub in settled {
            var missing: [Stream: UInt64] = [:]
            for (line, last) in stored where last > 0 {
                let all = SequenceRanges([1...last])
                let left = all.subtracting(hub[line] ?? SequenceRanges())
                missing[line.stream, default: 0] += left.count
            }
            most.merge(missing) { max($0, $1) }
        }
        return most
    }
}
