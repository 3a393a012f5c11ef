// SPDX-License-Identifier: Apache-2.0
internal import Field

/// How frames are told apart on a line.
package enum Framing: Sendable {
    /// Unit, PDU, CRC; on a serial line or through a converter.
    case rtu
    /// Seven bytes of MBAP header, then the PDU (Modbus Messaging on TCP/IP V1.0b, section 3.1.3).
    case mbap
}

/// One request as it goes out, and what its answer must look like.
struct WireRequest {
    var unit: UInt8
    var function: UInt8
    var address: UInt16
    var count: UInt16
    /// Bytes of data that the answer must carry.
    var replyBytes: Int
    /// MBAP only: the number that the answer must repeat.
    var transaction: UInt16
    /// What is written: registers, or one coil as 0 or 1. Empty for a read.
    var words: [UInt16] = []

    /// What the unit is to say of itself; nil for reads and writes.
    var description: SelfDescription?

    /// The largest frame of either framing: 7 + 253 (MBAP), 256 (RTU).
    static let largestFrame = 260
    /// The largest RTU frame.
    static let longestRTU = 256
    /// What one write takes: a value of 64 bits.
    static let mostWords = 4
    /// The longer of the two framings' requests: a write of so many registers.
    static let largestRequest = 13 + 2 * mostWords

    var isWrite: Bool { !words.isEmpty }

    /// Bytes of this request on the wire.
    static func length(_ framing: Framing) -> Int { framing == .rtu ? 8 : 12 }

    /// Bytes of the expected answer on the wire.
    func replyLength(_ framing: Framing) -> Int {
        // A write's answer repeats where it was written, and how much or what.
        Self.replyLength(framing, data: isWrite ? 3 : replyBytes)
    }

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
        if let description { return encode(description, framing, into: &bytes) }
        let data = isMultiple ? (function == 15 ? 1 : words.count * 2) : nil
        if framing == .mbap {
            put(transaction)
            put(0)  // protocol: Modbus
            put(6 + UInt16(data.map { $0 + 1 } ?? 0))  // bytes that follow
        }
        bytes[at] = unit
        bytes[at + 1] = function
        at += 2
        put(address)
        put(operand)
        if let data {
            bytes[at] = UInt8(data)
            at += 1
            if function == 15 {
                bytes[at] = UInt8(words[0] & 1)
                at += 1
            } else {
                for word in words { put(word) }
            }
        }
        if framing == .rtu {
            put(CRC16.of(bytes.span, 0..<at).byteSwapped)
        }
        return at
    }

    /// Functions 15 and 16, which say how many elements follow.
    private var isMultiple: Bool { isWrite && function >= 15 }

    /// Behind the address: how many elements, or the one that is written (Modbus Application
    /// Protocol V1.1b3, 6.5: a coil is on as 0xFF00).
    private var operand: UInt16 {
        guard isWrite, !isMultiple else { return count }
        return function == 5 ? (words[0] == 0 ? 0 : 0xFF00) : words[0]
    }

    /// Whether these bytes answer a write: its unit, function, address, and how much or what
    /// (sections 6.5, 6.6, 6.11, 6.12 there).
    func isEchoed(by bytes: [UInt8], at start: Int) -> Bool {
        bytes[start] == unit && bytes[start + 1] == function
            && bytes[start + 2] == UInt8(address >> 8)
            && bytes[start + 3] == UInt8(truncatingIfNeeded: address)
            && bytes[start + 4] == UInt8(operand >> 8)
            && bytes[start + 5] == UInt8(truncatingIfNeeded: operand)
    }
}
