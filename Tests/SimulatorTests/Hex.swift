// SPDX-License-Identifier: Apache-2.0
import Simulator

/// The bytes that a string spells in hexadecimal; blanks are for the reader.
func hex(_ text: String) -> [UInt8] {
    let digits = text.filter { $0 != " " }.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
}

/// An RTU frame: the bytes and their CRC, which published frames have proved.
func framed(_ text: String) -> [UInt8] {
    let bytes = hex(text)
    let crc = ServerFrame.crc(bytes, bytes.indices)
    return bytes + [UInt8(crc & 0xFF), UInt8(crc >> 8)]
}

extension Registers {
    /// The reply's function and data to a request's function and data.
    mutating func reply(_ request: String) -> [UInt8] {
        let bytes = hex(request)
        var out: [UInt8] = []
        answer(bytes, bytes.indices, into: &out)
        return out
    }

    /// Words from an address on; fails like the subscript where there are none.
    mutating func store(_ words: [UInt16], _ table: Table, _ address: Int, writable: Bool = false) {
        define(table, address..<address + words.count, writable: writable)
        for (index, word) in words.enumerated() { self[table, address + index] = word }
    }
}
