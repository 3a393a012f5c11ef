// SPDX-License-Identifier: Apache-2.0

/// What tells a model of device from others: an element of the key `identify`.
package enum IdentityMark: Hashable, Sendable {
    /// What stands in a register.
    package enum Sign: Hashable, Sendable {
        /// One of these raw numbers.
        case codes([UInt64])
        /// Words with this text among them.
        case text(String)
        /// A number between these.
        case range(Limits)
        /// The device's own unit id.
        case ownUnit
    }

    /// The point is only a place: table, address and what the bits are.
    case register(Point, Sign)
    /// The answer to function 17 holds this text.
    case serverID(String)
    /// This object of function 43/14 holds this text.
    case object(UInt8, String)
    /// Its points count from where a SunSpec block of one of these models begins.
    case models([UInt16])

    /// How much it says, in bits: how unlikely it is that another device has it by chance. Small
    /// numbers stand in many registers, and ranges and unit ids are never far away.
    package var weight: Int {
        switch self {
        case .register(_, .text(let text)), .serverID(let text), .object(_, let text):
            text.utf8.count < 3 ? 2 : min(48, text.utf8.count * 8)
        case .register(let point, .codes(let codes)): Self.weight(codes, point.width)
        case .register(_, .range): 2
        case .register(_, .ownUnit): 4
        case .models: 32
        }
    }

    private static func weight(_ codes: [UInt64], _ width: Int) -> Int {
        let smallest = codes.min() ?? 0
        if smallest <= 0xF { return 2 }
        if smallest <= 0xFF { return 6 }
        let choices = UInt64.bitWidth - (UInt64(codes.count) - 1).leadingZeroBitCount
        return max(2, (width > 16 ? 24 : 12) - choices)
    }
}
