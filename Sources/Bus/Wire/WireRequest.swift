// SPDX-License-Identifier: Apache-2.0
internal import Field

/// How frames are told apart on a line.
package enum Framing: Sendable {
    /// Unit, PDU, CRC; on a serial line or through a converter.
    case rtu
    /// Seven bytes of MBAP header, then the PDU (Modbus Messaging on TCP/IP V1.0b, section 3.1.3).
    case mbap
}

/// One read as it goes out, and what its answer must look like.
struct WireRequest {
    var unit: UInt8
    var function: UInt8
    var address: UInt16
    var count: UInt16
    /// Bytes of data that the answer must carry.
    var replyBytes: Int
    /// MBAP only: the number that the answer must repeat.
    var transaction: UInt16

    /// The largest frame of either framing: 7 + 253 (MBAP), 256 (RTU).
    static let largestFrame = 260
    /// The longer of the two framings' read requests.
    static let largestRequest = 12

    /// Bytes of this request on the wire.
    static func length(_ framing: Framing) -> Int { framing == .rtu ? 8 : 12 }

    /// Bytes of the expected answer on the wire.
    func replyLength(_ framing: Framing) -> Int { Self.replyLength(framing, data: replyBytes) }

    static func replyLength(_ framing: Framing, data: Int) -> Int {
        data + (framing == .rtu ? 5 : 9)
    }

    /// Writes the frame at the start of `bytes`; its length.
    func encode(_ framing: Framing, into bytes: inout [UInt8]) -> Int {
        var at = 0
        func put(_ value: UInt16) {
            bytes[at] = UInt8(value >> 8)
            bytes[at + 1] = UInt8(truncatingIfNeeded: value)
            at += 2
        }
        if framing == .mbap {
            put(transaction)
            put(0)  // protocol: Modbus
            put(6)  // bytes that follow
        }
        bytes[at] = unit
        bytes[at + 1] = function
        at += 2
        put(address)
        put(count)
        if framing == .rtu {
            put(CRC16.of(bytes.span, 0..<at).byteSwapped)
        }
        return at
    }
}
