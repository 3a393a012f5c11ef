// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Spool
import Testing

@Suite struct SpoolTests {
    @Test func `what is committed is there again, in its order and with its numbers going on`()
        throws
    {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        #expect(spool.opening.how == .fresh && spool.opening.isDurable)
        _ = try spool.commit(Site.batch(1...100), at: Site.now, wall: Site.wall)
        let epoch = spool.epoch
        try spool.close()

        var next = Spool.open(site.settings, at: Site.wall)
        #expect(next.opening.how == .resumed && next.epoch == epoch)
        #expect(next.opening.grants.first?.next == 101)
        #expect(next.gaps(for: 0, atMost: 10).isEmpty)
        let page = try next.backlog(hub: 0, after: 0, atMost: 1 << 20)
        #expect(page.rows.map(\.sequence) == Array(1...100) && page.isAtEnd)
        #expect(page.rows.first?.body == Site.body(1))
        let meta = try next.meta(page.rows[0].meta)
        #expect(meta?.name == "1f0c9a2b" && meta?.points == ["pm2_5"])
    }

    @Test func `what a hub has is not sent again, and replayed when asked for`() throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        _ = try spool.commit(Site.batch(1...300), at: Site.now, wall: Site.wall)
        var batch = SpoolBatch()
        batch.delivered = [
            DeliveredNumbers(
                hub: 0, epoch: spool.epoch, series: Site.series,
                numbers: SequenceRanges([1...100, 150...160]))
        ]
        _ = try spool.commit(batch, at: Site.now, wall: Site.wall)
        let page = try spool.backlog(hub: 0, after: 0, atMost: 1 << 20)
        #expect(page.rows.map(\.sequence) == Array(101...149) + Array(161...300))
        let replayed = try spool.replay(
            epoch: spool.epoch, Site.series, SequenceRanges([60...70, 155...155]),
            atMost: 1 << 20)
        #expect(replayed.map(\.sequence) == Array(60...70) + [155])
        let few = try spool.backlog(hub: 0, after: page.rows[2].row, atMost: 1)
        #expect(few.rows.map(\.sequence) == [104] && !few.isAtEnd)
    }

    @Test func `after an unclean stop the rest of the block is declared, and numbers go on`() throws
    {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        _ = try spool.commit(Site.batch(1...10), at: Site.now, wall: Site.wall)
        let through = spool.reserved(Site.series)
        _ = consume spool

        var next = Spool.open(site.settings, at: Site.wall)
        #expect(next.opening.how == .recovered)
        let gaps = next.gaps(for: 0, atMost: 10)
        #expect(gaps.map(\.ranges) == [SequenceRanges([11...through])])
        #expect(gaps.first?.reason == .uncleanStop)
        #expect(next.opening.grants.first?.next == through + 1)
        let page = try next.backlog(hub: 0, after: 0, atMost: 1 << 20)
        #expect(page.rows.count == 10)
    }

    @Test func `a damaged database is set aside and declared, and an epoch begins`() throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        _ = try spool.commit(Site.batch(1...100), at: Site.now, wall: Site.wall)
        let epoch = spool.epoch
        try spool.close()
        try File.write(Array("no database at all, but long enough".utf8), to: site.path)

        var next = Spool.open(site.settings, at: Site.wall)
        #expect(next.opening.how == .newEpoch(.damaged) && next.opening.isDurable)
        #expect(next.epoch != epoch)
        #expect(File.exists(site.path + ".damaged-1"))
        let gap = next.gaps(for: 0, atMost: 10).first
        #expect(gap?.epoch == epoch && gap?.ranges == SequenceRanges([1...100]))
        #expect(gap?.reason == .spoolDamaged)
    }

    @Test func `without a directory it runs in memory, and says so`() throws {
        let site = try Site()
        var settings = site.settings
        settings.path = site.path + "/none/spool.db"
        var spool = Spool.open(settings, at: Site.wall)
        #expect(!spool.opening.isDurable && spool.opening.notes.count == 1)
        _ = try spool.commit(Site.batch(1...100), at: Site.now, wall: Site.wall)
        let page = try spool.backlog(hub: 0, after: 0, atMost: 1 << 20)
        #expect(page.rows.count == 100)
    }

    @Test func `a full spool stays below its size, and declares what it drops`() throws {
        let site = try Site()
        var settings = site.settings
        settings.size = 1 << 20
        var spool = Spool.open(settings, at: Site.wall)
        var (lost, next) = (0, UInt64(1))
        for _ in 0..<600 {
            let commit = try spool.commit(
                Site.noise(next...next + 99), at: Site.now, wall: Site.wall)
            lost += commit.lost
            next += 100
            let bytes = (File.size(site.path) ?? 0) + (File.size(site.path + "-wal") ?? 0)
            #expect(bytes <= settings.size)
        }
        var held = SequenceRanges()
        var after: Int64 = 0
        while true {
            let page = try spool.backlog(hub: 0, after: after, atMost: 1 << 16)
            for row in page.rows { held.insert(row.sequence) }
            after = page.last
            if page.isAtEnd { break }
        }
        let gaps = spool.gaps(for: 0, atMost: 100)
        try #require(lost > 0 && gaps.count == 1)
        held.formUnion(gaps[0].ranges)
        #expect(held == SequenceRanges([1...next - 1]), "all held or declared")
        #expect(gaps[0].count == UInt64(lost))
    }
}
