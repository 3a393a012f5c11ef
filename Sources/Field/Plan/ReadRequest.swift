// SPDX-License-Identifier: Apache-2.0

/// One read of adjacent elements, and the points that it brings.
package struct ReadRequest: Hashable, Sendable {
    package var table: Table
    package var address: UInt16
    /// Registers, or bits in the tables of bits.
    package var count: Int
    /// Whether a register of the device has four bytes.
    package var isWide: Bool
    /// Indices into the device's points, in order of address.
    package var points: [Int]

    package init(
        table: Table, address: UInt16, count: Int, points: [Int], isWide: Bool = false
    ) {
        self.table = table
        self.address = address
        self.count = count
        self.isWide = isWide
        self.points = points
    }

    /// One that covers these points, in order of address, and nothing else. They have one table.
    package init(covering wanted: [Int], of points: [Point]) {
        let spans = wanted.map { points[$0].addresses }
        let start = spans.map(\.lowerBound).min() ?? 0
        let end = spans.map(\.upperBound).max() ?? start
        self.init(
            table: wanted.first.map { points[$0].readTable } ?? .holding, address: UInt16(start),
            count: end - start, points: wanted,
            isWide: wanted.first.map { points[$0].isWide } ?? false)
    }

    /// Bytes of data in the reply: two a register, or four; eight bits a byte.
    package var replyBytes: Int { table.bytes(of: count, isWide) }

    /// Bytes of one register.
    package var registerBytes: Int { isWide ? 4 : 2 }

    /// Its points in two requests, each of about half of what it covers; nil for what cannot be
    /// divided: a block, a point, points that share their elements.
    package func halves(of all: [Point]) -> (ReadRequest, ReadRequest)? {
        let isBlock = points.contains { all[$0].block != nil }
        let starts = points.indices.dropFirst().filter {
            all[points[$0]].addresses != all[points[$0 - 1]].addresses
        }
        guard !isBlock, !starts.isEmpty else { return nil }
        let middle = starts[starts.count / 2]
        return (
            ReadRequest(covering: Array(points[..<middle]), of: all),
            ReadRequest(covering: Array(points[middle...]), of: all)
        )
    }
}

extension Table {
    /// Bytes of data that so many elements are in a reply: two a register, or four; eight bits a
    /// byte.
    func bytes(of count: Int, _ isWide: Bool) -> Int {
        isBits ? (count + 7) / 8 : count * (isWide ? 4 : 2)
    }
}
