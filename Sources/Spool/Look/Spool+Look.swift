// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

extension Spool {
    /// How often one looks again because somebody wrote meanwhile: the log is begun anew every two
    /// minutes or so.
    private static let mostLooks = 8
    private static let lookPause = Nanoseconds.milliseconds(50)

    /// Looks at a spool, also while a process has it open, which does not notice: nothing is
    /// locked, created, changed, recovered or set aside. `busy` if that process writes faster than
    /// one can read. `size` is the limit that the settings give it.
    package static func look(at path: String, size: Int64) throws(SpoolFault) -> SpoolLook {
        try watch(path) { () throws(SpoolFault) in try glance(at: path, size: size) }
    }

    /// Counters' last good readings, looked at in the same way.
    package static func counters(at path: String) throws(SpoolFault) -> [DeviceCounters] {
        try watch(path) { () throws(SpoolFault) in try counters(try database(at: path)) }
    }

    private static func watch<Sight>(
        _ path: String, _ glance: () throws(SpoolFault) -> Sight
    ) throws(SpoolFault) -> Sight {
        for _ in 0..<mostLooks {
            let before = try LookTrace(path)
            if before.isSettled {
                do throws(SpoolFault) {
                    let look = try glance()
                    if try LookTrace(path) == before { return look }
                } catch {
                    // What was half new may have looked like damage.
                    if try LookTrace(path) == before { throw error }
                }
            }
            try pause()
        }
        throw .busy
    }

    private static func pause() throws(SpoolFault) {
        var polls = PollSet()
        do throws(SystemFault) {
            try polls.wait(until: Clock.now() + lookPause)
        } catch {
            throw SpoolFault(error)
        }
    }

    /// As it is at one moment, however long that is looked at.
    private static func database(at path: String) throws(SpoolFault) -> Database {
        guard File.exists(path) else { throw .denied }
        // Without a log the file is complete in itself; with one, the log is read along.
        let hasLog = File.size(path + "-wal").map { $0 > 0 } ?? false
        let database = try Database.open(path, hasLog ? .watch : .frozen)
        try database.run("PRAGMA query_only=ON; PRAGMA cache_size=-\(Database.cacheKiB)")
        try database.run("BEGIN")
        try database.holdToLayout()
        return database
    }

    private static func glance(at path: String, size: Int64) throws(SpoolFault) -> SpoolLook {
        let database = try database(at: path)
        var hubs: [String] = []
        let stored = try database.prepare("SELECT name FROM hub ORDER BY id")
        while try stored.step(), hubs.count < SpoolSettings.mostHubs {
            hubs.append(stored.text(0) ?? "")
        }
        let papers = try Papers(path, database)
        var books = Books(epoch: papers.epoch, hubs: hubs.count)
        try books.load(database, hubs: hubs)
        books.stored = try books.lastNumbers(database, rows: Books.fewTailRows)
            .mapValues(\.number)
        let page = try database.number("PRAGMA page_size") ?? 1
        let layout = SpoolLayout(size: max(size, SpoolSettings.leastSize), pageSize: page)
        var look = SpoolLook(
            state: try state(books, database, layout, isDurable: true), epoch: papers.epoch,
            hubs: hubs, gaps: books.gaps.map(\.record), lines: [], dailyBytes: nil,
            isInUse: File.isLocked(path), isUnclean: !papers.isClean)
        look.state.diskFreeBytes = File.freeBytes(at: path)
        try Survey(database, books).tell(&look, layout, database)
        return look
    }

    /// What was set aside beside a spool.
    package static func relics(of path: String) -> [SpoolRelic] {
        SetAside.names(path).compactMap { name in
            File.size(name).map {
                SpoolRelic(path: name, bytes: $0, changed: File.changed(name))
            }
        }
    }
}
