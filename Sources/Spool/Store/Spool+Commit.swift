// SPDX-License-Identifier: Apache-2.0
package import Field

extension Spool {
    /// Writes everything down in one transaction; when it returns, the disk has it. After a fault
    /// nothing of it counts, save that the rows' numbers are used.
    ///
    /// What hubs have is remembered at once and written later. `now` is the monotonic clock,
    /// `wall` UTC where that is known. A batch of more than `mostBatchBytes` is refused as `full`.
    package mutating func commit(
        _ batch: SpoolBatch, at now: Instant, wall: WallTime?
    ) throws(SpoolFault) -> SpoolCommit {
        for row in batch.rows { numbers.use(row.sequence, of: row.series) }
        // The epoch file before the database, which then knows of it before a number is given out:
        // an older copy of that file is recognised.
        let numbersFault = extendIfLow()
        var (books, commit) = (self.books, SpoolCommit())
        let settled = batch.delivered.reduce(settledSinceSave) { $0 &+ $1.numbers.count }
        let save = isSaveDue(now) || settled >= Self.manySettled
        do throws(SpoolFault) {
            try write(batch, &books, &commit, now, wall, save: save)
        } catch .full {
            // Our estimate was short, or the disk is; once more with less in it.
            (books, commit) = (self.books, SpoolCommit())
            try write(batch, &books, &commit, now, wall, save: save, extra: layout.hunkPages)
        }
        self.books = books
        if save { lastSaved = now }
        settledSinceSave = save ? 0 : settled
        pace.add(commit.storedBytes, at: now)
        commit.numbersFault = numbersFault
        commit.grants = takeGrants()
        return commit
    }

    /// Bytes that one batch may have: bodies, metas and readings, with some thirty for each.
    package var mostBatchBytes: Int { Int(layout.mostBatch) }

    private func isSaveDue(_ now: Instant) -> Bool {
        guard let lastSaved else { return true }
        return now - lastSaved >= Self.savePause
    }

    private mutating func write(
        _ batch: SpoolBatch, _ books: inout Books, _ commit: inout SpoolCommit, _ now: Instant,
        _ wall: WallTime?, save: Bool, extra: Int64 = 0
    ) throws(SpoolFault) {
        guard !batch.isEmpty || save || isGenerationNew else { return }
        try makeWay(batch)
        let isTidy = lastTidied.map { now - $0 < Self.tidyPause } ?? false
        try Self.transact(database) { () throws(SpoolFault) in
            for delivered in batch.delivered {
                // It may be a device's first record.
                if delivered.epoch == books.epoch {
                    _ = try Self.device(delivered.series.device, &books, database)
                }
                books.deliver(delivered)
            }
            if !isTidy, let wall { try dropExpired(&books, wall) }
            commit.lost = try makeRoom(layout.pages(for: batch) + extra, &books)
            try insert(batch, &books, &commit)
            for gap in batch.gaps {
                books.settle(gap)
                try Self.add(gap, &books, database)
            }
            for delivered in batch.deliveredGaps { try settle(delivered, &books) }
            for custody in batch.custody { books.note(custody) }
            try remember(batch)
            if let spending = batch.spending { try keep(spending) }
            if save {
                try raiseFloors(&books)
                try Self.save(&books, database)
            }
            try saveGeneration(&books)
        }
        if !isTidy, wall != nil { lastTidied = now }
    }

    /// A large batch begins a new log, so that log and file together stay within the limit.
    private func makeWay(_ batch: SpoolBatch) throws(SpoolFault) {
        let bytes = Int64(batch.bytes)
        guard bytes <= layout.mostBatch else { throw .full }
        if bytes * 3 / 2 > layout.usualBatch { try database.emptyLog() }
    }

    private var isGenerationNew: Bool { books.generation != epochFile.record.generation }

    /// Which epoch file the database has seen: one from before it is an old copy.
    func saveGeneration(_ books: inout Books) throws(SpoolFault) {
        guard isGenerationNew else { return }
        books.generation = epochFile.record.generation
        try database.set("generation", books.generation)
    }

    /// After numbers were given out without a commit. A fault loses nothing: the next commit says
    /// it again.
    mutating func noteGeneration() {
        var books = self.books
        do throws(SpoolFault) {
            try Self.transact(database) { () throws(SpoolFault) in try saveGeneration(&books) }
            self.books = books
        } catch {
            return
        }
    }

    /// All of it or nothing.
    static func transact(
        _ database: borrowing Database, _ body: () throws(SpoolFault) -> Void
    ) throws(SpoolFault) {
        try database.run("BEGIN IMMEDIATE")
        do throws(SpoolFault) {
            try body()
            try database.run("COMMIT")
        } catch {
            if database.isInTransaction {
                do throws(SpoolFault) {
                    try database.run("ROLLBACK")
                } catch let second {
                    throw second.isOfContent ? second : error
                }
            }
            throw error
        }
    }
}

extension SpoolBatch {
    /// Bytes that its records take, with what SQLite adds to each.
    package var bytes: Int {
        rows.reduce(0) { $0 + $1.body.count + 32 }
            + metas.reduce(0) { $0 + $1.payload.count + $1.points.joined().utf8.count + 64 }
            + counters.reduce(0) { $0 + 24 * $1.readings.count + 64 }
            + devices.reduce(0) { $0 + $1.prefix.utf8.count + $1.retained.joined().utf8.count + 64 }
            + restamped.reduce(0) { $0 + $1.body.count + 64 } + commands.count * 64
    }
}

extension SpoolLayout {
    /// Pages that a batch may take, generously: half-filled ones, and a few for each table.
    func pages(for batch: SpoolBatch) -> Int64 {
        Int64(batch.bytes) * 3 / 2 / pageSize + 16
    }
}
