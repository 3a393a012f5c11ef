// SPDX-License-Identifier: Apache-2.0

extension Registers {
    /// Functions 1 to 4. Limits: 2,000 bits, 125 registers.
    mutating func read(
        _ function: UInt8, _ table: Table, _ address: Int, _ count: Int, _ out: inout [UInt8]
    ) -> ExceptionCode? {
        let bits = table == .coils || table == .discreteInputs
        let width = isWide && !bits ? 2 : 1
        let most = bits ? 2_000 : min(125 / width, largestRead ?? 125)
        guard (1...max(1, most)).contains(count) else { return .illegalValue }
        out.append(function)
        out.append(UInt8(bits ? (count + 7) / 8 : count * 2 * width))
        let addresses = address * width..<(address + count) * width
        let complete =
            bits ? appendBits(table, addresses, &out) : appendWords(table, addresses, &out)
        return complete ? nil : .illegalAddress
    }

    /// False when one of them does not exist.
    private mutating func appendWords(
        _ table: Table, _ addresses: Range<Int>, _ out: inout [UInt8]
    ) -> Bool {
        var next = addresses.lowerBound
        var counted = false
        while next < addresses.upperBound {
            guard let place = bank(table, next) else {
                guard hasZeros, next < 65_536 else { return false }
                out += [0, 0]
                next += 1
                continue
            }
            let bank = banks[table.rawValue][place]
            let end = min(addresses.upperBound, bank.addresses.upperBound)
            for address in next..<end {
                let word =
                    bank.words.isEmpty ? Self.counted(address, read: reads) : bank[address]
                out.append(UInt8(truncatingIfNeeded: word >> 8))
                out.append(UInt8(truncatingIfNeeded: word))
            }
            counted = counted || bank.words.isEmpty
            next = end
        }
        if counted { reads &+= 1 }
        return true
    }

    /// The first bit is the lowest of the first byte; the last byte is filled up with zeros.
    private func appendBits(
        _ table: Table, _ addresses: Range<Int>, _ out: inout [UInt8]
    ) -> Bool {
        var byte: UInt8 = 0
        for (index, address) in addresses.enumerated() {
            let missing: UInt16? = hasZeros && address < 65_536 ? 0 : nil
            guard let bit = self[table, address] ?? missing else { return false }
            byte |= UInt8(truncatingIfNeeded: bit & 1) << UInt8(index % 8)
            if index % 8 == 7 || index == addresses.count - 1 {
                out.append(byte)
                byte = 0
            }
        }
        return true
    }
}
