// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What a batch brings, row by row, within its transaction.
extension Spool {
    func insert(
        _ batch: SpoolBatch, _ books: inout Books, _ commit: inout SpoolCommit
    ) throws(SpoolFault) {
        for device in batch.devices { try remember(device, &books) }
        for meta in batch.metas { try insert(meta, &books, before: batch.rows.count) }
        commit.rows = Array(repeating: 0, count: batch.rows.count)
        for shelf in Shelf.allCases { try insert(batch.rows, on: shelf, &books, &commit) }
        for row in batch.restamped { try restamp(row, &books) }
        if books.unsynced != self.books.unsynced {
            try database.set("unsynced", books.unsynced.packed)
        }
        for counters in batch.counters {
            let body = counters.readings.packed.sealed(Seal("counter " + counters.device))
            try database.prepare("INSERT OR REPLACE INTO counter VALUES(?,?)").run(
                .text(counters.device), .blob(body))
        }
    }

    /// Places are in a row for each table, so that no two groups lie between each other.
    private func insert(
        _ rows: [NewRow], on shelf: Shelf, _ books: inout Books, _ commit: inout SpoolCommit
    ) throws(SpoolFault) {
        var group = Group(shelf, books.lastRow + 1)
        var bytes = 0
        for (index, row) in rows.enumerated() where Shelf(row) == shelf {
            if bytes + row.body.count > Group.mostBytes || group.isFull, !group.records.isEmpty {
                try insert(group, books, &commit)
                (group, bytes) = (Group(shelf, books.lastRow + 1), 0)
            }
            let place = books.lastRow + 1
            books.lastRow = place
            commit.rows[index] = place
            let device = try Self.device(row.series.device, &books, database)
            let meta = try meta(row, place, device, &books, &commit)
            group.records.append(
                Group.Record(
                    place: place, device: device, sequence: row.sequence, from: row.from,
                    to: row.to, meta: meta, body: row.body[...]))
            bytes += row.body.count
            try noteBlock(row, place, device, shelf, &books)
            if StoredRecord.isUnsynced(row.body) { books.noteUnsynced(UInt64(clamping: place)) }
        }
        if !group.records.isEmpty { try insert(group, books, &commit) }
    }

    private func insert(
        _ group: Group, _ books: Books, _ commit: inout SpoolCommit
    ) throws(SpoolFault) {
        let body = group.packed(books, deflater)
        commit.storedBytes += body.count + Group.rowBytes
        try database.prepare("INSERT INTO \(group.shelf.table) VALUES(?,?)").run(
            .integer(group.id), .blob(body))
    }

    /// What is left of a group, in its old row; nothing is left of an empty one.
    func replace(_ group: Group, _ books: Books) throws(SpoolFault) {
        let table = group.shelf.table
        if group.records.isEmpty {
            try database.prepare("DELETE FROM \(table) WHERE id=?").run(.integer(group.id))
        } else {
            try database.prepare("UPDATE \(table) SET body=? WHERE id=?").run(
                .blob(group.packed(books, deflater)), .integer(group.id))
        }
    }

    /// The row of the meta that a record names; one that says no more than the name, if it is not
    /// known.
    private func meta(
        _ row: NewRow, _ place: Int64, _ device: Int64, _ books: inout Books,
        _ commit: inout SpoolCommit
    ) throws(SpoolFault) -> Int64 {
        let name = Books.MetaName(device: device, name: row.meta)
        if books.unknownMetas.contains(name) { commit.note(unknown: row.series.device) }
        if let known = books.metas[name] {
            // It came back: those after it go only when this row has gone.
            if let newest = books.newestMetas[device], newest != known {
                try database.run(
                    "UPDATE meta SET row=\(place + 1) WHERE device=\(device) AND id>\(known)")
            }
            return known
        }
        try database.prepare("INSERT INTO meta VALUES(NULL,?,?,?,NULL,NULL)").run(
            .integer(device), .text(row.meta), .integer(place))
        let id = try database.number("SELECT last_insert_rowid()") ?? 0
        books.metas[name] = id
        books.unknownMetas.insert(name)
        commit.note(unknown: row.series.device)
        return id
    }

    /// Numbers between two entries of the index by number.
    static let blockNumbers: UInt64 = 64

    private func noteBlock(
        _ row: NewRow, _ place: Int64, _ device: Int64, _ shelf: Shelf, _ books: inout Books
    ) throws(SpoolFault) {
        let line = Books.Line(device: device, stream: row.series.stream)
        books.stored[line] = max(books.stored[line] ?? 0, row.sequence)
        let block = row.sequence / Self.blockNumbers + 1
        let series = Books.Series(device: device, shelf: shelf)
        guard books.blocks[series] != block else { return }
        books.blocks[series] = block
        try database.prepare("INSERT OR IGNORE INTO block VALUES(?,?,?,?)").run(
            .integer(Int64(shelf.rawValue)), .integer(device),
            .integer(Int64(clamping: row.sequence)), .integer(place))
    }

    /// The device's row under the running epoch, a new one if need be.
    static func device(
        _ name: String, _ books: inout Books, _ database: borrowing Database
    ) throws(SpoolFault) -> Int64 {
        let owner = Books.Owner(epoch: books.epoch, device: name)
        if let known = books.owners[owner] { return known }
        let id = (books.devices.keys.max() ?? 0) + 1
        try database.prepare("INSERT INTO device VALUES(?,?,?,NULL,NULL)").run(
            .integer(id), .integer(books.epochs[books.epoch] ?? 0), .text(name))
        books.owners[owner] = id
        books.devices[id] = Books.Entry(owner: owner, isKnown: false)
        return id
    }

    private func remember(
        _ known: KnownDevice, _ books: inout Books
    ) throws(SpoolFault) {
        let statement = try database.prepare("UPDATE device SET prefix=?, retained=? WHERE id=?")
        // What an earlier epoch knew of it is known anew.
        for (id, entry) in books.devices where entry.owner.device == known.name && entry.isKnown {
            try statement.run(.null, .null, .integer(id))
            books.devices[id]?.isKnown = false
        }
        let id = try Self.device(known.name, &books, database)
        try statement.run(
            .text(known.prefix), .text(known.retained.joined(separator: "\n")), .integer(id))
        books.devices[id]?.isKnown = true
    }

    private func insert(
        _ meta: NewMeta, _ books: inout Books, before rows: Int
    ) throws(SpoolFault) {
        let device = try Self.device(meta.device, &books, database)
        let name = Books.MetaName(device: device, name: meta.name)
        let points = meta.points.joined(separator: "\n")
        let body = meta.payload.sealed(Seal(device, meta.name, points))
        if books.unknownMetas.contains(name), let id = books.metas[name] {
            // What records have named already.
            try database.prepare("UPDATE meta SET points=?, payload=? WHERE id=?").run(
                .text(points), .blob(body), .integer(id))
            books.unknownMetas.remove(name)
            books.newestMetas[device] = max(id, books.newestMetas[device] ?? 0)
            return
        }
        // Its name is a digest of it. One that comes back after another is written again: those
        // before the newest go when no record is left that is as old.
        if let known = books.metas[name], known == books.newestMetas[device] { return }
        try database.prepare("INSERT INTO meta VALUES(NULL,?,?,?,?,?)").run(
            .integer(device), .text(meta.name), .integer(books.lastRow + 1 + Int64(rows)),
            .text(points), .blob(body))
        let row = try database.number("SELECT last_insert_rowid()") ?? 0
        books.metas[name] = row
        books.newestMetas[device] = row
    }

    private func restamp(_ row: RestampedRow, _ books: inout Books) throws(SpoolFault) {
        for shelf in Shelf.allCases {
            var found = try GroupCursor(newestOf: shelf, database, through: row.row)
            guard var group = try found.next(books),
                let index = group.records.firstIndex(where: { $0.place == row.row })
            else { continue }
            let old = group.records[index]
            books.unsettle(old.sequence, old.line(shelf))
            books.lowerFloors(to: row.row - 1, shelf.stream)
            if !StoredRecord.isUnsynced(row.body) {
                books.unsynced.remove(UInt64(clamping: row.row)...UInt64(clamping: row.row))
            }
            group.records[index].from = row.from
            group.records[index].to = row.to
            group.records[index].body = row.body[...]
            try replace(group, books)
        }
    }
}

extension SpoolCommit {
    mutating func note(unknown device: String) {
        if !unknownMetas.contains(device) { unknownMetas.append(device) }
    }
}

extension Seal {
    /// For a meta.
    init(_ device: Int64, _ name: String, _ points: String) {
        self.init(name)
        add(device)
        add(points.utf8)
    }
}
