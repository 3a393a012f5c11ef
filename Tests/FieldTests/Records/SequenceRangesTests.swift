// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct SequenceRangesTests {
    /// Against a set of single numbers, near both ends of what a number can be.
    @Test(arguments: [0, UInt64.max - 63])
    func `it is a set of numbers`(_ base: UInt64) {
        var random = SplitMix(seed: 5)
        for _ in 0..<2_000 {
            var (ranges, model) = (SequenceRanges(), Set<UInt64>())
            for _ in 0..<random.below(20) {
                let a = base + UInt64(random.below(64))
                let b = base + UInt64(random.below(64))
                let range = min(a, b)...max(a, b)
                switch random.below(3) {
                case 0:
                    ranges.insert(a)
                    model.insert(a)
                case 1:
                    ranges.insert(range)
                    model.formUnion(range)
                default:
                    ranges.remove(range)
                    model.subtract(range)
                }
                if numbers(ranges) != model { Issue.record("\(ranges) is not \(model.sorted())") }
                if !isTidy(ranges) { Issue.record("\(ranges)") }
            }
            let other = SequenceRanges([base + 3...base + 9, base + 20...base + 20])
            let others = numbers(other)
            #expect(numbers(ranges.subtracting(other)) == model.subtracting(others))
            #expect(numbers(ranges.intersection(other)) == model.intersection(others))
            var union = ranges
            union.formUnion(other)
            #expect(numbers(union) == model.union(others))
            #expect(ranges.count == UInt64(model.count))
            for offset: UInt64 in 0..<64 {
                #expect(ranges.contains(base + offset) == model.contains(base + offset))
            }
        }
    }

    private func numbers(_ ranges: SequenceRanges) -> Set<UInt64> {
        ranges.ranges.reduce(into: []) { $0.formUnion($1) }
    }

    private func isTidy(_ ranges: SequenceRanges) -> Bool {
        zip(ranges.ranges, ranges.ranges.dropFirst()).allSatisfy {
            $0.upperBound < $1.lowerBound - 1
        }
    }

    @Test func `what is forgotten are the highest numbers`() {
        var ranges = SequenceRanges([1...10, 12...13, 20...30])
        ranges.forget(beyond: 2)
        #expect(ranges == SequenceRanges([1...10, 12...13]))
    }

    @Test func `what is told more coarsely has every number`() {
        var random = SplitMix(seed: 6)
        for _ in 0..<500 {
            var ranges = SequenceRanges()
            for _ in 0..<30 { ranges.insert(UInt64(random.below(200))) }
            var coarse = ranges
            coarse.coarsen(to: 4)
            #expect(coarse.ranges.count <= 4)
            #expect(ranges.subtracting(coarse).isEmpty)
            #expect(coarse.first == ranges.first && coarse.last == ranges.last)
        }
    }

    @Test func `it is read back as it was, and nothing else is read`() {
        var records = RandomRecords(seed: 7)
        for _ in 0..<20_000 {
            let ranges = records.ranges()
            if SequenceRanges(packed: ranges.packed) != ranges { Issue.record("\(ranges)") }
            var bytes = ranges.packed
            bytes[records.random.below(bytes.count)] = UInt8(truncatingIfNeeded: records.number())
            if let read = SequenceRanges(packed: bytes), read.packed != bytes {
                Issue.record("\(bytes)")
            }
        }
        #expect(SequenceRanges(packed: [2, 1, 0, 1, 0]) == nil, "ranges that touch")
        #expect(SequenceRanges(packed: [0xFF, 0xFF, 0x7F]) == nil)
        #expect(SequenceRanges([0...UInt64.max]).count == .max)
    }
}
