// SPDX-License-Identifier: Apache-2.0

/// Which points of a device lie in bits that another point writes: one register as pressure and as
/// level, four flags and the number that they are together.
struct Sharing {
    /// A bit of a device's memory.
    private struct Place: Hashable {
        let table: Registers.Table
        let address: Int
        let bit: Int
    }

    private var taken: Set<Place> = []

    /// The indices of points that show what others have written. Settings write before all others,
    /// as they have to be what they are.
    static func views(_ points: [SimulatedPoint]) -> Set<Int> {
        var sharing = Self()
        let settings = points.indices.filter { points[$0].isConstant }
        let rest = points.indices.filter { !points[$0].isConstant }
        return Set((settings + rest).filter { !sharing.take(points[$0].writer) })
    }

    /// False, and nothing is taken, where a bit has been taken before.
    private mutating func take(_ writer: PointWriter) -> Bool {
        let own = Self.places(writer)
        guard taken.isDisjoint(with: own) else { return false }
        taken.formUnion(own)
        return true
    }

    private static func places(_ writer: PointWriter) -> [Place] {
        if writer.places.isEmpty {
            let bits = writer.table.isBits ? 0..<1 : 0..<16
            return (0..<writer.count).flatMap { register in
                bits.map { Place(table: writer.table, address: writer.address + register, bit: $0) }
            }
        }
        return (writer.low..<writer.low + writer.width).compactMap { bit in
            let significance = writer.places.count - 1 - bit / 8
            guard let byte = writer.places.firstIndex(of: significance) else { return nil }
            return Place(
                table: writer.table, address: writer.address + byte / 2,
                bit: bit % 8 + (byte % 2 == 0 ? 8 : 0))
        }
    }
}
