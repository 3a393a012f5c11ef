// SPDX-License-Identifier: Apache-2.0

/// A whole answer as somebody copied it from a line or a trace, with what frames it.
package enum AnswerFrame: Hashable, Sendable {
    /// Registers of functions 3, 4 and 23.
    case registers(unit: UInt8, function: UInt8, [UInt16])
    /// The answer to function 1 or 2.
    case bits(unit: UInt8, function: UInt8)
    case refusal(unit: UInt8, function: UInt8, exception: UInt8)
    /// Framed as it must be, and no answer to a read.
    case other(function: UInt8)
    /// An RTU answer whose check is wrong: as it is, and as it should be, in order of arrival.
    case damaged(found: [UInt8], right: [UInt8])

    /// Nil for bytes that are no frame.
    package init?(_ bytes: [UInt8]) {
        if let answer = Self.rtu(bytes) ?? Self.tcp(bytes) ?? Self.bare(bytes) {
            self = answer
        } else {
            return nil
        }
    }

    private static func rtu(_ bytes: [UInt8]) -> Self? {
        guard bytes.count >= 5, bytes.count <= WireRequest.largestFrame else { return nil }
        let body = bytes.count - 2
        let crc = CRC16.of(bytes.span, 0..<body)
        let right = [UInt8(crc & 0xFF), UInt8(crc >> 8)]
        let answer = pdu(Array(bytes[1..<body]), unit: bytes[0])
        if Array(bytes[body...]) == right { return answer ?? .other(function: bytes[1]) }
        // Of an odd number of bytes it cannot be registers alone.
        guard case .registers = answer, bytes.count % 2 == 1 else { return nil }
        return .damaged(found: Array(bytes[body...]), right: right)
    }

    /// Messaging on TCP/IP V1.0b, 3.1.3.
    private static func tcp(_ bytes: [UInt8]) -> Self? {
        guard bytes.count >= 9, bytes[2] == 0, bytes[3] == 0,
            Int(bytes[4]) << 8 | Int(bytes[5]) == bytes.count - 6
        else { return nil }
        return pdu(Array(bytes[7...]), unit: bytes[6])
    }

    /// An RTU answer whose check a trace has left out.
    private static func bare(_ bytes: [UInt8]) -> Self? {
        guard bytes.count >= 5, bytes.count % 2 == 1,
            case .registers(let unit, let function, let words)? = pdu(
                Array(bytes[1...]), unit: bytes[0])
        else { return nil }
        return .registers(unit: unit, function: function, words)
    }

    /// Function, how many bytes follow, and these.
    private static func pdu(_ bytes: [UInt8], unit: UInt8) -> Self? {
        let function = bytes[0]
        if function > 0x80, bytes.count == 2 {
            return .refusal(unit: unit, function: function & 0x7F, exception: bytes[1])
        }
        guard bytes.count > 2, Int(bytes[1]) == bytes.count - 2 else { return nil }
        switch function {
        case 1, 2: return .bits(unit: unit, function: function)
        case 3, 4, 23:
            guard bytes.count % 2 == 0 else { return nil }
            let words = stride(from: 2, to: bytes.count, by: 2).map {
                UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
            }
            return .registers(unit: unit, function: function, words)
        default: return nil
        }
    }
}
