// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Staying within the limit: what every hub has goes first, oldest first; then records that no hub
/// has, each of them declared in the same transaction.
extension Spool {
    /// Records that are looked at or dropped at a time: whole groups, and at least one.
    static let hunkRows = 256
    /// Hunks of too old records that go at a time.
    static let mostExpiredHunks = 64
    /// Pages that one transaction frees beyond those that it is asked for: its log stays short.
    static let mostFreedPages: Int64 = 16_384

    /// What is lost of one series.
    private struct Loss {
        var numbers = SequenceRanges()
        var from = Int64.max
        var to = Int64.min
    }

    /// Pages that are not free.
    func usedPages() throws(SpoolFault) -> Int64 {
        try database.pages() - database.freePages()
    }

    /// Sees to it that so many pages can be taken; how many undelivered records had to go. Under a
    /// limit that has been lowered by far it takes several calls, each of which frees more than it
    /// was asked for.
    func makeRoom(_ pages: Int64, _ books: inout Books) throws(SpoolFault) -> Int {
        let used = try usedPages()
        guard used + pages > layout.recordPages else { return 0 }
        let most = used - pages - Self.mostFreedPages
        let goal = max(0, most, layout.recordPages - pages - layout.hunkPages)
        if books.custody.allSatisfy({ !$0.isEmpty }) {
            while try usedPages() > goal, try dropInCustody(&books) {}
        }
        while try usedPages() > goal, try dropDelivered(&books) {}
        var losses: [Books.Line: Loss] = [:]
        for shelves in Shelf.sacrifices {
            while try usedPages() > goal, try dropOldest(shelves, &books, &losses) {}
        }
        for (line, loss) in losses { try declare(loss, of: line, &books) }
        if !losses.isEmpty { try Self.save(&books, database) }
        try tidyIndex(&books)
        return losses.values.reduce(0) { $0 + Int(clamping: $1.numbers.count) }
    }

    private func hunk(
        _ shelf: Shelf, after row: Int64, _ books: Books
    ) throws(SpoolFault) -> [Group] {
        // Behind the whole group that this row is of.
        var groups = try GroupCursor(database, [shelf], after: row)
        var (found, count) = ([Group](), 0)
        while count < Self.hunkRows, let group = try groups.next(books) {
            guard group.id > row else { continue }
            count += group.records.count
            found.append(group)
        }
        return found
    }

    private func first(_ shelf: Shelf, after row: Int64) throws(SpoolFault) -> Int64? {
        try database.number(
            "SELECT id FROM \(shelf.table) WHERE id>\(row) ORDER BY id LIMIT 1")
    }

    /// Drops of these records those that are meant.
    private func drop(
        _ groups: [Group], _ books: Books, where isMeant: (Group.Record, Shelf) -> Bool
    ) throws(SpoolFault) {
        for group in groups {
            var rest = group
            rest.records.removeAll { isMeant($0, group.shelf) }
            if rest.records.count < group.records.count { try replace(rest, books) }
        }
    }

    /// Drops the oldest hunk's records that every hub has; false when all have been looked at.
    private func dropDelivered(_ books: inout Books) throws(SpoolFault) -> Bool {
        let known = books
        return try dropOldest(&books.cursors, known) {
            known.isSettled($0.sequence, $0.line($1))
        }
    }

    /// … and of which every hub itself says that it has stored them.
    private func dropInCustody(_ books: inout Books) throws(SpoolFault) -> Bool {
        let known = books
        return try dropOldest(&books.custodyCursors, known) {
            known.isInCustody($0.sequence, $0.line($1))
        }
    }

    /// Drops of the oldest hunk behind the cursors what is meant; false when there is none.
    private func dropOldest(
        _ cursors: inout [Int64], _ books: Books, where isMeant: (Group.Record, Shelf) -> Bool
    ) throws(SpoolFault) -> Bool {
        var oldest: (shelf: Shelf, row: Int64)?
        for shelf in Shelf.allCases {
            guard let row = try first(shelf, after: cursors[shelf.rawValue]) else { continue }
            if oldest.map({ row < $0.row }) ?? true { oldest = (shelf, row) }
        }
        guard let shelf = oldest?.shelf else { return false }
        let found = try hunk(shelf, after: cursors[shelf.rawValue], books)
        try drop(found, books, where: isMeant)
        cursors[shelf.rawValue] = found.last?.id ?? 0
        return !found.isEmpty
    }

    /// Drops the oldest hunk of these tables, whoever has it; false when they are empty.
    private func dropOldest(
        _ shelves: [Shelf], _ books: inout Books, _ losses: inout [Books.Line: Loss]
    ) throws(SpoolFault) -> Bool {
        var oldest: (shelf: Shelf, row: Int64)?
        for shelf in shelves {
            guard let row = try first(shelf, after: 0) else { continue }
            if oldest.map({ row < $0.row }) ?? true { oldest = (shelf, row) }
        }
        guard let shelf = oldest?.shelf else { return false }
        let found = try hunk(shelf, after: 0, books)
        for record in found.flatMap(\.records) {
            let line = record.line(shelf)
            if books.isSettled(record.sequence, line) { continue }
            var loss = losses[line] ?? Loss()
            loss.numbers.insert(record.sequence)
            (loss.from, loss.to) = (min(loss.from, record.from), max(loss.to, record.to))
            losses[line] = loss
        }
        try drop(found, books) { _, _ in true }
        return true
    }

    private func declare(
        _ loss: Loss, of line: Books.Line, _ books: inout Books
    ) throws(SpoolFault) {
        guard let owner = books.devices[line.device]?.owner else { return }
        var gap = GapRecord(
            id: UInt64.random(in: 0...UInt64.max), epoch: owner.epoch, device: owner.device,
            stream: line.stream, from: loss.from, to: loss.to, ranges: loss.numbers,
            reason: .spoolFull)
        gap.ranges.coarsen(to: GapRecord.mostRanges)
        books.settle(loss.numbers, line)
        try Self.add(gap, &books, database)
    }

    /// Drops what every hub has and nobody wants to keep any longer.
    func dropExpired(_ books: inout Books, _ wall: WallTime) throws(SpoolFault) {
        let used = try usedPages()
        for shelf in Shelf.allCases {
            guard let keep = settings.keep[shelf.stream] else { continue }
            let limit = wall.milliseconds - keep.milliseconds
            var after: Int64 = 0
            for _ in 0..<Self.mostExpiredHunks {
                let found = try hunk(shelf, after: after, books)
                let known = books
                let old = found.prefix { group in group.records.allSatisfy { $0.to < limit } }
                // One that some hub lacks a record of stays whole: it goes when that has gone.
                let done = old.filter { group in
                    group.records.allSatisfy { known.isSettled($0.sequence, $0.line(shelf)) }
                }
                try drop(done, books) { _, _ in true }
                guard old.count == found.count, let last = found.last else { break }
                after = last.id
            }
        }
        if try usedPages() < used { try tidyIndex(&books) }
    }

    /// Drops entries of the index by number, and metas, that no record needs any more.
    private func tidyIndex(_ books: inout Books) throws(SpoolFault) {
        var oldest = Int64.max
        for shelf in Shelf.allCases {
            // Of an empty table the newest entries stay: the last numbers are known by them.
            let front = try first(shelf, after: 0) ?? books.lastRow + 1
            oldest = min(oldest, front)
            // The last one before the front is needed to find what stands behind it.
            try database.run(
                """
                DELETE FROM block WHERE shelf=\(shelf.rawValue) AND row<\(front) AND EXISTS(
                SELECT 1 FROM block AS b WHERE b.shelf=block.shelf AND b.device=block.device
                AND b.first>block.first AND b.row<=\(front))
                """)
        }
        let meta = try database.prepare(
            """
            DELETE FROM meta WHERE EXISTS(SELECT 1 FROM meta AS m WHERE m.device=meta.device
            AND m.id>meta.id AND m.row<=\(oldest)) RETURNING id, device, name
            """)
        while try meta.step() {
            let name = Books.MetaName(device: meta.integer(1), name: meta.text(2) ?? "")
            guard books.metas[name] == meta.integer(0) else { continue }
            books.metas[name] = nil
            books.unknownMetas.remove(name)
        }
    }
}
