// SPDX-License-Identifier: Apache-2.0
package import Field

extension Spool {
    /// Writes everything down in one transaction; when it returns, the disk has it. After a fault
    /// nothing of it counts.
    ///
    /// What hubs have is remembered at once and written later. `now` is the monotonic clock,
    /// `wall` UTC where that is known.
    package mutating func commit(
        _ batch: SpoolBatch, at now: Instant, wall: WallTime?
    ) throws(SpoolFault) -> SpoolCommit {
        var (books, commit) = (self.books, SpoolCommit())
        let save = isSaveDue(now)
        do throws(SpoolFault) {
            try write(batch, &books, &commit, now, wall, save: save)
        } catch .full {
            // Our estimate was short, or the disk is; once more with less in it.
            (books, commit) = (self.books, SpoolCommit())
            try write(batch, &books, &commit, now, wall, save: save, extra: layout.hunkPages)
        }
        self.books = books
        if save { lastSaved = now }
        for row in batch.rows { numbers.use(row.sequence, of: row.series) }
        pace.add(batch.bytes, at: now)
        do throws(SpoolFault) {
            commit.grants = try extendIfLow()
        } catch {
            commit.numbersFault = error
        }
        return commit
    }

    private func isSaveDue(_ now: Instant) -> Bool {
        guard let lastSaved else { return true }
        return now - lastSaved >= Self.savePause
    }

    private mutating func write(
        _ batch: SpoolBatch, _ books: inout Books, _ commit: inout SpoolCommit, _ now: Instant,
        _ wall: WallTime?, save: Bool, extra: Int64 = 0
    ) throws(SpoolFault) {
        guard !batch.isEmpty || save else { return }
        try Self.transact(database) { () throws(SpoolFault) in
            for delivered in batch.delivered { books.deliver(delivered) }
            if lastTidied.map({ now - $0 >= Self.tidyPause }) ?? true, let wall {
                try dropExpired(&books, wall)
                lastTidied = now
            }
            let pages = layout.pages(for: batch) + extra
            commit.lost = try makeRoom(pages, &books, wall)
            try insert(batch, &books, &commit)
            for gap in batch.gaps { try add(gap, &books) }
            for delivered in batch.deliveredGaps { try settle(delivered, &books) }
            if save { try Self.save(&books, database) }
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

    private func insert(
        _ batch: SpoolBatch, _ books: inout Books, _ commit: inout SpoolCommit
    ) throws(SpoolFault) {
        for device in batch.devices {
            try remember(device.name, device, &books)
        }
        for name in batch.forgotten { try remember(name, nil, &books) }
        for meta in batch.metas { try insert(meta, &books) }
        for shelf in Shelf.allCases {
            guard batch.rows.contains(where: { Shelf($0) == shelf }) else { continue }
            // Places in the order of the batch, whatever table a row is in.
            try insert(batch.rows, on: shelf, &books)
        }
        commit.rows = batch.rows.indices.map { books.lastRow + 1 + Int64($0) }
        books.lastRow += Int64(batch.rows.count)
        for row in batch.restamped { try restamp(row, &books) }
        for counters in batch.counters {
            try database.prepare("INSERT OR REPLACE INTO counter VALUES(?,?)").run(
                .text(counters.device), .blob(counters.readings.packed))
        }
    }

    private func insert(
        _ rows: [NewRow], on shelf: Shelf, _ books: inout Books
    ) throws(SpoolFault) {
        let statement = try database.prepare(
            "INSERT INTO \(shelf.table) VALUES(?,?,?,?,?,?,?)")
        for (index, row) in rows.enumerated() where Shelf(row) == shelf {
            let place = books.lastRow + 1 + Int64(index)
            let device = try device(row.series.device, &books)
            let meta = books.metas[Books.MetaName(device: device, name: row.meta)] ?? 0
            try statement.run(
                .integer(place), .integer(device), .integer(Int64(clamping: row.sequence)),
                .integer(row.from), .integer(row.to - row.from), .integer(meta), .blob(row.body))
            try noteBlock(row, place, device, shelf, &books)
        }
    }

    /// Numbers between two entries of the index by number.
    static let blockNumbers: UInt64 = 64

    private func noteBlock(
        _ row: NewRow, _ place: Int64, _ device: Int64, _ shelf: Shelf, _ books: inout Books
    ) throws(SpoolFault) {
        let line = Books.Line(device: device, stream: row.series.stream)
        let block = row.sequence / Self.blockNumbers + 1
        var last = books.blocks[line] ?? Array(repeating: 0, count: Shelf.allCases.count)
        guard last[shelf.rawValue] != block else { return }
        last[shelf.rawValue] = block
        books.blocks[line] = last
        try database.prepare("INSERT OR IGNORE INTO block VALUES(?,?,?,?)").run(
            .integer(Int64(shelf.rawValue)), .integer(device),
            .integer(Int64(clamping: row.sequence)), .integer(place))
    }

    /// The device's row under the running epoch, a new one if need be.
    func device(_ name: String, _ books: inout Books) throws(SpoolFault) -> Int64 {
        let owner = Books.Owner(epoch: books.epoch, device: name)
        if let known = books.owners[owner] { return known }
        let id = (books.devices.keys.max() ?? 0) + 1
        try database.prepare("INSERT INTO device VALUES(?,?,?,NULL,NULL)").run(
            .integer(id), .integer(books.epochs[books.epoch] ?? 0), .text(name))
        books.owners[owner] = id
        books.devices[id] = Books.Entry(owner: owner, known: nil)
        return id
    }

    private func remember(
        _ name: String, _ known: KnownDevice?, _ books: inout Books
    ) throws(SpoolFault) {
        let statement = try database.prepare("UPDATE device SET prefix=?, retained=? WHERE id=?")
        // What an earlier epoch knew of it is known anew, or forgotten.
        for (id, entry) in books.devices where entry.owner.device == name && entry.known != nil {
            try statement.run(.null, .null, .integer(id))
            books.devices[id]?.known = nil
        }
        guard let known else { return }
        let id = try device(name, &books)
        try statement.run(
            .text(known.prefix), .text(known.retained.joined(separator: "\n")), .integer(id))
        books.devices[id]?.known = known
    }

    private func insert(_ meta: NewMeta, _ books: inout Books) throws(SpoolFault) {
        let device = try device(meta.device, &books)
        let name = Books.MetaName(device: device, name: meta.name)
        // Its name is a digest of it. One that comes back after another is written again: those
        // before the newest go when no record is left that is as old.
        if let known = books.metas[name], known == books.newestMetas[device] { return }
        try database.prepare(
            "INSERT INTO meta(device, name, row, points, payload) VALUES(?,?,?,?,?)"
        ).run(
            .integer(device), .text(meta.name), .integer(books.lastRow + 1),
            .text(meta.points.joined(separator: "\n")), .blob(meta.payload))
        let row = try database.number("SELECT last_insert_rowid()") ?? 0
        books.metas[name] = row
        books.newestMetas[device] = row
    }

    private func restamp(_ row: RestampedRow, _ books: inout Books) throws(SpoolFault) {
        for shelf in Shelf.allCases {
            let found = try database.prepare("SELECT device, seq FROM \(shelf.table) WHERE id=?")
            try found.bind(.integer(row.row))
            guard try found.step() else { continue }
            let line = Books.Line(device: found.integer(0), stream: shelf.stream)
            books.unsettle(UInt64(clamping: found.integer(1)), line)
            books.lowerFloors(to: row.row - 1, shelf.stream)
            try database.prepare(
                "UPDATE \(shelf.table) SET start=?, length=?, body=? WHERE id=?"
            ).run(
                .integer(row.from), .integer(row.to - row.from), .blob(row.body),
                .integer(row.row))
        }
    }

    /// Writes what hubs have.
    static func save(_ books: inout Books, _ database: borrowing Database) throws(SpoolFault) {
        let statement = try database.prepare("INSERT OR REPLACE INTO delivery VALUES(?,?,?,?)")
        for line in books.unsaved {
            for hub in books.settled.indices {
                guard var ranges = books.settled[hub][line] else { continue }
                ranges.forget(beyond: Books.mostSavedRanges)
                try statement.run(
                    .integer(Int64(hub)), .integer(line.device),
                    .integer(Int64(line.stream.rawValue)), .blob(ranges.packed))
            }
        }
        // Something that was passed over may be delivered now.
        if !books.unsaved.isEmpty { books.cursors = books.cursors.map { _ in 0 } }
        books.unsaved = []
        guard !books.areFloorsSaved else { return }
        let floor = try database.prepare("INSERT OR REPLACE INTO floor VALUES(?,?,?)")
        for (hub, rows) in books.floors.enumerated() {
            for (stream, row) in rows.enumerated() {
                try floor.run(.integer(Int64(hub)), .integer(Int64(stream)), .integer(row))
            }
        }
        books.areFloorsSaved = true
    }
}

extension Books {
    mutating func deliver(_ delivered: DeliveredNumbers) {
        let owner = Owner(epoch: delivered.epoch, device: delivered.series.device)
        guard let device = owners[owner], settled.indices.contains(delivered.hub) else { return }
        let line = Line(device: device, stream: delivered.series.stream)
        settle(delivered.numbers, line, hub: delivered.hub)
    }

    mutating func lowerFloors(to row: Int64, _ stream: Stream) {
        for hub in floors.indices where floors[hub][Int(stream.rawValue)] > row {
            floors[hub][Int(stream.rawValue)] = row
            areFloorsSaved = false
        }
    }
}

extension SpoolBatch {
    /// Bytes that its records take, with what SQLite adds to each.
    var bytes: Int {
        rows.reduce(0) { $0 + $1.body.count + 28 }
            + metas.reduce(0) { $0 + $1.payload.count + $1.points.joined().utf8.count + 64 }
            + counters.reduce(0) { $0 + 24 * $1.readings.count + 64 }
            + devices.reduce(0) { $0 + $1.prefix.utf8.count + $1.retained.joined().utf8.count + 64 }
    }
}

extension SpoolLayout {
    /// Pages that a batch may take, generously: half-filled ones, and a few for each table.
    func pages(for batch: SpoolBatch) -> Int64 {
        Int64(batch.bytes) * 3 / 2 / pageSize + 16
    }
}
