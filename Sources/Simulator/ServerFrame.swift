// SPDX-License-Identifier: Apache-2.0

/// Requests as they come off a link and replies as they go onto it, in the simulator's own code.
package enum ServerFrame {
    /// What stands at the beginning of the bytes that have come.
    package enum Step: Hashable, Sendable {
        /// The beginning of a request: more must come.
        case incomplete
        /// That many bytes begin no request.
        case skip(Int)
        /// A request to a unit: its function and data are `pdu`, the next may begin at `end`.
        case request(unit: UInt8, pdu: Range<Int>, end: Int)
        /// Not Modbus, and with no way to find the next request: hang up.
        case broken
    }

    /// The longest frame of either kind: MBAP header and 253 bytes.
    package static let limit = 260
    static let headerSize = 7

    /// Looks at `bytes[range]` as Modbus TCP (MBAP header, function, data).
    package static func nextTCP(_ bytes: [UInt8], _ range: Range<Int>) -> Step {
        guard range.count >= headerSize else { return .incomplete }
        let start = range.lowerBound
        let length = Int(bytes[start + 4]) << 8 | Int(bytes[start + 5])
        // Protocol 0 is Modbus; the length counts unit, function and at most 252 bytes of data.
        guard bytes[start + 2] == 0, bytes[start + 3] == 0, (2...254).contains(length)
        else { return .broken }
        let end = start + 6 + length
        guard end <= range.upperBound else { return .incomplete }
        return .request(unit: bytes[start + 6], pdu: start + headerSize..<end, end: end)
    }

    /// Appends a reply's MBAP header, the request's transaction and unit, without the length.
    static func beginTCP(_ bytes: [UInt8], _ pdu: Range<Int>, into out: inout [UInt8]) {
        let start = pdu.lowerBound - headerSize
        for index in start..<start + 4 { out.append(bytes[index]) }
        out.append(0)
        out.append(0)
        out.append(bytes[start + 6])
    }

    /// Fills in the length of the reply that begins at `start`.
    static func endTCP(_ start: Int, in out: inout [UInt8]) {
        let length = out.count - start - 6
        out[start + 4] = UInt8(truncatingIfNeeded: length >> 8)
        out[start + 5] = UInt8(truncatingIfNeeded: length)
    }
}
