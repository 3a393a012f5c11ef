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
            let low = max(page.last, Int64(clamping: range.lowerBound) - 1)
            let high = Int64(clamping: range.upperBound)
            var groups = try GroupCursor(database, Shelf.allCases, after: low, through: high)
            while let group = try groups.next(books) {
                for record in group.records where record.place <= high {
                    looked += 1
                    if StoredRecord.isUnsynced(record.body) {
                        let found = try self.row(record, group.shelf)
                        guard page.rows.isEmpty || found.bytes <= room else { return page }
                        room -= found.bytes
                        page.rows.append(found)
                    }
                    page.last = record.place
                }
                if looked >= Self.mostRowsLookedAt { return page }
            }
        }
        page.isAtEnd = true
        return page
    }

    /// Whether there may be such records.
    package var hasRestampable: Bool { !books.unsynced.isEmpty }
}
