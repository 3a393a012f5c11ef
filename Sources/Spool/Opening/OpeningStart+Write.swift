// SPDX-License-Identifier: Apache-2.0
internal import Field

extension OpeningStart {
    /// Says in the database which epoch runs, what will not come of the one before, and which
    /// epoch file it has seen.
    func write(
        _ generation: UInt64, _ books: inout Books, _ hubs: [String],
        _ database: borrowing Database, at wall: WallTime?
    ) throws(SpoolFault) {
        try database.set("epoch", Array(record.epoch.utf8))
        try database.set("spool", record.spool)
        try database.set("opening", record.opening)
        try database.set("generation", generation)
        (books.epoch, books.generation) = (record.epoch, generation)
        if reason != nil, let old = papers.old {
            try database.set("declared", Array(old.epoch.utf8))
        }
        if books.epochs[record.epoch] == nil {
            try database.prepare("INSERT INTO epoch(name) VALUES(?)").run(.text(record.epoch))
            books.epochs[record.epoch] = try database.number("SELECT last_insert_rowid()") ?? 0
        }
        try write(hubs, &books, database)
        for gap in gaps(at: wall) {
            try Spool.add(gap.record, &books, database)
            let key = SeriesKey(device: gap.record.device, stream: gap.record.stream)
            if gap.isOfRunningEpoch { _ = try Spool.device(key.device, &books, database) }
            if let line = books.line(key, gap.record.epoch) { books.settle(gap.absent, line) }
        }
        try Spool.save(&books, database)
    }

    /// Of a hub that has another name now nothing is known.
    private func write(
        _ hubs: [String], _ books: inout Books, _ database: borrowing Database
    ) throws(SpoolFault) {
        for (hub, name) in hubs.enumerated() where books.hubs[hub] != name {
            try database.run("DELETE FROM delivery WHERE hub=\(hub)")
            try database.prepare("INSERT OR REPLACE INTO hub VALUES(?,?)").run(
                .integer(Int64(hub)), .text(name))
            books.hubs[hub] = name
            books.areFloorsSaved = false
        }
        // What has been told to all that there are now.
        let all = Int64(1) << Int64(hubs.count) - 1
        for gap in books.gaps where gap.hubs & all == all {
            try database.run("DELETE FROM gap WHERE id=\(gap.row)")
        }
        books.gaps.removeAll { $0.hubs & all == all }
    }

    /// What the last process wrote down for this one.
    func read(
        _ opening: inout SpoolOpening, _ books: Books, _ database: borrowing Database
    ) throws(SpoolFault) {
        opening.counters = try Spool.counters(database)
        opening.commands = try Spool.commands(database)
        opening.spending = try Spool.spending(database)
        opening.devices = books.known.sorted { $0.name < $1.name }
        let meta = try database.prepare(
            "SELECT name, points, payload, device FROM meta WHERE id=?")
        for (device, row) in books.newestMetas {
            guard let owner = books.devices[device]?.owner, owner.epoch == books.epoch else {
                continue
            }
            try meta.bind(.integer(row))
            if try meta.step() { opening.metas[owner.device] = try Spool.meta(meta) }
        }
    }

    /// For the log.
    func notes(aside: [String], _ fault: SpoolFault?) -> [Text] {
        var notes: [Text] = []
        if let fault { notes.append(fault.text) }
        if case .newEpoch(let reason) = how { notes.append(reason.text) }
        for name in aside {
            notes.append(Text(en: "set aside: \(name)", vi: "đã cất sang tên khác: \(name)"))
        }
        return notes
    }
}
