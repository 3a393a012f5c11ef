// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Spool
import Testing

/// What the spool remembers of the hub's commands, finds for them, and may let go of first.
@Suite struct CommandTests {
    private static func delivered(
        _ numbers: ClosedRange<UInt64>, _ spool: borrowing Spool
    ) -> DeliveredNumbers {
        DeliveredNumbers(
            hub: 0, epoch: spool.epoch, series: Site.series, numbers: SequenceRanges([numbers]))
    }

    private static func commit(
        _ batch: SpoolBatch, _ spool: inout Spool, at seconds: Int64 = 0
    ) throws -> SpoolCommit {
        try spool.commit(batch, at: Site.now + .seconds(seconds), wall: Site.wall)
    }

    @Test func `a command is remembered by the next process until it is forgotten`() throws {
        let site = try Site()
        var batch = SpoolBatch()
        batch.commands = ["a", "b", "a"].map { SeenCommand(id: $0, until: 7) }
        let answered = SeenCommand(id: "b", until: 7, isAnswered: true, rows: 9, bytes: 300)
        batch.commands.append(answered)
        do {
            // Nothing is closed at its end.
            var spool = Spool.open(site.settings, at: Site.wall)
            _ = try Self.commit(batch, &spool)
        }
        var next = Spool.open(site.settings, at: Site.wall)
        #expect(next.opening.commands == [SeenCommand(id: "a", until: 7), answered])
        batch = SpoolBatch()
        batch.forgottenCommands = ["a", "x"]
        _ = try Self.commit(batch, &next)
        try next.close()
        let last = Spool.open(site.settings, at: Site.wall)
        #expect(last.opening.commands.map(\.id) == ["b"])
    }

    /// The body was once the end of its time alone; it is written here by another hand, with its
    /// CRC-16/ARC.
    @Test func `a command as an older spool holds it counts as answered`() throws {
        let site = try Site()
        try Spool.open(site.settings, at: Site.wall).close()
        let script = """
            import sqlite3, sys
            def seal(content):
                sum = 0xFFFF
                for byte in content:
                    sum ^= byte
                    for _ in range(8):
                        sum = sum >> 1 ^ (0xA001 if sum & 1 else 0)
                return sum.to_bytes(2, "little")
            base = sqlite3.connect(sys.argv[1])
            for id, body in [("old", b"\\x07"), ("answered", b"\\x08\\x01\\x02\\x03")]:
                sealed = body + seal(b"command " + id.encode() + body)
                base.execute("INSERT INTO command VALUES(?,?)", (id, sealed))
            base.commit()
            """
        let python = try Program("/usr/bin/python3", ["-c", script, site.path])
        let (ending, _) = try python.finish(within: .seconds(30))
        #expect(ending == .exit(0), "\(python.said)")
        let spool = Spool.open(site.settings, at: Site.wall)
        #expect(spool.opening.how == .resumed)
        #expect(
            spool.opening.commands == [
                SeenCommand(id: "answered", until: 8, isAnswered: true, rows: 2, bytes: 3),
                SeenCommand(id: "old", until: 7, isAnswered: true),
            ])
    }

    @Test func `a replay finds what is here, page by page, and says what is gone`() throws {
        let site = try Site()
        var settings = site.settings
        settings.keep = [.live: .seconds(0)]
        var spool = Spool.open(settings, at: Site.wall)
        // Of 1 to 2,000 the hub has the first 700, which are kept no longer; 1,500 to 1,600 never
        // were, and are declared.
        _ = try Self.commit(Site.batch(1...700), &spool)
        var batch = SpoolBatch()
        batch.delivered = [Self.delivered(1...700, spool)]
        _ = try Self.commit(batch, &spool, at: 61)
        let late = WallTime(nanoseconds: Site.wall.nanoseconds + 3_600 * 1_000_000_000)
        batch = Site.batch(701...1_499)
        _ = try spool.commit(batch, at: Site.now + .seconds(200), wall: late)
        _ = try Self.commit(Site.batch(1_601...2_000), &spool, at: 201)
        var (found, gone) = (SequenceRanges(), SequenceRanges())
        var left = SequenceRanges([400...900, 1_450...1_700, 1_990...5_000])
        var pages = 0
        while !left.isEmpty {
            let page = try spool.replayPage(
                epoch: spool.epoch, Site.series, left, atMost: 4_096)
            #expect(page.isKnown && page.rows.reduce(0) { $0 + $1.body.count } <= 4_096)
            for row in page.rows { found.insert(row.sequence) }
            #expect(page.rows.map(\.sequence) == page.rows.map(\.sequence).sorted())
            gone.formUnion(page.gone)
            guard page.through < .max else { break }
            let rest = left.intersection(SequenceRanges([page.through + 1...UInt64.max]))
            #expect(rest.count < left.count, "it goes on")
            left = rest
            pages += 1
        }
        #expect(found.ranges == [701...900, 1_450...1_499, 1_601...1_700, 1_990...2_000])
        #expect(gone.ranges == [400...700], "what is not known to be held is not said to be gone")
        #expect((5...60).contains(pages))
        let other = try spool.replayPage(
            epoch: "never", Site.series, SequenceRanges([1...9]), atMost: 4_096)
        #expect(!other.isKnown && other.rows.isEmpty && other.gone.isEmpty)
    }

    @Test func `what waits to be declared is not said to be gone again`() throws {
        let site = try Site()
        var spool = Spool.open(site.settings, at: Site.wall)
        var batch = Site.batch(1...9)
        batch.gaps = [
            GapRecord(
                id: 1, epoch: spool.epoch, device: "aq-1", stream: .live, from: 1, to: 2,
                ranges: SequenceRanges([10...20]), reason: .notStored)
        ]
        _ = try Self.commit(batch, &spool)
        let asked = SequenceRanges([5...30])
        let page = try spool.replayPage(
            epoch: spool.epoch, Site.series, asked, atMost: 1 << 20)
        #expect(page.rows.map(\.sequence) == [5, 6, 7, 8, 9] && page.gone.isEmpty)
        batch = SpoolBatch()
        batch.deliveredGaps = [DeliveredGap(hub: 0, id: 1)]
        _ = try Self.commit(batch, &spool)
        let later = try spool.replayPage(
            epoch: spool.epoch, Site.series, SequenceRanges([10...30]), atMost: 1 << 20)
        #expect(later.gone.ranges == [10...20])
    }

    /// Fills a spool until something has to go; the numbers of two devices that are left.
    private static func leftAfterFilling(
        custody: (inout SpoolBatch) -> Void
    ) throws -> [SequenceRanges] {
        let site = try Site()
        var settings = site.settings
        settings.size = SpoolSettings.leastSize
        var spool = Spool.open(settings, at: Site.wall)
        let keys = ["aq-1", "aq-2"].map { SeriesKey(device: $0, stream: .live) }
        func rows(_ key: SeriesKey, _ numbers: ClosedRange<UInt64>) -> [NewRow] {
            // Bodies that cannot be deflated.
            numbers.map { number in
                var random = SplitMix(seed: number)
                return NewRow(
                    series: key, sequence: number, from: 1, to: 1, meta: "m",
                    body: (0..<290).map { _ in UInt8(random.below(256)) })
            }
        }
        // The hub has acknowledged all of aq-1, and then two thirds of aq-2.
        var batch = SpoolBatch()
        for key in keys {
            for start in stride(from: UInt64(1), to: 300, by: 50) {
                batch = SpoolBatch()
                batch.rows = rows(key, start...start + 49)
                _ = try commit(batch, &spool)
            }
        }
        batch = SpoolBatch()
        for (key, last) in zip(keys, [300, 200] as [UInt64]) {
            batch.delivered.append(
                DeliveredNumbers(
                    hub: 0, epoch: spool.epoch, series: key,
                    numbers: SequenceRanges([1...last])))
        }
        custody(&batch)
        _ = try commit(batch, &spool, at: 1)
        var next: UInt64 = 1
        let third = SeriesKey(device: "aq-3", stream: .live)
        func count() throws -> [SequenceRanges] {
            try keys.map { key in
                let all = SequenceRanges([1...300])
                let rows = try spool.replay(epoch: spool.epoch, key, all, atMost: 1 << 24)
                return SequenceRanges(rows.map { $0.sequence...$0.sequence })
            }
        }
        while try count().reduce(0, { $0 + $1.count }) == 600 {
            batch = SpoolBatch()
            batch.rows = rows(third, next...next + 9)
            next += 10
            _ = try commit(batch, &spool, at: 2)
        }
        return try count()
    }

    private static func note(_ through: UInt64, of device: String) -> CustodyNumber {
        CustodyNumber(
            hub: 0, series: SeriesKey(device: device, stream: .live), through: through)
    }

    @Test func `delivered records that the hub says to store go before others`() throws {
        let without = try Self.leftAfterFilling { _ in }
        #expect(without[0].count < 300 && without[1].count == 300, "the oldest delivered ones")
        let with = try Self.leftAfterFilling { $0.custody = [Self.note(150, of: "aq-2")] }
        #expect(with[0].count == 300 && with[1].count < 300)
        #expect(with[1].ranges.last?.upperBound == 300)
        #expect(with[1].contains(151), "behind its number nothing")
    }

    @Test func `custody of what is not acknowledged frees nothing`() throws {
        let left = try Self.leftAfterFilling { $0.custody = [Self.note(.max, of: "aq-2")] }
        #expect(left[1].intersection(SequenceRanges([201...300])).count == 100)
    }
}
