// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Spool
import Testing

/// What goes when there is no room, held against what should.
@Suite struct TrimTests {
    /// In the order in which they go.
    private enum Rank: Int, CaseIterable {
        case live = 0
        case window, last

        init(_ row: NewRow) {
            switch row.series.stream {
            case .live: self = .live
            case .window: self = row.hasCounters ? .last : .window
            case .event: self = .last
            }
        }
    }

    private struct Model {
        var random: SplitMix
        var next: [SeriesKey: UInt64] = [:]
        var ranks: [SeriesKey: [UInt64: Rank]] = [:]
        var delivered: [SeriesKey: SequenceRanges] = [:]

        mutating func batch(_ epoch: String) -> SpoolBatch {
            var batch = SpoolBatch()
            let mix = random.below(4)
            for device in 1...3 {
                for stream in Stream.allCases {
                    let key = SeriesKey(device: "aq-\(device)", stream: stream)
                    let most = stream.rawValue == mix ? 40 : 8
                    for _ in 0..<random.below(most) { batch.rows.append(row(key)) }
                    if random.below(6) == 0 { deliver(key, epoch, &batch) }
                }
            }
            return batch
        }

        private mutating func row(_ key: SeriesKey) -> NewRow {
            let number = next[key, default: 1]
            next[key] = number + 1
            let row = NewRow(
                series: key, sequence: number, from: Int64(number), to: Int64(number), meta: "m",
                // What cannot be deflated.
                body: (0..<20 + random.below(400)).map { _ in UInt8(random.below(256)) },
                // A device has counters or not: what is lost stays a few ranges.
                hasCounters: key.device == "aq-2")
            ranks[key, default: [:]][number] = Rank(row)
            return row
        }

        private mutating func deliver(
            _ key: SeriesKey, _ epoch: String, _ batch: inout SpoolBatch
        ) {
            guard let end = next[key], end > 1 else { return }
            let low = UInt64(1 + random.below(Int(end) - 1))
            let high = min(end - 1, low + UInt64(random.below(100)))
            delivered[key, default: SequenceRanges()].insert(low...high)
            batch.delivered.append(
                DeliveredNumbers(
                    hub: 0, epoch: epoch, series: key, numbers: SequenceRanges([low...high])))
        }
    }

    @Test(arguments: 0..<12)
    func `what hubs have goes first, then by rank, all that nobody has is declared`(
        _ seed: UInt64
    ) throws {
        let site = try Site()
        var settings = site.settings
        settings.size = [512, 600, 700, 900][Int(seed % 4)] << 10
        settings.pageSize = [512, 1_024, 4_096][Int(seed % 3)]
        var spool = Spool.open(settings, at: Site.wall)
        var model = Model(random: SplitMix(seed: seed))
        var (declared, lost) = ([SeriesKey: SequenceRanges](), 0)
        for round in 0..<70 {
            let batch = model.batch(spool.epoch)
            let now = Site.now + .seconds(Int64(round) * 20)
            let commit = try spool.commit(batch, at: now, wall: Site.wall)
            let bytes = (File.size(site.path) ?? 0) + (File.size(site.path + "-wal") ?? 0)
            #expect(bytes <= settings.size, "round \(round)")
            lost += commit.lost
            guard commit.lost > 0 else { continue }
            let before = commit.rows.min() ?? Int64.max
            let gone = try judge(&spool, model, &declared, before)
            #expect(gone == commit.lost, "round \(round)")
        }
        #expect(lost > 0)
    }

    /// Holds the state after a loss against the rules; how many records were declared anew.
    private func judge(
        _ spool: inout Spool, _ model: Model, _ declared: inout [SeriesKey: SequenceRanges],
        _ before: Int64
    ) throws -> Int {
        var now: [SeriesKey: SequenceRanges] = [:]
        for gap in spool.gaps(for: 0, atMost: 10_000) {
            let key = SeriesKey(device: gap.device, stream: gap.stream)
            now[key, default: SequenceRanges()].formUnion(gap.ranges)
            #expect(gap.reason == .spoolFull)
        }
        var (worst, gone, oldest) = (Rank.live, 0, Rank.last)
        for (key, end) in model.next {
            let all = SequenceRanges([1...end - 1])
            let rows = try spool.replay(epoch: spool.epoch, key, all, atMost: 1 << 24)
            let stored = SequenceRanges(rows.map { $0.sequence...$0.sequence })
            let delivered = model.delivered[key] ?? SequenceRanges()
            let missing = all.subtracting(stored).subtracting(delivered)
            let told = now[key] ?? SequenceRanges()
            #expect(missing.subtracting(told).isEmpty, "\(key): gone and not declared")
            let fresh = missing.subtracting(declared[key] ?? SequenceRanges())
            for range in fresh.ranges {
                for number in range {
                    gone += 1
                    let rank = model.ranks[key]?[number] ?? .live
                    worst = rank.rawValue > worst.rawValue ? rank : worst
                }
            }
            var keptForNobody: [UInt64] = []
            for row in rows where row.row < before {
                if delivered.contains(row.sequence) { keptForNobody.append(row.sequence) }
                let rank = model.ranks[key]?[row.sequence] ?? .last
                oldest = rank.rawValue < oldest.rawValue ? rank : oldest
            }
            #expect(keptForNobody.isEmpty, "\(key)")
            declared[key, default: SequenceRanges()].formUnion(missing)
        }
        #expect(oldest.rawValue >= worst.rawValue, "\(worst) went before \(oldest)")
        return gone
    }
}
