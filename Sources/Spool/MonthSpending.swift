// SPDX-License-Identifier: Apache-2.0
package import Field

/// Bytes that went over a line which is paid for by the month.
package struct MonthSpending: Hashable, Sendable {
    /// The month that is counted; nil until the clock was believed once.
    package var month: CalendarMonth?
    package var used: Int64 = 0
    /// Of `used`: what was spent since the clock was last believed. It may belong to a later month.
    package var unplaced: Int64 = 0
    /// The month before, for a clock that is set back into it.
    package var former: CalendarMonth?
    package var formerUsed: Int64 = 0

    package init() {}

    /// No sum comes near this many.
    private static let mostBytes: UInt64 = 1 << 60

    var packed: [UInt8] {
        var packer = Packer()
        packer.number(month?.number ?? 0)
        packer.number(former?.number ?? 0)
        for bytes in [used, unplaced, formerUsed] { packer.number(UInt64(clamping: bytes)) }
        return packer.bytes
    }

    init?(packed: [UInt8]) {
        var unpacker = Unpacker(packed)
        guard let month = unpacker.number(UInt32.self), let former = unpacker.number(UInt32.self),
            let used = unpacker.number(), let unplaced = unpacker.number(),
            let formerUsed = unpacker.number(), unpacker.isAtEnd, unplaced <= used,
            max(used, formerUsed) <= Self.mostBytes
        else { return nil }
        self.month = month == 0 ? nil : CalendarMonth(number: month)
        self.former = former == 0 ? nil : CalendarMonth(number: former)
        (self.used, self.unplaced) = (Int64(used), Int64(unplaced))
        self.formerUsed = Int64(formerUsed)
    }
}
