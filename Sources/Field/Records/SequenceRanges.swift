// SPDX-License-Identifier: Apache-2.0

/// A set of a stream's numbers as the few ranges that it usually is: what the hub has, what is
/// lost, what is asked for. Ranges ascend and neither overlap nor touch.
package struct SequenceRanges: Hashable, Sendable {
    package private(set) var ranges: [ClosedRange<UInt64>] = []

    package init() {}

    package init(_ ranges: some Sequence<ClosedRange<UInt64>>) {
        for range in ranges { insert(range) }
    }

    package var isEmpty: Bool { ranges.isEmpty }
    package var first: UInt64? { ranges.first?.lowerBound }
    package var last: UInt64? { ranges.last?.upperBound }

    /// How many numbers; all of them are one less than would fit.
    package var count: UInt64 {
        ranges.reduce(0) { sum, range in
            let width = (range.upperBound - range.lowerBound).addingReportingOverflow(1)
            let (total, isOver) = sum.addingReportingOverflow(width.partialValue)
            return isOver || width.overflow ? .max : total
        }
    }

    package func contains(_ number: UInt64) -> Bool {
        let index = firstIndex { $0.upperBound >= number }
        return index < ranges.count && ranges[index].contains(number)
    }

    package mutating func insert(_ number: UInt64) {
        // Almost always the one behind the last.
        if let last = ranges.last, last.upperBound < .max, last.upperBound + 1 == number {
            ranges[ranges.count - 1] = last.lowerBound...number
        } else {
            insert(number...number)
        }
    }

    package mutating func insert(_ range: ClosedRange<UInt64>) {
        let start = firstIndex { $0.upperBound >= range.lowerBound || touches($0, range) }
        var end = start
        var (low, high) = (range.lowerBound, range.upperBound)
        while end < ranges.count, ranges[end].lowerBound <= high || touches(range, ranges[end]) {
            low = min(low, ranges[end].lowerBound)
            high = max(high, ranges[end].upperBound)
            end += 1
        }
        ranges.replaceSubrange(start..<end, with: CollectionOfOne(low...high))
    }

    package mutating func formUnion(_ other: Self) {
        for range in other.ranges { insert(range) }
    }

    package mutating func remove(_ range: ClosedRange<UInt64>) {
        let start = firstIndex { $0.upperBound >= range.lowerBound }
        var end = start
        var left: [ClosedRange<UInt64>] = []
        while end < ranges.count, ranges[end].lowerBound <= range.upperBound {
            let met = ranges[end]
            if met.lowerBound < range.lowerBound {
                left.append(met.lowerBound...range.lowerBound - 1)
            }
            if met.upperBound > range.upperBound {
                left.append(range.upperBound + 1...met.upperBound)
            }
            end += 1
        }
        ranges.replaceSubrange(start..<end, with: left)
    }

    package func subtracting(_ other: Self) -> Self {
        var rest = self
        for range in other.ranges { rest.remove(range) }
        return rest
    }

    package func intersection(_ other: Self) -> Self { subtracting(subtracting(other)) }

    /// Keeps at most so many ranges. What is forgotten are the highest numbers: of a set of what
    /// the hub has they are then sent again, and none is taken for sent that was not.
    package mutating func forget(beyond limit: Int) {
        if ranges.count > limit { ranges.removeSubrange(limit...) }
    }

    /// Keeps at most so many ranges by adding the numbers between those that lie closest: of a set
    /// of what will not come, in which what is held counts more than what is named.
    package mutating func coarsen(to limit: Int) {
        while ranges.count > max(1, limit) {
            let gaps = ranges.indices.dropLast().map {
                ranges[$0 + 1].lowerBound - ranges[$0].upperBound
            }
            guard let place = gaps.indices.min(by: { gaps[$0] < gaps[$1] }) else { return }
            let joined = ranges[place].lowerBound...ranges[place + 1].upperBound
            ranges.replaceSubrange(place...place + 1, with: CollectionOfOne(joined))
        }
    }

    /// The first range for which this is so; it is so for all behind it.
    private func firstIndex(_ isSo: (ClosedRange<UInt64>) -> Bool) -> Int {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if isSo(ranges[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private func touches(_ low: ClosedRange<UInt64>, _ high: ClosedRange<UInt64>) -> Bool {
        low.upperBound < .max && low.upperBound + 1 == high.lowerBound
    }
}
