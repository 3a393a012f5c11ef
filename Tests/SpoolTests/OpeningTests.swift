// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Spool
import Testing

/// What follows from what is found.
@Suite struct OpeningTests {
    private func delivered(
        _ spool: borrowing Spool, _ hub: Int, _ numbers: ClosedRange<UInt64>
    ) -> DeliveredNumbers {
        DeliveredNumbers(
            hub: hub, epoch: spool.epoch, series: Site.series, numbers: SequenceRanges([numbers]))
    }

    @Test func `what one of two hubs has without its being stored is declared all the same`() throws
    {
        let site = try Site()
        var settings = site.settings
        settings.hubs = ["city", "province"]
        var spool = Spool.open(settings, at: Site.wall)
        var batch = Site.batch(1...10)
        // 11 to 14 were sent and not stored: one hub has three of them, the other has two.
        batch.delivered = [delivered(spool, 0, 1...13), delivered(spool, 1, 11...12)]
        _ = try spool.commit(batch, at: Site.now, wall: Site.wall)
        let through = spool.reserved(Site.series)
        _ = consume spool

        var next = Spool.open(settings, at: Site.wall)
        for hub in 0...1 {
            let gap = next.gaps(for: hub, atMost: 10).first
            #expect(gap?.ranges == SequenceRanges([13...through]), "hub \(hub)")
        }
        let page = try next.backlog(hub: 1, after: 0, atMost: 1 << 20)
        #expect(page.rows.map(\.sequence) == Array(1...10))
        #expect(try next.backlog(hub: 0, after: 0, atMost: 1 << 20).rows.isEmpty)
    }

    @Test func `a record that was stored long ago is not taken for one that is missing`() throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        _ = try spool.commit(Site.batch(1...10), at: Site.now, wall: Site.wall)
        // Another device's records push it out of what an opening looks at.
        var many = SpoolBatch()
        let other = SeriesKey(device: "aq-2", stream: .live)
        for number in 1...UInt64(66_000) {
            many.rows.append(
                NewRow(
                    series: other, sequence: number, from: 0, to: 0, meta: "m", body: [0, 0, 0]))
            if many.rows.count == 6_600 {
                _ = try spool.commit(many, at: Site.now, wall: Site.wall)
                many.rows = []
            }
        }
        _ = consume spool

        var next = Spool.open(site.settings, at: Site.wall)
        #expect(next.opening.how == .recovered)
        let page = try next.backlog(hub: 0, after: 0, atMost: 1 << 10)
        #expect(page.rows.prefix(10).map(\.sequence) == Array(1...10))
        let gap = next.gaps(for: 0, atMost: 10).first { $0.device == "aq-1" }
        #expect(gap?.ranges.contains(11) == true)
    }

    @Test func `a damaged database declares no more than is not known to have come`() throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        var batch = Site.batch(1...40)
        batch.delivered = [delivered(spool, 0, 1...40)]
        _ = try spool.commit(batch, at: Site.now, wall: Site.wall)
        // Few are left: the epoch file is written, and says what the hub has.
        _ = try spool.commit(Site.batch(41...95), at: Site.now, wall: Site.wall)
        let (epoch, through) = (spool.epoch, spool.reserved(Site.series))
        _ = consume spool
        try File.write([UInt8](repeating: 7, count: 9_000), to: site.path)
        var next = Spool.open(site.settings, at: Site.wall)
        #expect(next.opening.how == .newEpoch(.damaged))
        let gap = next.gaps(for: 0, atMost: 10).first
        #expect(gap?.epoch == epoch && gap?.ranges == SequenceRanges([41...through]))
    }

    @Test func `a gap that a hub has is not told to it again before the disk knows`() throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        _ = try spool.commit(Site.batch(1...40), at: Site.now, wall: Site.wall)
        _ = consume spool
        try File.write([UInt8](repeating: 7, count: 9_000), to: site.path)
        var next = Spool.open(site.settings, at: Site.wall)
        let gaps = next.gaps(for: 0, atMost: 10)
        let first = try #require(gaps.first)
        var batch = SpoolBatch()
        batch.deliveredGaps = [DeliveredGap(hub: 0, id: first.id)]
        #expect(next.gaps(for: 0, atMost: 10, waiting: batch) == Array(gaps.dropFirst()))
        _ = try next.commit(batch, at: Site.now, wall: Site.wall)
        #expect(next.gaps(for: 0, atMost: 10) == Array(gaps.dropFirst()))
    }

    @Test func `a database that is damaged twice declares what both had`() throws {
        let site = try Site()
        var epochs: [String] = []
        for numbers in [1...UInt64(30), 1...20] {
            var spool = Spool.open(site.settings, at: Site.wall)
            _ = try spool.commit(Site.batch(numbers), at: Site.now, wall: Site.wall)
            epochs.append(spool.epoch)
            _ = consume spool
            try File.write([UInt8](repeating: 7, count: 9_000), to: site.path)
        }
        var last = Spool.open(site.settings, at: Site.wall)
        let gaps = last.gaps(for: 0, atMost: 10)
        for (epoch, count) in zip(epochs, [UInt64(30), 20]) {
            let told = gaps.filter { $0.epoch == epoch }
            #expect(told.contains { $0.ranges.contains(1) && $0.ranges.contains(count) })
        }
        // Once the hub has been told there is nothing to remember.
        var batch = SpoolBatch()
        batch.deliveredGaps = gaps.map { DeliveredGap(hub: 0, id: $0.id) }
        _ = try last.commit(batch, at: Site.now, wall: Site.wall)
        try last.close()
        let next = Spool.open(site.settings, at: Site.wall)
        let left = next.opening.gaps
        #expect(left == 0)
        _ = consume next
        try File.write([UInt8](repeating: 7, count: 9_000), to: site.path)
        var fourth = Spool.open(site.settings, at: Site.wall)
        let old = fourth.gaps(for: 0, atMost: 10).filter { epochs.contains($0.epoch) }
        #expect(old.isEmpty)
    }

    @Test func `a gap that no hub was told is declared again when the database is lost`() throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        var batch = Site.batch(1...10)
        batch.delivered = [delivered(spool, 0, 1...10)]
        _ = try spool.commit(batch, at: Site.now, wall: Site.wall)
        let (epoch, through) = (spool.epoch, spool.reserved(Site.series))
        _ = consume spool
        var second = Spool.open(site.settings, at: Site.wall)
        var more = Site.batch(through + 1...through + 60)
        more.delivered = [delivered(second, 0, through + 1...through + 60)]
        _ = try second.commit(more, at: Site.now, wall: Site.wall)
        _ = try second.commit(
            Site.batch(through + 61...through + 100), at: Site.now, wall: Site.wall)
        let secondEpoch = second.epoch
        #expect(secondEpoch == epoch)
        _ = consume second
        try File.write([UInt8](repeating: 7, count: 9_000), to: site.path)
        var last = Spool.open(site.settings, at: Site.wall)
        let gap = last.gaps(for: 0, atMost: 10).first
        #expect(gap?.ranges.first == 11, "\(String(describing: gap))")
    }

    @Test func `another machine's spool is set aside`() throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        _ = try spool.commit(Site.batch(1...10), at: Site.now, wall: Site.wall)
        let epoch = spool.epoch
        try spool.close()
        var settings = site.settings
        settings.binding = [4, 5, 6]
        var next = Spool.open(settings, at: Site.wall)
        #expect(next.opening.how == .newEpoch(.machine) && next.epoch != epoch)
        #expect(next.opening.setAside.last == site.path + ".damaged-1")
        #expect(try next.backlog(hub: 0, after: 0, atMost: 1 << 20).rows.isEmpty)
        try next.close()
        let last = Spool.open(settings, at: Site.wall)
        #expect(last.opening.how == .resumed)
    }

    @Test func `an older database begins a new epoch, and keeps its records`() throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        _ = try spool.commit(Site.batch(1...10), at: Site.now, wall: Site.wall)
        try spool.close()
        let old = try site.contents()["spool.db"] ?? []
        var second = Spool.open(site.settings, at: Site.wall)
        _ = try second.commit(Site.batch(11...30), at: Site.now, wall: Site.wall)
        let epoch = second.epoch
        try second.close()
        try File.write(old, to: site.path)
        var next = Spool.open(site.settings, at: Site.wall)
        #expect(next.opening.how == .newEpoch(.backup) && next.epoch != epoch)
        let page = try next.backlog(hub: 0, after: 0, atMost: 1 << 20)
        #expect(page.rows.map(\.sequence) == Array(1...10))
        let gap = next.gaps(for: 0, atMost: 10).first
        #expect(gap?.epoch == epoch && gap?.ranges.contains(11) == true)
        #expect(gap?.ranges.contains(30) == true)
    }

    @Test func `an older epoch file is recognised, whatever it allows`() throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        _ = try spool.commit(Site.batch(1...10), at: Site.now, wall: Site.wall)
        let old = try site.contents().filter { $0.key.contains("epoch") }
        _ = try spool.commit(Site.batch(11...65), at: Site.now, wall: Site.wall)
        #expect(try site.contents().filter { $0.key.contains("epoch") } != old)
        let epoch = spool.epoch
        _ = consume spool
        try site.put(old)
        let next = Spool.open(site.settings, at: Site.wall)
        #expect(next.opening.how == .newEpoch(.backup) && next.epoch != epoch)
    }

    @Test func `where there is not even memory every commit is refused`() throws {
        let site = try Site()
        var spool = Spool.refusing(site.settings, because: .noMemory, at: Site.wall)
        #expect(!spool.opening.isDurable && !spool.opening.notes.isEmpty)
        var faults = 0
        do { _ = try spool.commit(Site.batch(1...2), at: Site.now, wall: Site.wall) } catch {
            faults += error == .noMemory ? 1 : 0
        }
        do { _ = try spool.state(at: Site.now) } catch { faults += error == .noMemory ? 1 : 0 }
        do { _ = try spool.backlog(hub: 0, after: 0, atMost: 1_000) } catch {
            faults += error == .noMemory ? 1 : 0
        }
        let (session, grants) = (try spool.nextSession(), try spool.reserve([Site.series]))
        #expect(session == 1 && grants.first?.next == 3)
        do { try spool.close() } catch { faults += error == .noMemory ? 1 : 0 }
        #expect(faults == 4)
    }

    @Test func `a lowered limit is kept from the next opening on`() throws {
        let site = try Site()
        var settings = site.settings
        settings.size = 8 << 20
        var spool = Spool.open(settings, at: Site.wall)
        for start in stride(from: UInt64(1), through: 40_001, by: 2_000) {
            _ = try spool.commit(
                Site.noise(start...start + 1_999), at: Site.now, wall: Site.wall)
        }
        try spool.close()
        #expect((File.size(site.path) ?? 0) > 1 << 20)
        settings.size = 1 << 20
        var next = Spool.open(settings, at: Site.wall)
        #expect(next.opening.how == .resumed && next.opening.isDurable)
        let names = try File.names(in: site.directory.path, atMost: 100)
        let bytes = names.filter { !$0.contains("epoch") }.reduce(0) {
            $0 + (File.size(site.directory.file($1)) ?? 0)
        }
        #expect(bytes <= settings.size)
        var held = try Site.backlog(&next)
        #expect(held.count > 1_000 && held.count < 40_000)
        for gap in next.gaps(for: 0, atMost: 100) { held.formUnion(gap.ranges) }
        #expect(held == SequenceRanges([1...42_000]), "all held or declared")
        _ = try next.commit(Site.batch(42_001...42_100), at: Site.now, wall: Site.wall)
    }

    @Test func `places are not used again when all records have gone`() throws {
        let site = try Site()
        var settings = site.settings
        settings.keep = [.live: .seconds(1), .window: .seconds(1), .event: .seconds(1)]
        var spool = Spool.open(settings, at: Site.wall)
        var batch = Site.batch(1...50)
        batch.delivered = [delivered(spool, 0, 1...50)]
        _ = try spool.commit(batch, at: Site.now, wall: Site.wall)
        var gone = SpoolBatch()
        gone.deliveredGaps = [DeliveredGap(hub: 0, id: 1)]
        _ = try spool.commit(
            gone, at: Site.now + .seconds(100),
            wall: WallTime(nanoseconds: Site.wall.nanoseconds + 1_000_000_000_000))
        #expect(
            try spool.replay(
                epoch: spool.epoch, Site.series, SequenceRanges([1...50]), atMost: 1 << 20
            ).isEmpty)
        try spool.close()
        var next = Spool.open(settings, at: Site.wall)
        _ = try next.commit(Site.batch(51...52), at: Site.now, wall: Site.wall)
        #expect(try Site.backlog(&next) == SequenceRanges([51...52]))
    }
}
