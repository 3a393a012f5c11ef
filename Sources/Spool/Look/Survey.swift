// SPDX-License-Identifier: Apache-2.0
internal import Field

/// All records of a spool, counted one by one.
struct Survey {
    private struct Place: Hashable {
        var line: Books.Line
        var epoch: String
    }

    /// What the tables' records take, and since when they have come.
    private struct Share {
        var bytes = 0.0
        var waitingBytes = 0.0
        var from = Int64.max
    }

    private var lines: [Books.Line: SpoolLook.Line] = [:]
    private var shares = Array(repeating: Share(), count: Shelf.allCases.count)
    private var newest = Int64.min
    private var waitingBytes = 0
    /// Records younger than this tell nothing of how much comes a day.
    private static let leastSpan: Int64 = 600_000
    /// Bytes before each body, about.
    private static let head = 8
    private static let day = 86_400_000.0

    init(_ database: borrowing Database, _ books: Books) throws(SpoolFault) {
        for shelf in Shelf.allCases { try count(shelf, database, books) }
    }

    private mutating func count(
        _ shelf: Shelf, _ database: borrowing Database, _ books: Books
    ) throws(SpoolFault) {
        var groups = try GroupCursor(database, [shelf], after: 0)
        while let group = try groups.next(books) {
            // What its row takes is shared out by the bodies.
            for record in group.records {
                let line = record.line(shelf)
                guard let owner = books.devices[line.device]?.owner else { throw .damaged }
                let isWaiting = !books.isSettled(record.sequence, line)
                add(record.sequence, record.from, record.to, isWaiting, line, owner)
                let bytes = Double(record.body.count + Self.head)
                shares[shelf.rawValue].bytes += bytes
                if isWaiting {
                    shares[shelf.rawValue].waitingBytes += bytes
                    waitingBytes += StoredRecord.payloadBytes(ofPacked: record.body.count)
                }
                shares[shelf.rawValue].from = min(shares[shelf.rawValue].from, record.from)
                newest = max(newest, record.to)
            }
        }
    }

    private mutating func add(
        _ number: UInt64, _ from: Int64, _ to: Int64, _ isWaiting: Bool, _ line: Books.Line,
        _ owner: Books.Owner
    ) {
        var entry =
            lines[line]
            ?? SpoolLook.Line(
                device: owner.device, stream: line.stream, epoch: owner.epoch, kept: 0, waiting: 0,
                first: number, last: number, from: from, to: to)
        entry.kept += 1
        entry.waiting += isWaiting ? 1 : 0
        (entry.first, entry.last) = (min(entry.first, number), max(entry.last, number))
        (entry.from, entry.to) = (min(entry.from, from), max(entry.to, to))
        lines[line] = entry
    }

    /// Puts down what was counted, and what follows from it.
    func tell(
        _ look: inout SpoolLook, _ layout: SpoolLayout, _ database: borrowing Database
    ) throws(SpoolFault) {
        let epoch = look.epoch
        look.waitingBytes = waitingBytes
        look.lines = lines.values.sorted {
            ($0.device, $0.stream.rawValue, $0.epoch == epoch ? 1 : 0, $0.from)
                < ($1.device, $1.stream.rawValue, $1.epoch == epoch ? 1 : 0, $1.from)
        }
        // What devices are takes its room once, not every day.
        let metas = try database.number("SELECT sum(length(payload)+length(points)) FROM meta")
        let used = try max(
            0, (database.pages() - database.freePages()) * layout.pageSize - (metas ?? 0))
        let all = shares.reduce(0) { $0 + $1.bytes }
        guard all > 0 else { return }
        // What a body's byte takes on the disk: deflated, and with what SQLite and the index add.
        let overhead = Double(used) / all
        let began = shares.map(\.from).min() ?? newest
        guard newest - began >= Self.leastSpan else { return }
        let daily = shares.reduce(0) { sum, share in
            guard share.bytes > 0 else { return sum }
            // Each stream is kept for a time of its own.
            let span = max(Double(newest - share.from), Double(Self.leastSpan))
            return sum + share.bytes * overhead / span * Self.day
        }
        look.dailyBytes = daily
        guard daily > 0 else { return }
        let waiting = shares.reduce(0) { $0 + $1.waitingBytes } * overhead
        let room = Double(layout.recordPages * layout.pageSize) - waiting
        look.state.autonomyHours = max(0, room) / daily * 24
        let growth = try (layout.mostPages - database.pages()) * layout.pageSize
        if let free = look.state.diskFreeBytes, free < growth {
            look.state.diskFullHours = Double(free) / daily * 24
        }
    }
}
