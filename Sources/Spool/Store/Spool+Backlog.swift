// SPDX-License-Identifier: Apache-2.0
package import Field

extension Spool {
    /// Rows that one call looks at.
    static let mostRowsLookedAt = 4_096

    static let columns = "id, device, seq, start, length, meta, body"

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
        let statement = try database.prepare(Self.query(shelves))
        try statement.bind(.integer(page.last), .integer(Int64(Self.mostRowsLookedAt)))
        while try statement.step() {
            let line = Books.Line(
                device: statement.integer(1),
                stream: Shelf(rawValue: Int(statement.integer(7)))?.stream ?? .live)
            let place = statement.integer(0)
            let sequence = UInt64(clamping: statement.integer(2))
            looked += 1
            if books.isSettled(sequence, line, hub: hub) {
                if settledSoFar.contains(line.stream) { raiseFloor(hub, line.stream, to: place) }
            } else {
                settledSoFar.remove(line.stream)
                let found = try self.row(statement, line)
                guard page.rows.isEmpty || found.bytes <= room else { return page }
                room -= found.bytes
                page.rows.append(found)
            }
            page.last = place
        }
        page.isAtEnd = looked < Self.mostRowsLookedAt
        return page
    }

    private mutating func raiseFloor(_ hub: Int, _ stream: Stream, to row: Int64) {
        guard books.floors[hub][Int(stream.rawValue)] < row else { return }
        books.floors[hub][Int(stream.rawValue)] = row
        books.areFloorsSaved = false
    }

    /// The tables merged by their rows' places.
    static func query(_ shelves: [Shelf], _ condition: String = "id>?1") -> String {
        shelves.map { "SELECT \(columns), \($0.rawValue) FROM \($0.table) WHERE \(condition)" }
            .joined(separator: " UNION ALL ") + " ORDER BY id LIMIT ?2"
    }

    /// A record that is not what was written is a fault of the whole database: nobody knows
    /// whose it was.
    func row(
        _ statement: borrowing Statement, _ line: Books.Line
    ) throws(SpoolFault) -> SpooledRow {
        guard let owner = books.devices[line.device]?.owner else { throw .damaged }
        let series = SeriesKey(device: owner.device, stream: line.stream)
        let (number, from, length) = (
            statement.integer(2), statement.integer(3), statement.integer(4)
        )
        let seal = Seal(
            owner.epoch, series, number, from, length: length, meta: statement.integer(5))
        guard let body = statement.blob(6).unsealed(seal) else { throw .damaged }
        return SpooledRow(
            row: statement.integer(0), epoch: owner.epoch, series: series,
            sequence: UInt64(clamping: number), from: from, to: from &+ length,
            meta: statement.integer(5), body: body)
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
        let statement = try database.prepare(
            "SELECT \(Self.columns) FROM \(shelf.table) WHERE id>=? AND id<=? AND device=? "
                + "AND seq BETWEEN ? AND ? ORDER BY id")
        try statement.bind(
            .integer(first), .integer(last), .integer(line.device), .integer(low),
            .integer(high))
        var room = bytes
        while room > 0, try statement.step() {
            let found = try row(statement, line)
            room -= found.bytes
            rows.append(found)
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
