// SPDX-License-Identifier: Apache-2.0

/// The check of an RTU frame (Modbus over Serial Line V1.02, section 6.2.2): CRC-16, polynomial
/// 0xA001 reflected, start 0xFFFF, low byte first on the wire.
package enum CRC16 {
    /// One entry for each value of a byte.
    private static let table: [UInt16] = (0..<256).map { byte in
        (0..<8).reduce(UInt16(byte)) { crc, _ in
            crc & 1 == 1 ? crc >> 1 ^ 0xA001 : crc >> 1
        }
    }

    package static func of(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> UInt16 {
        var crc: UInt16 = 0xFFFF
        for index in range {
            crc = crc >> 8 ^ table[Int(UInt8(truncatingIfNeeded: crc) ^ bytes[index])]
        }
        return crc
    }
}
