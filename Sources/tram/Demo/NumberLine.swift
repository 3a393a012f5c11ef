// SPDX-License-Identifier: Apache-2.0

/// The numbers of one stream's records that have come, and which between them have not.
struct NumberLine: Hashable {
    /// Gaps that are remembered one by one; of older ones only how many numbers they had.
    private static let gapLimit = 256

    private(set) var epoch: String
    /// The highest number that has come.
    private(set) var last: Int64 = 0
    /// Numbers that came again: the hub may hear a record twice, never not at all.
    private(set) var repeated = 0
    private var gaps: [ClosedRange<Int64>] = []
    private var forgotten: Int64 = 0

    /// A stream's numbers begin with 1.
    init(epoch: String) { self.epoch = epoch }

    /// How many numbers have not come though later ones have.
    var missing: Int64 {
        gaps.reduce(forgotten) { sum, gap in
            let (next, isTooMany) = sum.addingReportingOverflow(gap.upperBound - gap.lowerBound + 1)
            return isTooMany ? .max : next
        }
    }

    /// A record of this number has come, late or again or in its turn.
    mutating func take(_ number: Int64) {
        guard number > 0 else { return }
        if number > last {
            if number > last + 1 { add(last + 1...number - 1) }
            last = number
        } else if let index = gaps.firstIndex(where: { $0.contains(number) }) {
            let gap = gaps.remove(at: index)
            if number < gap.upperBound { gaps.insert(number + 1...gap.upperBound, at: index) }
            if number > gap.lowerBound { gaps.insert(gap.lowerBound...number - 1, at: index) }
        } else {
            repeated += 1
        }
    }

    private mutating func add(_ gap: ClosedRange<Int64>) {
        gaps.append(gap)
        guard gaps.count > Self.gapLimit else { return }
        let old = gaps.removeFirst()
        let (sum, isTooMany) = forgotten.addingReportingOverflow(
            old.upperBound - old.lowerBound + 1)
        forgotten = isTooMany ? .max : sum
    }
}
