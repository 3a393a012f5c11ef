// SPDX-License-Identifier: Apache-2.0

extension Registers {
    /// How a value's bytes are laid over its words, named after where the bytes ABCD of a 32-bit
    /// value (A the highest) go; 16 and 64 bits follow the same two rules.
    package enum Order: CaseIterable, Sendable {
        /// High word first, high byte first: what the Modbus specification shows.
        case abcd
        /// Low word first.
        case cdab
        /// High word first, the bytes of each word swapped.
        case badc
        /// Low word first and bytes swapped: little-endian throughout.
        case dcba

        var lowWordFirst: Bool { self == .cdab || self == .dcba }
        var swapsBytes: Bool { self == .badc || self == .dcba }
    }

    /// Lays an integer over as many words as it is wide, from `address` on.
    package mutating func put(
        _ value: some FixedWidthInteger, _ table: Table, _ address: Int, _ order: Order = .abcd
    ) {
        let words = max(1, type(of: value).bitWidth / 16)
        for index in 0..<words {
            let weight = order.lowWordFirst ? index : words - 1 - index
            let word = UInt16(truncatingIfNeeded: value >> (weight * 16))
            self[table, address + index] = order.swapsBytes ? word << 8 | word >> 8 : word
        }
    }

    /// Lays a float32 over two words.
    package mutating func put(
        _ value: Float, _ table: Table, _ address: Int, _ order: Order = .abcd
    ) {
        put(value.bitPattern, table, address, order)
    }

    /// Lays a float64 over four words.
    package mutating func put(
        _ value: Double, _ table: Table, _ address: Int, _ order: Order = .abcd
    ) {
        put(value.bitPattern, table, address, order)
    }

    /// Lays `value / scale` as an integer, rounded, and held at the ends of the type's range as an
    /// instrument's converter holds it. NaN is 0.
    package mutating func put<Stored: FixedWidthInteger>(
        _ value: Double, scale: Double, as type: Stored.Type,
        _ table: Table, _ address: Int, _ order: Order = .abcd
    ) {
        let steps = (value / scale).rounded()
        put(Stored(exactly: steps) ?? Self.end(of: type, beyond: steps), table, address, order)
    }

    private static func end<Stored: FixedWidthInteger>(
        of type: Stored.Type, beyond steps: Double
    ) -> Stored {
        if steps.isNaN { return 0 }
        return steps < 0 ? .min : .max
    }
}
