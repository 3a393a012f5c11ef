// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What a device lacks of its map, looked for within one round: a read that it refuses is asked
/// for in halves, each half again, until what is refused cannot be divided any more. A refused read
/// of n points with one hole is answered by ceil(log2 n) + 1 refusals.
struct HoleSearch: Sendable {
    /// Where a refused read was divided.
    private struct Division {
        /// The one that it is a half of itself.
        var parent: Int?
        var cut: LearnedMap.Cut
        /// Why it was refused: a hole in it, or a cut; or not all of it was answered.
        var isExplained = false
    }

    /// Holes that are not asked for in this round.
    let known: [LearnedMap.Hole]
    private let cuts: [LearnedMap.Cut]
    private var divisions: [Division] = []
    /// Of the round's reads those that are halves, and of which division.
    private var parents: [Int: Int] = [:]
    private var found: [LearnedMap.Hole] = []
    /// Reads of them: points that share their elements are refused together.
    private(set) var refusals = 0

    /// What is known already and taken for true.
    init(knowing map: LearnedMap) {
        known = map.holes
        cuts = map.cuts
    }

    /// The read at `first` has been refused; its halves are at `first` and `second`.
    mutating func divided(_ first: Int, _ second: Int, at cut: LearnedMap.Cut) {
        divisions.append(Division(parent: parents[first], cut: cut))
        parents[first] = divisions.count - 1
        parents[second] = divisions.count - 1
    }

    /// The read is refused, and cannot be divided.
    mutating func refused(_ read: Int, _ points: [Int], _ quality: Quality) {
        refusals += 1
        found += points.map { LearnedMap.Hole(point: $0, quality: quality) }
        explain(from: parents[read])
    }

    /// The read was not answered: what it would have told is not known.
    mutating func gaveUp(_ read: Int) { explain(from: parents[read]) }

    /// All that is known at the round's end. Where both halves of a refused read are answered
    /// whole, it is the two together that are refused.
    func conclusion() -> LearnedMap {
        var search = self
        var map = LearnedMap(holes: known + found, cuts: cuts)
        for index in divisions.indices.reversed() where !search.divisions[index].isExplained {
            map.cuts.append(search.divisions[index].cut)
            search.explain(from: index)
        }
        return map
    }

    private mutating func explain(from division: Int?) {
        var next = division
        while let index = next, !divisions[index].isExplained {
            divisions[index].isExplained = true
            next = divisions[index].parent
        }
    }
}
