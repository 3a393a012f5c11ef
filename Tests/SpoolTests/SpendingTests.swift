// SPDX-License-Identifier: Apache-2.0
import Field
import Rig
import Spool
import Testing

/// What the month has cost is known to the next process.
@Suite struct SpendingTests {
    private static func spending(_ used: Int64) -> MonthSpending {
        var spending = MonthSpending()
        spending.month = CalendarMonth(of: Site.wall)
        (spending.used, spending.unplaced) = (used, 7)
        spending.former = CalendarMonth(number: 24_000)
        spending.formerUsed = 1 << 40
        return spending
    }

    @Test func `the last figure is found again, without a clean end and with one`() throws {
        let site = try Site()
        var first = Spool.open(site.settings, at: Site.wall)
        #expect(first.opening.spending == nil)
        for used in [100, 90, 1 << 50] as [Int64] {
            var batch = SpoolBatch()
            batch.spending = Self.spending(used)
            _ = try first.commit(batch, at: Site.now, wall: Site.wall)
        }
        try first.close()
        var next = Spool.open(site.settings, at: Site.wall)
        #expect(next.opening.spending == Self.spending(1 << 50))
        var batch = SpoolBatch()
        batch.spending = MonthSpending()
        #expect(!batch.isEmpty)
        _ = try next.commit(batch, at: Site.now, wall: Site.wall)
        try next.close()
        let last = Spool.open(site.settings, at: Site.wall)
        #expect(last.opening.spending == MonthSpending())
    }

    @Test func `a process that is killed leaves what was committed`() throws {
        let site = try Site()
        do {
            // Nothing is closed at its end.
            var spool = Spool.open(site.settings, at: Site.wall)
            var batch = SpoolBatch()
            batch.spending = Self.spending(4_711)
            _ = try spool.commit(batch, at: Site.now, wall: Site.wall)
        }
        let next = Spool.open(site.settings, at: Site.wall)
        #expect(next.opening.spending == Self.spending(4_711))
    }
}
