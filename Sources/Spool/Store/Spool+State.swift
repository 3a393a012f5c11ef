// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

/// How full the spool is, and for how long it will do.
package struct SpoolState: Hashable, Sendable {
    package var isDurable: Bool
    /// Bytes of the database's pages in use, its log, and the room for gaps.
    package var usedBytes: Int64
    package var limit: Int64
    /// Gaps that some hub does not have.
    package var gaps: Int
    /// How long records can come as fast as lately, and none be delivered, until some are lost;
    /// nil while nothing is known of how fast they come.
    package var autonomyHours: Double?
    /// What the disk has left, and until when that will do for what the spool may still take; nil
    /// where it takes no more, or nothing is known.
    package var diskFreeBytes: Int64?
    package var diskFullHours: Double?
}

extension Spool {
    package func state(at now: Instant) throws(SpoolFault) -> SpoolState {
        let used = try usedPages()
        let all = try database.number("PRAGMA page_count") ?? 0
        let free = settings.path.flatMap { opening.isDurable ? File.freeBytes(at: $0) : nil }
        var state = SpoolState(
            isDurable: opening.isDurable,
            usedBytes: layout.size
                - (layout.recordPages - min(used, layout.recordPages)) * layout.pageSize,
            limit: layout.size, gaps: books.gaps.count, diskFreeBytes: free)
        if let rate = pace.bytesPerHour(at: now), rate > 0 {
            let room = try (layout.recordPages - used) * layout.pageSize + deliveredBytes(used)
            state.autonomyHours = Double(max(0, room)) / rate
            let growth = (layout.mostPages - all) * layout.pageSize
            if let free, free < growth { state.diskFullHours = Double(free) / rate }
        }
        return state
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
