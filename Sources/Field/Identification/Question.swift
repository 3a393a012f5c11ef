// SPDX-License-Identifier: Apache-2.0

/// One request of an identification. Nothing is ever written.
package enum Question: Hashable, Sendable {
    case read(Table, address: UInt16, count: Int)
    case describe(SelfDescription)

    /// A point's registers, or bits, as far from where its profile has them; nil beyond the last,
    /// and for registers of four bytes, which only a device known to have them can be asked for.
    init?(_ point: Point, shifted offset: Int = 0) {
        let first = Int(point.address) + offset
        guard first >= 0, first + point.count <= 65_536, !point.hasWideRegisters else {
            return nil
        }
        self = .read(point.readTable, address: UInt16(first), count: point.count)
    }
}

/// What came of a `Question`.
package enum Reply: Hashable, Sendable {
    /// The answer's data: two bytes a register; eight bits a byte; behind function 17 and its
    /// count; behind function 43 and 14.
    case data([UInt8])
    case exception(UInt8)
    /// Nothing usable.
    case silence
}
