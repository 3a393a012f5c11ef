// SPDX-License-Identifier: Apache-2.0

extension Registers {
    /// Functions 5 and 6.
    mutating func writeOne(_ table: Table, _ address: Int, _ value: Int) -> ExceptionCode? {
        if table == .coils {
            guard value == 0 || value == 0xFF00 else { return .illegalValue }
        }
        guard isWritable(table, address..<address + 1) else { return .illegalAddress }
        self[table, address] = table == .coils ? (value == 0 ? 0 : 1) : UInt16(value)
        return nil
    }

    /// Functions 15 and 16. Limits: 1,968 bits, 123 registers. All or nothing is written.
    mutating func writeMany(
        _ table: Table, _ address: Int, _ count: Int, _ bytes: [UInt8], _ pdu: Range<Int>
    ) -> ExceptionCode? {
        let bits = table == .coils
        let size = bits ? (count + 7) / 8 : count * 2
        let data = pdu.lowerBound + 6
        guard (1...(bits ? 1_968 : 123)).contains(count), pdu.count == 6 + size,
            Int(bytes[data - 1]) == size
        else { return .illegalValue }
        guard isWritable(table, address..<address + count) else { return .illegalAddress }
        for index in 0..<count {
            self[table, address + index] =
                bits
                ? UInt16(bytes[data + index / 8] >> UInt8(index % 8) & 1)
                : UInt16(Self.word(bytes, data + index * 2))
        }
        return nil
    }
}
