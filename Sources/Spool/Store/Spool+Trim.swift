// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Staying within the limit: what every hub has goes first, oldest first; then records that no hub
/// has, each of them declared in the same transaction.
extension Spool {
    /// Rows that are looked at or dropped at a time.
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

    /// A row as far as it matters here.
    private struct Candidate {
        var row: Int64
        var line: Books.Line
        var sequence: UInt64
        var from: Int64
        var to: Int64
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

    private func candidates(_ shelf: Shelf, after row: Int64) throws(SpoolFault) -> [Candidate] {
        let statement = try database.prepare(
            "SELECT id, device, seq, start, length FROM \(shelf.table) WHERE id>? "
                + "ORDER BY id LIMIT \(Self.hunkRows)")
        try statement.bind(.integer(row))
        var found: [Candidate] = []
        while try statement.step() {
            let line = Books.Line(device: statement.integer(1), stream: shelf.stream)
            let from = statement.integer(3)
            found.append(
                Candidate(
                    row: statement.integer(0), line: line,
                    sequence: UInt64(clamping: statement.integer(2)), from: from,
                    to: from &+ statement.integer(4)))
        }
        return found
    }

    private func first(_ shelf: Shelf, after row: Int64) throws(SpoolFault) -> Int64? {
        try database.number(
            "SELECT id FROM \(shelf.table) WHERE id>\(row) ORDER BY id LIMIT 1")
    }

    /// Drops of these rows those that are meant, in as few runs as they lie.
    private func drop(
        _ candidates: [Candidate], on shelf: Shelf, where isMeant: (Candidate) -> Bool
    ) throws(SpoolFault) {
        let statement = try database.prepare(
            "DELETE FROM \(shelf.table) WHERE id BETWEEN ? AND ?")
        var run: ClosedRange<Int64>?
        for candidate in candidates {
            if isMeant(candidate) {
                run = (run?.lowerBound ?? candidate.row)...candidate.row
            } else if let done = run {
                try statement.run(.integer(done.lowerBound), .integer(done.upperBound))
                run = nil
            }
        }
        if let run { try statement.run(.integer(run.lowerBound), .integer(run.upperBound)) }
    }

    /// Drops the oldest hunk's records that every hub has; false when all have been looked at.
    private func dropDelivered(_ books: inout Books) throws(SpoolFault) -> Bool {
        var oldest: (shelf: Shelf, row: Int64)?
        for shelf in Shelf.allCases {
            guard let row = try first(shelf, after: books.cursors[shelf.rawValue]) else {
                continue
            }
            if oldest.map({ row < $0.row }) ?? true { oldest = (shelf, row) }
        }
        guard let shelf = oldest?.shelf else { return false }
        let found = try candidates(shelf, after: books.cursors[shelf.rawValue])
        let known = books
        try drop(found, on: shelf) { known.isSettled($0.sequence, $0.line) }
        books.cursors[shelf.rawValue] = found.last?.row ?? 0
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
        let found = try candidates(shelf, after: 0)
        for candidate in found where !books.isSettled(candidate.sequence, candidate.line) {
            var loss = losses[candidate.line] ?? Loss()
            loss.numbers.insert(candidate.sequence)
            (loss.from, loss.to) = (min(loss.from, candidate.from), max(loss.to, candidate.to))
            losses[candidate.line] = loss
        }
        try drop(found, on: shelf) { _ in true }
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
                let found = try candidates(shelf, after: after)
                let known = books
                let old = found.prefix { $0.to < limit }
                try drop(Array(old), on: shelf) { known.isSettled($0.sequence, $0.line) }
                guard old.count == found.count, let last = found.last else { break }
                after = last.row
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
