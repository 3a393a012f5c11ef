// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct StoredRecordTests {
    @Test func `a record is read back as it was`() {
        var records = RandomRecords(seed: 1)
        for _ in 0..<20_000 {
            let record = records.record()
            let bytes = record.packed
            if StoredRecord(packed: bytes) != record { Issue.record("\(record)") }
            if bytes.count > StoredRecord.largestBody { Issue.record("\(bytes.count) bytes") }
        }
    }

    /// Bits and digits, not only what compares as equal.
    @Test func `every value prints the same to the last digit`() {
        var records = RandomRecords(seed: 2)
        for _ in 0..<20_000 {
            let value = records.value()
            let live = LiveContent(values: [LiveValue(point: 0, value: value)], isFull: false)
            guard
                case .live(let back) = StoredRecord(packed: StoredRecord(.live(live)).packed)?
                    .content, let read = back.values.first?.value
            else {
                Issue.record("\(value)")
                continue
            }
            if printed(read) != printed(value) { Issue.record("\(value) \(read)") }
        }
    }

    @Test func `one record has one form, whatever bytes are read`() {
        var records = RandomRecords(seed: 3)
        var read = 0
        for _ in 0..<200_000 {
            var bytes = records.record().packed
            for _ in 0...records.random.below(3) { mutate(&bytes, &records.random) }
            guard let record = StoredRecord(packed: bytes) else { continue }
            read += 1
            if record.packed != bytes { Issue.record("\(bytes)") }
        }
        #expect(read > 10_000, "mutations that stay records: \(read)")
    }

    @Test func `a record that ends early is none`() {
        var records = RandomRecords(seed: 4)
        for _ in 0..<1_000 {
            let bytes = records.record().packed
            for end in bytes.indices where StoredRecord(packed: Array(bytes[..<end])) != nil {
                Issue.record("\(bytes) to \(end)")
            }
            if StoredRecord(packed: bytes + [0]) != nil { Issue.record("\(bytes) and more") }
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        let at = random.below(bytes.count)
        switch random.below(4) {
        case 0: bytes[at] ^= 1 << UInt8(random.below(8))
        case 1: bytes[at] = UInt8(truncatingIfNeeded: random.next())
        case 2: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: at)
        default: if bytes.count > 1 { bytes.remove(at: at) }
        }
    }

    static let hostile: [[UInt8]] = [
        [], [0x10], [0x13, 0, 0], [0x20, 0, 0], [0x10, 0], [0x10, 10, 0], [0x11, 1, 0],
        // More points than bytes, a place beyond all, a quality that there is none of.
        [0x10, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [0x10, 0, 1, 0x40, 0xFF, 0x3F],
        [0x10, 0, 1, 0x10, 0xFF], [0x10, 0, 1, 0x10, 0],
        // Infinity, 10^19, digits that nothing is printed with, a number with zeros behind it.
        [0x10, 0, 1, 5, 0, 0, 0x80, 0x7F], [0x10, 0, 1, 3, 38, 2],
        [0x10, 0, 1, 7, 0]
            + [UInt8](repeating: 0, count: 8), [0x10, 0, 0x80, 0],
        // An event's words beyond the end, and not in UTF-8.
        [0x12, 0, 4, 0, 0xFF, 0xFF, 3], [0x12, 0, 4, 0, 1, 0xFF],
    ]

    @Test(arguments: hostile)
    func `what no record is packed as is refused`(_ bytes: [UInt8]) {
        #expect(StoredRecord(packed: bytes) == nil)
    }

    @Test func `a body beyond the limit is not looked at`() {
        let text = String(repeating: "a", count: StoredRecord.largestBody)
        var event = EventContent(kind: .limit, state: .info, severity: .info)
        event.code = text
        #expect(StoredRecord(packed: StoredRecord(.event(event)).packed) == nil)
    }

    @Test func `ten values take little room`() {
        func size(_ value: Value, quality: Quality = .good) -> Int {
            let values = (0..<10).map { LiveValue(point: $0, quality: quality, value: value) }
            return StoredRecord(.live(LiveContent(values: values, isFull: true))).packed.count
        }
        let tenth = Decimal(mantissa: 312, exponent: -1)
        #expect(size(.float32(31.2)) == 53)
        #expect(size(.decimal(tenth)) == 43)
        #expect(size(.bool(true)) == 13)
        #expect(size(.float64(31.2)) == 93)
        #expect(size(.computed(31.2, digits: 7)) == 93)
        #expect(size(.float32(31.2), quality: .suspectRange) == 63)
        let mean = WindowSum.Statistic.value(.computed(31.4, digits: 7))
        let ends = WindowSum.Extremes(least: .decimal(tenth), most: .decimal(tenth))
        let sums = (0..<10).map {
            WindowSum(
                point: $0, count: 60, due: 60,
                figures: .gauge(extremes: ends, mean: mean, last: .decimal(tenth)))
        }
        #expect(StoredRecord(.window(sums)).packed.count == 243)
    }

    @Test func `what is no number is told as null`() {
        let figures = WindowSum.Figures.gauge(
            extremes: nil, mean: .value(.float64(.nan)), last: .float32(.infinity))
        let sum = WindowSum(point: 0, count: 1, due: 1, figures: figures)
        let read = StoredRecord(packed: StoredRecord(.window([sum])).packed)
        guard case .window(let sums) = read?.content else {
            Issue.record("not read")
            return
        }
        #expect(sums.first?.figures == .gauge(extremes: nil, mean: .null, last: nil))
    }
}
