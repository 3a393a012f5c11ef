// SPDX-License-Identifier: Apache-2.0

/// What a device has taught about its map by refusing reads: its profile promises more than it has.
package struct LearnedMap: Hashable, Sendable {
    /// A point that it refuses also when that is asked for alone.
    package struct Hole: Hashable, Sendable {
        /// Index into the device's points.
        package var point: Int
        /// Which refusal: an illegal address, or an illegal value.
        package var quality: Quality

        package init(point: Int, quality: Quality) {
            self.point = point
            self.quality = quality
        }
    }

    /// No read may cover the elements on both sides: between them lies a boundary, an element that
    /// is no point's, or more than the device gives at a time.
    package struct Cut: Hashable, Sendable {
        package var table: Table
        /// The first element behind it.
        package var address: UInt16

        package init(table: Table, address: UInt16) {
            self.table = table
            self.address = address
        }
    }

    package var holes: [Hole]
    package var cuts: [Cut]

    package init(holes: [Hole] = [], cuts: [Cut] = []) {
        self.holes = holes
        self.cuts = cuts
    }

    package var isEmpty: Bool { holes.isEmpty && cuts.isEmpty }

    package func isHole(_ point: Int) -> Bool { holes.contains { $0.point == point } }

    /// What no request may cover beside other elements: a hole's, and the two at a cut.
    func walls(in table: Table, _ points: [Point]) -> [Range<Int>] {
        let own = holes.lazy.map { points[$0.point] }.filter { $0.readTable == table }
        let edges = cuts.lazy.filter { $0.table == table }
            .map { Int($0.address) - 1..<Int($0.address) + 1 }
        return own.map(\.addresses) + edges
    }
}

extension Range<Int> {
    /// Whether the other covers all of it.
    func isWithin(_ other: Self) -> Bool {
        other.lowerBound <= lowerBound && upperBound <= other.upperBound
    }
}
