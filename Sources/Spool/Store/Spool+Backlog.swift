// SPDX-License-Identifier: Apache-2.0
package import Field

extension Spool {
    /// Rows that one call looks at.
    static let mostRowsLookedAt = 4_096

    /// Records that a hub does not have, oldest first, from behind `row` on (0: from the
    /// beginning), of one stream or of all. At least one, if there is one within reach; beyond
    /// that at most `bytes`. The page may be empty and not at the end: the next call goes on.
    package mutating func backlog(
        hub: Int, after row: Int64, of stream: Stream? = nil, atMost bytes: Int
    ) throws(SpoolFault) -> SpoolPage {
        let shelves = Shelf.of(stream)
        let floor = shelves.map { books.floors[hub][Int($0.stream.rawValue)] }.min() ?? 0
        var page = SpoolPage(last: max(row, floor))
        var settledSoFar = Set(shelves.map(\.stream))
        settledSoFar = settledSoFar.filter { row <= books.floors[hub][Int($0.rawValue)] }
        var (looked, room) = (0, bytes)
        var groups = try GroupCursor(database, shelves, after: page.last)
        while looked < Self.mostRowsLookedAt {
            guard let group = try groups.next(books) else {
                page.isAtEnd = true
                return page
            }
            let stream = group.shelf.stream
            for record in group.records {
                looked += 1
                if books.isSettled(record.sequence, record.line(group.shelf), hub: hub) {
                    if settledSoFar.contains(stream) { raiseFloor(hub, stream, to: record.place) }
                } else {
                    settledSoFar.remove(stream)
                    let found = try self.row(record, group.shelf)
                    guard page.rows.isEmpty || found.bytes <= room else { return page }
                    room -= found.bytes
                    page.rows.append(found)
                }
                page.last = record.place
            }
        }
        return page
    }

    private mutating func raiseFloor(_ hub: Int, _ stream: Stream, to row: Int64) {
        guard books.floors[hub][Int(stream.rawValue)] < row else { return }
        books.floors[hub][Int(stream.rawValue)] = row
        books.areFloorsSaved = false
    }

    /// A record with what its device is called.
    func row(_ record: Group.Record, _ shelf: Shelf) throws(SpoolFault) -> SpooledRow {
        guard let owner = books.devices[record.device]?.owner else { throw .damaged }
        return SpooledRow(
            row: record.place, epoch: owner.epoch,
            series: SeriesKey(device: owner.device, stream: shelf.stream),
            sequence: record.sequence, from: record.from, to: record.to, meta: record.meta,
            body: Array(record.body))
    }

    /// Records of one series by their numbers, whoever has them: ascending, at most `bytes` of
    /// them, and at least one if there is one.
    package func replay(
        epoch: String, _ series: SeriesKey, _ ranges: SequenceRanges, atMost bytes: Int
    ) throws(SpoolFault) -> [SpooledRow] {
        let owner = Books.Owner(epoch: epoch, device: series.device)
        guard let device = books.owners[owner] else { return [] }
        let line = Books.Line(device: device, stream: series.stream)
        var rows: [SpooledRow] = []
        for range in ranges.ranges where range.lowerBound <= UInt64(Int64.max) {
            for shelf in Shelf.of(series.stream) {
                try read(range, of: line, from: shelf, &rows, atMost: bytes)
            }
        }
        rows.sort { $0.sequence < $1.sequence }
        var room = bytes
        return Array(
            rows.prefix { row in
                defer { room -= row.bytes }
                return room == bytes || row.bytes <= room
            })
    }

    private func read(
        _ range: ClosedRange<UInt64>, of line: Books.Line, from shelf: Shelf,
        _ rows: inout [SpooledRow], atMost bytes: Int
    ) throws(SpoolFault) {
        let (low, high) = (Int64(clamping: range.lowerBound), Int64(clamping: range.upperBound))
        let first =
            try place(
                "first<=\(low) ORDER BY first DESC", line, shelf) ?? 0
        let last = try place("first>\(high) ORDER BY first", line, shelf) ?? Int64.max
        var groups = try GroupCursor(
            database, [shelf], after: max(0, first - 1), through: last)
        var room = bytes
        while room > 0, let group = try groups.next(books) {
            for record in group.records
            where record.device == line.device && range.contains(record.sequence) && room > 0 {
                let found = try row(record, shelf)
                room -= found.bytes
                rows.append(found)
            }
        }
    }

    /// Where the index by number says that something begins.
    private func place(
        _ condition: String, _ line: Books.Line, _ shelf: Shelf
    ) throws(SpoolFault) -> Int64? {
        try database.number(
            "SELECT row FROM block WHERE shelf=\(shelf.rawValue) AND device=\(line.device) "
                + "AND \(condition) LIMIT 1")
    }
}
