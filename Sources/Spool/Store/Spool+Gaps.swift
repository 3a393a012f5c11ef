// SPDX-License-Identifier: Apache-2.0
package import Field

extension Spool {
    /// Gaps that lie side by side; beyond, alike ones become one.
    static let mostSeparateGaps = 256

    /// Gaps that a hub does not have, the oldest first. `waiting`: what is still to be committed;
    /// those that it says are delivered are left out, or they would be sent until the disk has it.
    package mutating func gaps(
        for hub: Int, atMost limit: Int, waiting: SpoolBatch = SpoolBatch()
    ) -> [GapRecord] {
        let told = Set(waiting.deliveredGaps.lazy.filter { $0.hub == hub }.map(\.id))
        var records: [GapRecord] = []
        for index in books.gaps.indices where books.gaps[index].hubs & (1 << Int64(hub)) == 0 {
            guard records.count < limit else { break }
            if told.contains(books.gaps[index].record.id) { continue }
            books.gaps[index].isHandedOut = true
            records.append(books.gaps[index].record)
        }
        return records
    }

    /// Writes a gap down. It joins one like it that nobody has seen; when there are many, also one
    /// that somebody may have: then under a new name, and both are true.
    static func add(
        _ gap: GapRecord, _ books: inout Books, _ database: borrowing Database
    ) throws(SpoolFault) {
        var gap = gap
        gap.ranges.coarsen(to: GapRecord.mostRanges)
        let isCrowded = books.gaps.count >= mostSeparateGaps
        let index = books.gaps.firstIndex {
            (isCrowded || !$0.isHandedOut) && $0.record.isAlike(gap)
        }
        if let index {
            let old = books.gaps.remove(at: index)
            try database.run("DELETE FROM gap WHERE id=\(old.row)")
            gap = old.record.joined(with: gap, id: UInt64.random(in: 0...UInt64.max))
        }
        try database.prepare("INSERT INTO gap(hubs, body) VALUES(0,?)").run(
            .blob(gap.packed.sealed(Seal("gap"))))
        let row = try database.number("SELECT last_insert_rowid()") ?? 0
        books.gaps.append(Books.Gap(row: row, hubs: 0, record: gap, isHandedOut: false))
    }

    /// A hub has a gap; when all have it, it is done.
    func settle(_ delivered: DeliveredGap, _ books: inout Books) throws(SpoolFault) {
        guard let index = books.gaps.firstIndex(where: { $0.record.id == delivered.id }),
            settings.hubs.indices.contains(delivered.hub)
        else { return }
        books.gaps[index].hubs |= 1 << Int64(delivered.hub)
        let gap = books.gaps[index]
        if gap.hubs == (1 << Int64(settings.hubs.count)) - 1 {
            books.gaps.remove(at: index)
            try database.run("DELETE FROM gap WHERE id=\(gap.row)")
        } else {
            try database.run("UPDATE gap SET hubs=\(gap.hubs) WHERE id=\(gap.row)")
        }
    }
}
