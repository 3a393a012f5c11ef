// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct GapRecordTests {
    @Test func `gaps and counters are read back as they were`() {
        var records = RandomRecords(seed: 8)
        for _ in 0..<5_000 {
            let gap = records.gap()
            if GapRecord(packed: gap.packed) != gap { Issue.record("\(gap)") }
            for end in gap.packed.indices {
                if GapRecord(packed: Array(gap.packed[..<end])) != nil { Issue.record("\(gap)") }
            }
            let counters = (0..<records.random.below(5)).map { _ in
                CounterReading(point: "kwh", bits: records.number(), at: records.signed())
            }
            if [CounterReading](packed: counters.packed) != counters {
                Issue.record("\(counters)")
            }
            var bytes = gap.packed
            bytes[records.random.below(bytes.count)] ^= 1 << UInt8(records.random.below(8))
            if let read = GapRecord(packed: bytes), read.packed != bytes {
                Issue.record("\(bytes)")
            }
        }
    }

    @Test func `the hub gets what its contract says`() {
        var gap = GapRecord(
            id: 0xAB, epoch: "6f2a", device: "aq-1", stream: .window, from: 1, to: 2,
            ranges: SequenceRanges([48_001...48_060]), reason: .spoolFull)
        #expect(
            text(gap)
                == #"{"v":1,"epoch":"6f2a","id":"00000000000000ab","device":"aq-1","#
                + #""stream":"window","from":1,"to":2,"ranges":[[48001,48060]],"count":60,"#
                + #""reason":"spool-full"}"#)
        gap.readings = 240
        gap.reason = .ringFull
        #expect(text(gap).hasSuffix(#""to":2,"readings":240,"reason":"ring-full"}"#))
    }

    @Test func `two gaps in one name what both do`() {
        var random = SplitMix(seed: 9)
        for _ in 0..<500 {
            var (gap, all) = (some(&random), SequenceRanges())
            all.formUnion(gap.ranges)
            for id: UInt64 in 1...80 {
                let other = some(&random)
                #expect(gap.isAlike(other))
                all.formUnion(other.ranges)
                gap = gap.joined(with: other, id: id)
                #expect(gap.id == id && gap.ranges.ranges.count <= GapRecord.mostRanges)
                #expect(gap.from <= other.from && gap.to >= other.to)
            }
            #expect(all.subtracting(gap.ranges).isEmpty)
            #expect(gap.count >= all.count && gap.count <= gap.ranges.count)
        }
    }

    private func some(_ random: inout SplitMix) -> GapRecord {
        let low = UInt64(random.below(100_000))
        return GapRecord(
            id: 0, epoch: "e", device: "d", stream: .live, from: Int64(low), to: Int64(low) + 5,
            ranges: SequenceRanges([low...low + UInt64(random.below(20))]), reason: .spoolFull)
    }

    private func text(_ gap: GapRecord) -> String {
        var writer = JSONWriter()
        writer.gap(gap)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
