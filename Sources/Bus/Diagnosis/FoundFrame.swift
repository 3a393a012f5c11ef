// SPDX-License-Identifier: Apache-2.0

/// An intact RTU frame among bytes, whoever sent it to whom.
struct FoundFrame: Hashable {
    let bytes: ArraySlice<UInt8>

    var unit: UInt8 { bytes[bytes.startIndex] }
    var function: UInt8 { bytes[bytes.startIndex + 1] }

    /// Whether a master asks so.
    var isRequest: Bool { bytes.count == 8 && (1...6).contains(function) && !isAnswer }

    /// Whether the byte count of an answer is in its place.
    private var isAnswer: Bool {
        (1...4).contains(function) && Int(bytes[bytes.startIndex + 2]) + 5 == bytes.count
    }

    /// All that do not overlap, the first ones first.
    static func all(in bytes: [UInt8]) -> [Self] {
        var found: [Self] = []
        var start = 0
        while start + 5 <= bytes.count {
            if let length = length(at: start, in: bytes) {
                found.append(Self(bytes: bytes[start..<start + length]))
                start += length
            } else {
                start += 1
            }
        }
        return found
    }

    private static func length(at start: Int, in bytes: [UInt8]) -> Int? {
        let lengths: [Int]
        switch bytes[start + 1] {
        case 1...4: lengths = [Int(bytes[start + 2]) + 5, 8]
        case 5, 6, 15, 16: lengths = [8]
        case 0x81...0x86, 0x8F, 0x90: lengths = [5]
        default: return nil
        }
        return lengths.first { isIntact(bytes, start, $0) }
    }

    static func isIntact(_ bytes: [UInt8], _ start: Int, _ length: Int) -> Bool {
        let end = start + length
        guard length >= 5, end <= bytes.count else { return false }
        let crc = CRC16.of(bytes.span, start..<end - 2)
        return crc == UInt16(bytes[end - 2]) | UInt16(bytes[end - 1]) << 8
    }
}
