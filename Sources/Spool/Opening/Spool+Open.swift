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
                return fitted(try openFile(path, settings, wall, reason, aside), at: wall)
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

    /// An epoch that ends with the process. Where there is not even memory for it, one that
    /// refuses every commit.
    static func inMemory(
        _ settings: SpoolSettings, because fault: SpoolFault?, at wall: WallTime?
    ) -> Spool {
        var smaller = settings
        smaller.size = min(settings.size, SpoolSettings.memorySize)
        do throws(OpeningStop) {
            return try openFile(nil, smaller, wall, nil, [], fault)
        } catch {
            return refusing(smaller, because: error.fault, at: wall)
        }
    }

    /// Nothing can be kept at all: whatever is asked of it ends with this fault. Its numbers are
    /// those of an epoch of its own.
    package static func refusing(
        _ settings: SpoolSettings, because fault: SpoolFault, at wall: WallTime?
    ) -> Spool {
        let epoch = GapRecord.name(of: UInt64.random(in: 0...UInt64.max))
        let record = EpochRecord(
            epoch: epoch, began: wall?.milliseconds ?? 0, binding: settings.binding, spool: 0)
        var opening = SpoolOpening(how: .memory(fault), epoch: epoch, isDurable: false)
        opening.notes = [fault.text]
        return Spool(
            opening: opening, settings: settings, database: .absent(fault),
            layout: SpoolLayout(size: settings.size, pageSize: Int64(settings.pageSize)),
            books: Books(epoch: epoch, hubs: settings.hubs.count), numbers: Numbers(),
            epochFile: EpochFile(nil, record), session: 1)
    }

    static func openFile(
        _ path: String?, _ settings: SpoolSettings, _ wall: WallTime?,
        _ reason: SpoolOpening.Reason?, _ aside: [String], _ fault: SpoolFault? = nil
    ) throws(OpeningStop) -> Spool {
        let ready: Ready
        do throws(SpoolFault) {
            ready = try prepare(path, settings)
        } catch {
            throw OpeningStop(error)
        }
        let start = try OpeningStart(path, ready.database, settings, reason, wall)
        do throws(SpoolFault) {
            return try begin(start, ready, path, settings, wall, aside, fault)
        } catch {
            throw OpeningStop(error)
        }
    }

    /// A database with our tables.
    private struct Ready: ~Copyable {
        let database: Database
        let layout: SpoolLayout

        consuming func take() -> Database { database }
    }

    private static func prepare(
        _ path: String?, _ settings: SpoolSettings
    ) throws(SpoolFault) -> Ready {
        var layout = SpoolLayout(size: settings.size, pageSize: Int64(settings.pageSize))
        if let path { try shrink(path, settings) }
        let database = try Database.open(path ?? ":memory:")
        try database.configure(layout)
        if try database.isEmpty() {
            try transact(database) { () throws(SpoolFault) in try database.createTables() }
        } else {
            try database.holdToLayout()
        }
        let size = try database.number("PRAGMA page_size") ?? layout.pageSize
        layout = SpoolLayout(size: settings.size, pageSize: size)
        try database.limit(layout)
        return Ready(database: database, layout: layout)
    }

    /// Every step can be the last: the power may go between any two. The epoch file's old record
    /// stays until the database has declared what it leaves, and numbers are given out only once
    /// the epoch file has them.
    private static func begin(
        _ start: OpeningStart, _ ready: consuming Ready, _ path: String?,
        _ settings: SpoolSettings, _ wall: WallTime?, _ aside: [String], _ fault: SpoolFault?
    ) throws(SpoolFault) -> Spool {
        let layout = ready.layout
        let database = ready.take()
        var aside = aside
        for name in start.papers.foreign { aside.append(try SetAside.move(file: name)) }
        var file = EpochFile(path, start.record)
        if let announcement = start.announcement { try file.write(announcement) }
        // Found to be sound; an earlier process may have had a larger limit.
        if path != nil { try database.emptyLog() }
        var books = start.books
        let generation = file.record.generation
        try transact(database) { () throws(SpoolFault) in
            try start.write(generation, &books, settings.hubs, database, at: wall)
        }
        if start.announcement == nil {
            var first = start.record
            first.state = .opening
            try file.write(first)
        }
        try file.write(start.record)
        var opening = SpoolOpening(
            how: path == nil ? .memory(fault) : start.how, epoch: start.record.epoch,
            isDurable: path != nil)
        opening.setAside = aside
        opening.notes = start.notes(aside: aside, fault)
        try start.read(&opening, books, database)
        opening.gaps = books.gaps.count
        opening.grants = start.grants
        return Spool(
            opening: opening, settings: settings, database: database, layout: layout,
            books: books, numbers: start.numbers, epochFile: file, session: start.session)
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
