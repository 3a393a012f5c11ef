// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Spool
import Testing

/// What is there before it is needed, and what a kill leaves of it.
@Suite struct AheadTests {
    @Test func `a fast series has more numbers ahead, and more as soon as half are used`() throws {
        let site = try Site()
        var settings = site.settings
        settings.ahead = [Site.series: 600]
        var spool = Spool.open(settings, at: Site.wall)
        let slow = SeriesKey(device: "aq-2", stream: .live)
        let granted = try spool.reserve([Site.series, slow])
        #expect(granted.map { $0.through - $0.next + 1 } == [600, 64])
        let half = try spool.commit(Site.batch(1...300), at: Site.now, wall: Site.wall)
        #expect(half.grants.isEmpty)
        let more = try spool.commit(Site.batch(301...301), at: Site.now, wall: Site.wall)
        #expect(more.grants.map(\.through) == [901])
        #expect(spool.reserved(slow) == 64)
    }

    @Test func `no series has more than 1,024 ahead, whoever wants them`() throws {
        let site = try Site()
        var settings = site.settings
        settings.ahead = [Site.series: .max]
        var spool = Spool.open(settings, at: Site.wall)
        #expect(try spool.reserve([Site.series]).first?.through == 1_024)
    }

    @Test func `what a kill may have cost is told with the time since the last record`() throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        _ = try spool.commit(Site.batch(1...10), at: Site.now, wall: Site.wall)
        _ = consume spool
        let start = WallTime(nanoseconds: Site.wall.nanoseconds + 60_000_000_000)
        var next = Spool.open(site.settings, at: start)
        let gap = try #require(next.gaps(for: 0, atMost: 10).first)
        #expect(gap.from == Site.wall.milliseconds + 10_000)
        #expect(gap.to == start.milliseconds)
    }

    /// Otherwise an agent that is ended again and again within the minute never gets on.
    @Test func `much that the hub has is written at once`() throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        _ = try spool.commit(Site.batch(1...3_000), at: Site.now, wall: Site.wall)
        for numbers in [1...UInt64(1_000), 1_001...1_100, 1_101...1_200] {
            var batch = SpoolBatch()
            batch.delivered = [
                DeliveredNumbers(
                    hub: 0, epoch: spool.epoch, series: Site.series,
                    numbers: SequenceRanges([numbers]))
            ]
            _ = try spool.commit(batch, at: Site.now + .seconds(1), wall: Site.wall)
        }
        _ = consume spool
        var next = Spool.open(site.settings, at: Site.wall)
        let page = try next.backlog(hub: 0, after: 0, atMost: 1 << 10)
        #expect(page.rows.first?.sequence == 1_101, "the last hundred were not worth it")
    }
}
