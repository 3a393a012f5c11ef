// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Spool {
    /// Records that say `unsynced`, oldest first, from behind `row` on (0: from the beginning):
    /// the boot that each was taken in stands in its body. Once they have their times they go
    /// into `SpoolBatch.restamped`, and are not told here any more. At least one, if there is
    /// one; beyond that at most `bytes`.
    package func restampable(
        after row: Int64, atMost bytes: Int
    ) throws(SpoolFault) -> SpoolPage {
        var page = SpoolPage(last: row)
        var (room, looked) = (bytes, 0)
        for range in books.unsynced.ranges where range.upperBound > UInt64(clamping: page.last) {
            let statement = try database.prepare(
                Self.query(Shelf.allCases, "id>?1 AND id<=?3"))
            let low = max(page.last, Int64(clamping: range.lowerBound) - 1)
            try statement.bind(
                .integer(low), .integer(Int64(Self.mostRowsLookedAt)),
                .integer(Int64(clamping: range.upperBound)))
            while try statement.step() {
                looked += 1
                let stream = Shelf(rawValue: Int(statement.integer(7)))?.stream ?? .live
                let line = Books.Line(device: statement.integer(1), stream: stream)
                let found = try self.row(statement, line)
                if StoredRecord.isUnsynced(found.body) {
                    guard page.rows.isEmpty || found.bytes <= room else { return page }
                    room -= found.bytes
                    page.rows.append(found)
                }
                page.last = found.row
            }
            guard looked < Self.mostRowsLookedAt else { return page }
        }
        page.isAtEnd = true
        return page
    }

    /// Whether there may be such records.
    package var hasRestampable: Bool { !books.unsynced.isEmpty }
}
