// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Spool
import Testing

/// What is asked of a spool beside its records.
@Suite struct StoreTests {
    @Test func `a record whose meta is not known is kept, and waits for it`() throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        var batch = Site.batch(1...3)
        let metas = batch.metas
        batch.metas = []
        let first = try spool.commit(batch, at: Site.now, wall: Site.wall)
        #expect(first.unknownMetas == ["aq-1"])
        let page = try spool.backlog(hub: 0, after: 0, atMost: 1 << 20)
        try #require(page.rows.count == 3)
        let unknown = try spool.meta(page.rows[0].meta)
        #expect(unknown?.isKnown == false && unknown?.name == "1f0c9a2b")
        try spool.close()

        var next = Spool.open(site.settings, at: Site.wall)
        #expect(next.opening.metas.isEmpty)
        var again = Site.batch(4...5)
        again.metas = []
        #expect(
            try next.commit(again, at: Site.now, wall: Site.wall).unknownMetas == ["aq-1"])
        var late = SpoolBatch()
        late.metas = metas
        _ = try next.commit(late, at: Site.now, wall: Site.wall)
        let known = try next.meta(page.rows[0].meta)
        #expect(known?.isKnown == true && known?.points == ["pm2_5"])
        try next.close()
        let last = Spool.open(site.settings, at: Site.wall)
        #expect(last.opening.metas["aq-1"]?.points == ["pm2_5"])
    }

    @Test func `what was taken without a clock is told until it has its time`() throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        _ = try spool.commit(Site.batch(1...5), at: Site.now, wall: Site.wall)
        let taken = Uptime(boot: 77, at: Site.now)
        let content = StoredRecord.Content.live(LiveContent(values: [], isFull: false))
        var batch = Site.batch(6...9)
        for index in batch.rows.indices {
            batch.rows[index].body =
                StoredRecord(content, clock: .unsynced(taken: taken)).packed
        }
        _ = try spool.commit(batch, at: Site.now, wall: nil)
        _ = try spool.commit(Site.batch(10...20), at: Site.now, wall: Site.wall)
        var all = SpoolBatch()
        all.delivered = [
            DeliveredNumbers(
                hub: 0, epoch: spool.epoch, series: Site.series,
                numbers: SequenceRanges([1...20]))
        ]
        _ = try spool.commit(all, at: Site.now, wall: Site.wall)
        try spool.close()

        var next = Spool.open(site.settings, at: Site.wall)
        let hasSome = next.hasRestampable
        #expect(hasSome)
        let page = try next.restampable(after: 0, atMost: 1 << 20)
        #expect(page.rows.map(\.sequence) == [6, 7, 8, 9] && page.isAtEnd)
        #expect(
            try next.restampable(after: page.rows[1].row, atMost: 1).rows.map(\.sequence) == [8])
        var timed = SpoolBatch()
        timed.restamped = page.rows.dropLast().map {
            RestampedRow(
                row: $0.row, from: 42, to: 43,
                body: StoredRecord(content, clock: .restamped).packed)
        }
        _ = try next.commit(timed, at: Site.now, wall: Site.wall)
        #expect(
            try next.restampable(after: 0, atMost: 1 << 20).rows.map(\.sequence) == [9])
        let again = try next.backlog(hub: 0, after: 0, atMost: 1 << 20)
        #expect(again.rows.map(\.sequence) == [6, 7, 8], "sent again")
        #expect(again.rows.first?.from == 42 && again.rows.first?.to == 43)
    }

    @Test func `it says what is undelivered, since when, and for how long there is room`() throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        _ = try spool.commit(Site.batch(1...100), at: Site.now, wall: Site.wall)
        #expect(try spool.state(at: Site.now).autonomyHours == nil)
        var batch = Site.batch(101...200)
        batch.delivered = [
            DeliveredNumbers(
                hub: 0, epoch: spool.epoch, series: Site.series, numbers: SequenceRanges([1...30]))
        ]
        _ = try spool.commit(batch, at: Site.now + .seconds(600), wall: Site.wall)
        let state = try spool.state(at: Site.now + .seconds(600))
        #expect(state.undelivered == [.live: 170])
        #expect(state.oldestUndelivered == Site.wall.milliseconds + 31_000)
        #expect(state.limit == 16 << 20 && state.usedBytes < state.limit / 8)
        let hours = try #require(state.autonomyHours)
        // A hundred records each ten minutes, some five bytes each when they are deflated.
        #expect(hours > 500 && hours < 20_000, "\(hours)")
        #expect((state.diskFreeBytes ?? 0) > 0)
    }

    @Test(arguments: [true, false])
    func `one who looks changes nothing`(_ isClosed: Bool) throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        _ = try spool.commit(Site.batch(1...100), at: Site.now, wall: Site.wall)
        var batch = SpoolBatch()
        batch.gaps = [
            GapRecord(
                id: 5, epoch: spool.epoch, device: "aq-1", stream: .live, from: 1, to: 2,
                ranges: SequenceRanges(), reason: .ringFull, readings: 240)
        ]
        _ = try spool.commit(batch, at: Site.now, wall: Site.wall)
        let epoch = spool.epoch
        if isClosed { try spool.close() } else { _ = consume spool }
        let before = try site.contents()
        let look = try Spool.look(at: site.path, size: 16 << 20)
        #expect(look.epoch == epoch && look.hubs == ["city"] && look.isUnclean != isClosed)
        #expect(look.gaps.map(\.readings) == [240])
        #expect(look.state.undelivered == [.live: 100])
        #expect(look.state.oldestUndelivered == Site.wall.milliseconds + 1_000)
        #expect(try site.contents() == before)
        #expect(throws: SpoolFault.denied) {
            try Spool.look(at: site.directory.file("none.db"), size: 1 << 20)
        }
        #expect(try site.contents() == before)
    }

    @Test func `a foreign SQLite reads the file`() throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        _ = try spool.commit(Site.batch(1...300), at: Site.now, wall: Site.wall)
        try spool.close()
        let script = """
            import sqlite3, sys, zlib
            base = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
            print(*[row[0] for row in base.execute("PRAGMA integrity_check")])
            bodies = b""
            for body, in base.execute("SELECT body FROM live ORDER BY id"):
                content, form = body[1:-4], body[0]
                bodies += zlib.decompress(content, -15) if form else content
            print(bodies.count(bytes.fromhex(sys.argv[2])))
            print(*base.execute("SELECT name, points FROM meta").fetchone())
            print(bytes(base.execute("SELECT payload FROM meta").fetchone()[0][:-2]).decode())
            """
        let start = Digest.hex(Site.body(1).prefix(4))
        let python = try Program("/usr/bin/python3", ["-c", script, site.path, start])
        let (ending, output) = try python.finish(within: .seconds(30))
        #expect(ending == .exit(0), "\(python.said)")
        #expect(output == ["ok", "300", "1f0c9a2b pm2_5", "{}"])
    }

    @Test func `a batch that is too large is refused, and nothing of it counts`() throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        _ = try spool.commit(Site.batch(1...10), at: Site.now, wall: Site.wall)
        var large = Site.batch(11...20)
        large.rows[0].body = [UInt8](repeating: 1, count: spool.mostBatchBytes)
        #expect(throws: SpoolFault.full) {
            _ = try spool.commit(large, at: Site.now, wall: Site.wall)
        }
        #expect(try Site.backlog(&spool) == SequenceRanges([1...10]))
        try spool.close()
        // Used is used: somebody may have been sent them.
        let next = Spool.open(site.settings, at: Site.wall)
        #expect(next.opening.grants.first?.next == 21)
    }

    @Test func `a bit that has turned over in a record is never published`() throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        _ = try spool.commit(Site.batch(1...50), at: Site.now, wall: Site.wall)
        try spool.close()
        let sound = try site.contents()
        let bytes = sound["spool.db"] ?? []
        var isFound = false
        for place in stride(from: 100, to: bytes.count, by: 61) {
            let other = try Site()
            var files = sound
            files["spool.db"]?[place] ^= 1 << UInt8(place % 8)
            try other.put(files)
            var next = Spool.open(other.settings, at: Site.wall)
            if next.opening.how == .newEpoch(.damaged) { isFound = true }
            do {
                for row in try next.backlog(hub: 0, after: 0, atMost: 1 << 20).rows {
                    #expect(row.body == Site.body(row.sequence), "byte \(place)")
                    #expect(row.from == Site.batch(row.sequence...row.sequence).rows[0].from)
                }
            } catch SpoolFault.damaged {
                isFound = true
                let fresh = next.setAside(at: Site.wall)
                #expect(fresh.opening.how == .newEpoch(.damaged) && fresh.opening.isDurable)
            }
        }
        #expect(isFound)
    }
}
