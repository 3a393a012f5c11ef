// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Spool
import Testing

/// What one sees who looks at a spool from outside.
@Suite struct LookTests {
    @Test func `one who looks at a spool in use sees one moment of it, and disturbs nobody`()
        throws
    {
        let site = try Site()
        let child = try SpoolChild.start(["run", site.path, "1", "1000000"])
        while let line = try child.next(within: .seconds(30)), !line.text.hasPrefix("held ") {}
        var kept: [SeriesKey: UInt64] = [:]
        var (seen, whole) = (0, 0)
        for round in 0..<6 {
            // It writes as fast as it can, or stands still in the middle of that.
            child.freeze(round % 2 == 1)
            let look: SpoolLook
            do {
                look = try Spool.look(at: site.path, size: 4 << 20)
            } catch SpoolFault.busy {
                #expect(round % 2 == 0, "nobody writes")
                continue
            }
            seen += 1
            #expect(look.isInUse)
            // Until room is needed nothing of it goes.
            let isWhole = look.state.usedBytes < look.state.limit / 2
            whole += isWhole ? 1 : 0
            for line in look.lines {
                let key = SeriesKey(device: line.device, stream: line.stream)
                #expect(!isWhole || line.last - line.first + 1 == line.kept, "\(line)")
                #expect(line.last >= kept[key] ?? 0 && line.waiting <= line.kept, "\(line)")
                kept[key] = line.last
            }
        }
        #expect(seen > 2 && whole > 0)
        child.freeze(false)
        child.stop(force: true)
        while let line = try child.next(within: .seconds(30)) {
            #expect(!line.text.hasPrefix("fault"), "\(line.text)")
        }
        let names = try File.names(in: site.directory.path, atMost: 20)
        #expect(!names.contains("spool.db-shm"))
        let look = try Spool.look(at: site.path, size: 4 << 20)
        #expect(look.isUnclean && !look.isInUse && !look.state.undelivered.isEmpty)
    }

    @Test func `each stream's records are counted, and what they take a day`() throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        _ = try spool.commit(Site.batch(1...3_600), at: Site.now, wall: Site.wall)
        var batch = SpoolBatch()
        batch.delivered = [
            DeliveredNumbers(
                hub: 0, epoch: spool.epoch, series: Site.series,
                numbers: SequenceRanges([1...3_000]))
        ]
        _ = try spool.commit(batch, at: Site.now, wall: Site.wall)
        let epoch = spool.epoch
        try spool.close()
        let look = try Spool.look(at: site.path, size: 16 << 20)
        let start = Site.wall.milliseconds
        #expect(
            look.lines == [
                SpoolLook.Line(
                    device: "aq-1", stream: .live, epoch: epoch, kept: 3_600, waiting: 600,
                    first: 1, last: 3_600, from: start + 1_000, to: start + 3_600_000)
            ])
        // As much as an hour took, 24 times; what waits takes its room.
        let daily = try #require(look.dailyBytes)
        let bytes = Double(File.size(site.path) ?? 0)
        #expect(daily > 12 * bytes && daily < 25 * bytes, "\(daily) of \(bytes)")
        let hours = try #require(look.state.autonomyHours)
        #expect(hours > 0.8 * 16e6 / daily * 24 && hours < 16.8e6 / daily * 24, "\(hours)")
        #expect(look.state.diskFullHours == nil && !look.isInUse && !look.isUnclean)
    }

    @Test func `what is damaged, foreign or of another version is told apart`() throws {
        let site = try Site()
        let spool = Spool.open(site.settings, at: Site.wall)
        try spool.close()
        let sound = try site.contents()["spool.db"] ?? []
        // Bytes 60 to 63 of the file are the layout's number, 68 to 71 the application's.
        for (place, fault) in [
            (63, SpoolFault.version(99)), (71, .misuse(code: 0)), (3, .damaged),
        ] {
            var bytes = sound
            bytes[place] = 99
            try File.write(bytes, to: site.path)
            let before = try site.contents()
            #expect(throws: fault) { try Spool.look(at: site.path, size: 1 << 20) }
            #expect(try site.contents() == before)
        }
        // The service sets it aside, and one who looks finds that.
        let next = Spool.open(site.settings, at: Site.wall)
        #expect(next.opening.how == .newEpoch(.damaged))
        #expect(Spool.relics(of: site.path).map(\.bytes) == [Int64(sound.count)])
    }
}
