// SPDX-License-Identifier: Apache-2.0
internal import Field

extension PointWriter {
    /// The number in the point's unit that the registers stand for: what was put there, as far as
    /// its bits could show it.
    func taken(_ registers: Registers) -> Double { number(bits(registers)) }

    /// Whether its bits can show this number, and would not stand for none.
    func shows(_ number: Double) -> Bool { abs(self.number(bits(of: number)) - number) < 1e-9 }

    /// The words that the registers hold, whoever has put them there.
    func takenText(_ registers: Registers) -> String {
        var bytes: [UInt8] = []
        for index in 0..<count {
            let register = registers[table, address + index] ?? 0
            let (high, low) = (UInt8(register >> 8), UInt8(register & 0xFF))
            switch half {
            case .high: bytes.append(high)
            case .low: bytes.append(low)
            case nil: bytes += swapsText ? [low, high] : [high, low]
            }
        }
        if charset == .utf16 { bytes = stride(from: 1, to: bytes.count, by: 2).map { bytes[$0] } }
        let words = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        return String(words.reversed().drop { $0 == " " }.reversed())
    }

    private func number(_ bits: UInt64) -> Double {
        if case .truth = form { return (bits != 0) != isInverted ? 1 : 0 }
        let number = raw(bits) * scale + offset
        return isFolded && abs(number) > 1 ? (number < 0 ? -2 : 2) - number : number
    }

    private func bits(_ registers: Registers) -> UInt64 {
        if table.isBits { return UInt64(registers[table, address] ?? 0) }
        return gathered(registers) >> UInt64(low) & UInt64.max >> UInt64(64 - width)
    }

    private func raw(_ bits: UInt64) -> Double {
        switch form {
        case .integer(isSigned: true):
            let unused = UInt64(64 - width)
            return Double(Int64(bitPattern: bits << unused) >> Int64(unused))
        case .integer, .truth: return Double(bits)
        case .float16: return Double(Float16(bitPattern: UInt16(truncatingIfNeeded: bits)))
        case .float32: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        case .float64: return Double(bitPattern: bits)
        case .digits:
            return (0..<16).reversed().reduce(0) {
                $0 * 10 + Double(bits >> UInt64($1 * 4) & 15)
            }
        case .characters, .moment: return .nan
        }
    }
}
