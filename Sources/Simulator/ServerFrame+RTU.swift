// SPDX-License-Identifier: Apache-2.0

extension ServerFrame {
    /// The longest RTU frame.
    static let limitRTU = 256

    /// Looks at `bytes[range]` as RTU: a request begins at the first byte from which its length and
    /// CRC fit. `quiet`: the line has been silent since the last byte, so that nothing more comes.
    package static func nextRTU(_ bytes: [UInt8], _ range: Range<Int>, quiet: Bool) -> Step {
        guard !range.isEmpty else { return .incomplete }
        let more: Step = quiet ? .skip(1) : .incomplete
        let available = min(range.count, limitRTU)
        switch lengthRTU(bytes, range) {
        case .known(let length):
            guard length <= limitRTU else { return .skip(1) }
            guard length <= available else { return more }
            return request(bytes, range.lowerBound..<range.lowerBound + length) ?? .skip(1)
        case .unfinished:
            return more
        case .untold:
            // Only a silence ends a request with a function that we do not know.
            guard quiet else { return range.count < limitRTU ? .incomplete : .skip(1) }
            guard range.count <= limitRTU else { return .skip(1) }
            return request(bytes, range) ?? .skip(1)
        }
    }

    /// The CRC-16 of Modbus, bit by bit.
    package static func crc(_ bytes: [UInt8], _ range: Range<Int>) -> UInt16 {
        var crc: UInt16 = 0xFFFF
        for index in range {
            crc ^= UInt16(bytes[index])
            for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0xA001 }
        }
        return crc
    }

    /// Appends the CRC of `out[start...]`, low byte first.
    static func endRTU(_ start: Int, in out: inout [UInt8]) {
        let crc = crc(out, start..<out.count)
        out.append(UInt8(truncatingIfNeeded: crc))
        out.append(UInt8(truncatingIfNeeded: crc >> 8))
    }

    private static func request(_ bytes: [UInt8], _ frame: Range<Int>) -> Step? {
        guard frame.count >= 4 else { return nil }
        let pdu = frame.lowerBound + 1..<frame.upperBound - 2
        let sent = UInt16(bytes[pdu.upperBound]) | UInt16(bytes[pdu.upperBound + 1]) << 8
        guard sent == crc(bytes, frame.lowerBound..<pdu.upperBound) else { return nil }
        return .request(unit: bytes[frame.lowerBound], pdu: pdu, end: frame.upperBound)
    }

    private enum Length {
        case known(Int)
        /// The byte that tells has not come.
        case unfinished
        /// The function does not tell.
        case untold
    }

    private static func lengthRTU(_ bytes: [UInt8], _ range: Range<Int>) -> Length {
        guard range.count >= 2 else { return .unfinished }
        switch bytes[range.lowerBound + 1] {
        case 1...6: return .known(8)
        case 15, 16:
            guard range.count >= 7 else { return .unfinished }
            return .known(9 + Int(bytes[range.lowerBound + 6]))
        default: return .untold
        }
    }
}
