// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// A limit that has been lowered: records go until what is left fits, and then the file is written
/// anew without its free pages.
extension Spool {
    /// How long records are dropped at an opening, and how long the file is written anew. What is
    /// left goes with the next commits, and with the next opening.
    static let fitPatience = Nanoseconds.seconds(10)
    static let shrinkPatience = Nanoseconds.seconds(20)

    /// With records dropped until the limit is kept, as far as there is time.
    static func fitted(_ spool: consuming Spool, at wall: WallTime?) -> Spool {
        var spool = spool
        guard spool.opening.isDurable, let path = spool.settings.path else { return spool }
        do throws(SpoolFault) {
            guard try spool.database.pages() > spool.layout.mostPages else { return spool }
            let limit = Clock.now() + fitPatience
            while try spool.usedPages() > spool.layout.recordPages, Clock.now() < limit {
                guard try spool.dropSome() else { break }
            }
        } catch {
            // Commits find the same fault and tell it.
            spool.opening.notes.append(error.text)
            return spool
        }
        return reopened(spool, path, at: wall)
    }

    /// Ends and begins once more: an opening shrinks the file. What the first one told stays.
    private static func reopened(
        _ spool: consuming Spool, _ path: String, at wall: WallTime?
    ) -> Spool {
        let (first, settings) = (spool.opening, spool.settings)
        do throws(SpoolFault) {
            try spool.close()
        } catch {
            return inMemory(settings, because: error, at: wall)
        }
        do throws(OpeningStop) {
            var next = try openFile(path, settings, wall, nil, first.setAside)
            next.opening.how = first.how
            next.opening.notes = first.notes
            return next
        } catch {
            return inMemory(settings, because: error.fault, at: wall)
        }
    }

    /// Drops records in one transaction; false when none had to go or could.
    private mutating func dropSome() throws(SpoolFault) -> Bool {
        var books = self.books
        let used = try usedPages()
        try Self.transact(database) { () throws(SpoolFault) in
            _ = try makeRoom(0, &books)
            try Self.save(&books, database)
        }
        self.books = books
        return try usedPages() < used
    }

    /// Where the smaller file is written.
    static func shrunkName(_ path: String) -> String { path + ".shrink" }

    /// Writes the file anew if it is larger than its limit and need not be. Until the new one has
    /// its name the old one is what counts.
    static func shrink(_ path: String, _ settings: SpoolSettings) throws(SpoolFault) {
        let name = shrunkName(path)
        // Of an opening that did not come to its end.
        File.remove(name)
        guard let bytes = File.size(path), bytes > settings.size else { return }
        do throws(SpoolFault) {
            guard try vacuum(path, into: name, settings) else { return }
            do throws(SystemFault) {
                // A log that comes back would be taken for the new file's.
                try File.sync(path + "-wal")
                try File.sync(name)
                try File.replace(path, with: name)
                try File.syncDirectory(of: path)
            } catch {
                throw SpoolFault(error)
            }
        } catch {
            // The old one is still there and is used as it is, or found to be damaged.
            File.remove(name)
        }
    }

    /// Whether there is a smaller copy now, and the log is empty.
    private static func vacuum(
        _ path: String, into name: String, _ settings: SpoolSettings
    ) throws(SpoolFault) -> Bool {
        let database = try Database.open(path, .existing)
        let size = try database.number("PRAGMA page_size") ?? Int64(settings.pageSize)
        let layout = SpoolLayout(size: settings.size, pageSize: size)
        try database.configure(layout)
        let used = try database.pages() - database.freePages()
        try database.holdToLayout()
        guard used <= layout.mostPages,
            File.freeBytes(at: path).map({ $0 > used * size }) ?? true
        else { return false }
        try database.emptyLog()
        let limit = Clock.now() + shrinkPatience
        try database.run(until: { Clock.now() > limit }) {
            (database: borrowing Database) throws(SpoolFault) in
            try database.prepare("VACUUM INTO ?").run(.text(name))
        }
        return true
    }
}
