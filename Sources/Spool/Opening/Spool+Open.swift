// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

extension Spool {
    /// Opens the spool, whatever is there; in memory if nothing can be written. `wall` is UTC
    /// where that is known.
    package static func open(_ settings: SpoolSettings, at wall: WallTime?) -> Spool {
        open(settings, at: wall, setAside: [])
    }

    static func open(
        _ settings: SpoolSettings, at wall: WallTime?, setAside: [String]
    ) -> Spool {
        guard let path = settings.path else { return inMemory(settings, because: nil, at: wall) }
        var aside = setAside
        var reason = setAside.isEmpty ? nil : SpoolOpening.Reason.damaged
        // What is wrong with one file shows, it is set aside, and the next attempt finds none.
        for _ in 0..<3 {
            do throws(OpeningStop) {
                return try openFile(path, settings, wall, reason, aside)
            } catch let stop {
                guard case .setAside(let why) = stop else {
                    return inMemory(settings, because: stop.fault, at: wall)
                }
                do throws(SpoolFault) {
                    aside += try SetAside.move(path)
                    reason = why
                } catch let fault {
                    return inMemory(settings, because: fault, at: wall)
                }
            }
        }
        return inMemory(settings, because: .damaged, at: wall)
    }

    /// An epoch that ends with the process.
    static func inMemory(
        _ settings: SpoolSettings, because fault: SpoolFault?, at wall: WallTime?
    ) -> Spool {
        var smaller = settings
        smaller.size = min(settings.size, SpoolSettings.memorySize)
        do throws(OpeningStop) {
            return try openFile(nil, smaller, wall, nil, [], fault)
        } catch {
            // Without memory for an empty table nothing else would run either.
            fatalError("no memory for a spool: \(error)")
        }
    }

    private static func openFile(
        _ path: String?, _ settings: SpoolSettings, _ wall: WallTime?,
        _ reason: SpoolOpening.Reason?, _ aside: [String], _ fault: SpoolFault? = nil
    ) throws(OpeningStop) -> Spool {
        let ready: Ready
        do throws(SpoolFault) {
            ready = try prepare(path, settings)
        } catch {
            throw OpeningStop(error)
        }
        return try start(ready, path, settings, wall, reason, aside, fault)
    }

    /// A database with our tables.
    private struct Ready: ~Copyable {
        let database: Database
        let layout: SpoolLayout
        let isNew: Bool

        consuming func take() -> Database { database }
    }

    private static func prepare(
        _ path: String?, _ settings: SpoolSettings
    ) throws(SpoolFault) -> Ready {
        let first = SpoolLayout(size: settings.size, pageSize: Int64(settings.pageSize))
        let database = try Database.open(path ?? ":memory:")
        try database.configure(pageSize: settings.pageSize, logPages: first.logPages)
        let isNew = try database.isEmpty()
        if isNew {
            try transact(database) { () throws(SpoolFault) in try database.createTables() }
        } else if try !database.hasOurTables() {
            throw .misuse(code: 0)
        }
        let size = try database.number("PRAGMA page_size") ?? Int64(settings.pageSize)
        let layout = SpoolLayout(size: settings.size, pageSize: size)
        try database.run("PRAGMA max_page_count=\(layout.mostPages)")
        return Ready(database: database, layout: layout, isNew: isNew)
    }

    private static func start(
        _ ready: consuming Ready, _ path: String?, _ settings: SpoolSettings, _ wall: WallTime?,
        _ reason: SpoolOpening.Reason?, _ aside: [String], _ fault: SpoolFault?
    ) throws(OpeningStop) -> Spool {
        let layout = ready.layout
        let start = try OpeningStart(
            path, ready.database, isNew: ready.isNew, settings, reason)
        do throws(SpoolFault) {
            return try begin(
                start, ready.take(), layout, settings, wall, aside, isDurable: path != nil, fault)
        } catch {
            throw OpeningStop(error)
        }
    }

    private static func begin(
        _ start: consuming OpeningStart, _ database: consuming Database, _ layout: SpoolLayout,
        _ settings: SpoolSettings, _ wall: WallTime?, _ aside: [String], isDurable: Bool,
        _ fault: SpoolFault?
    ) throws(SpoolFault) -> Spool {
        var start = start
        start.settleEpoch(settings, wall)
        try start.epochFile.write(start.record)
        start.books.epoch = start.record.epoch
        let (record, gaps) = (start.record, start.gaps(at: wall))
        var books = start.books
        try transact(database) { () throws(SpoolFault) in
            try start.write(record, &books, database)
        }
        var opening = SpoolOpening(
            how: isDurable ? start.how : .memory(fault), epoch: record.epoch,
            isDurable: isDurable)
        opening.setAside = aside + start.aside
        opening.notes = start.notes(aside: opening.setAside, fault)
        try start.read(&opening, books, database)
        opening.gaps = books.gaps.count + gaps.count
        opening.grants = start.grants
        var spool = Spool(
            opening: opening, settings: settings, database: database, layout: layout,
            books: books, numbers: start.numbers, epochFile: start.epochFile,
            session: start.session)
        books = spool.books
        try transact(spool.database) { () throws(SpoolFault) in
            for gap in gaps {
                try spool.add(gap.record, &books)
                if let line = gap.line { books.settle(gap.record.ranges, line) }
            }
            try save(&books, spool.database)
        }
        spool.books = books
        return spool
    }
}

/// Why an attempt at opening ended.
enum OpeningStop: Error {
    /// The files are to be set aside, and the next attempt begins with none.
    case setAside(SpoolOpening.Reason)
    case memory(SpoolFault)

    init(_ fault: SpoolFault) { self = fault.isOfContent ? .setAside(.damaged) : .memory(fault) }

    var fault: SpoolFault {
        switch self {
        case .setAside: .damaged
        case .memory(let fault): fault
        }
    }
}
