// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

/// What somebody sees who only looks.
package struct SpoolLook: Sendable {
    package var state: SpoolState
    package var epoch: String
    /// Names of the hubs, in the order in which the last process had them.
    package var hubs: [String]
    /// Gaps that some hub does not have.
    package var gaps: [GapRecord]
    /// Whether the last process ended without closing it, so that more may be declared when it is
    /// opened.
    package var isUnclean: Bool
}

extension Spool {
    /// Looks at a spool that no process has open; `busy` if one has. Nothing is created, changed,
    /// recovered or set aside. `size` is the limit that the settings give it.
    package static func look(at path: String, size: Int64) throws(SpoolFault) -> SpoolLook {
        guard File.exists(path) else { throw .denied }
        // Without a log the file is complete in itself; with one, the log is read along.
        let hasLog = File.size(path + "-wal").map { $0 > 0 } ?? false
        let database = try Database.open(path, hasLog ? .look : .frozen)
        try database.run("PRAGMA query_only=ON; PRAGMA cache_size=-\(Database.cacheKiB)")
        guard try database.hasOurTables() else { throw .misuse(code: 0) }
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
        return SpoolLook(
            state: try state(books, database, layout, isDurable: true), epoch: papers.epoch,
            hubs: hubs, gaps: books.gaps.map(\.record), isUnclean: !papers.isClean)
    }
}
