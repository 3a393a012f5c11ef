// SPDX-License-Identifier: Apache-2.0
internal import Field

extension PointWriter {
    /// Writes a number in the point's unit: the nearest that the bits can show.
    func put(_ value: Double, _ registers: inout Registers) {
        let bits = bits(of: value)
        if table.isBits {
            registers[table, address] = UInt16(truncatingIfNeeded: bits & 1)
            return
        }
        // Other points may have other bits of the same word.
        let mask = (UInt64.max >> UInt64(64 - width)) << UInt64(low)
        let word = gathered(registers) & ~mask | (bits << UInt64(low)) & mask
        scatter(word, &registers)
    }

    /// The value's bits, right-aligned.
    func bits(of value: Double) -> UInt64 {
        let raw = (value - offset) / scale
        switch form {
        case .truth: return (value != 0) != isInverted ? 1 : 0
        case .float16: return UInt64(Float16(raw).bitPattern)
        case .float32: return UInt64(Float(raw).bitPattern)
        case .float64: return raw.bitPattern
        case .integer: return integer(raw)
        case .digits: return digits(integer(raw))
        case .characters, .moment: return 0
        }
    }

    /// Rounded, held at the ends as an instrument's converter holds it, and never one of the words
    /// that stand for no number.
    private func integer(_ raw: Double) -> UInt64 {
        let bounds = (leastRaw, mostRaw)
        var steps = Int128(max(-1e30, min(1e30, raw.isNaN ? 0 : raw.rounded())))
        steps = max(bounds.0, min(bounds.1, steps))
        let mask = UInt64.max >> UInt64(64 - width)
        for _ in 0...avoided.count {
            let bits = UInt64(truncatingIfNeeded: steps) & mask
            guard avoided.contains(bits) else { return bits }
            steps += steps > 0 ? -1 : 1
        }
        return 0
    }

    private var leastRaw: Int128 {
        guard case .integer(isSigned: true) = form else { return 0 }
        return -(1 << (width - 1))
    }

    private var mostRaw: Int128 {
        switch form {
        case .integer(isSigned: true): (1 << (width - 1)) - 1
        case .digits: (0..<count * 4).reduce(1) { power, _ in power * 10 } - 1
        default: (1 << width) - 1
        }
    }

    private func digits(_ number: UInt64) -> UInt64 {
        var (rest, bits) = (number, UInt64(0))
        for place in 0..<16 {
            bits |= (rest % 10) << UInt64(place * 4)
            rest /= 10
        }
        return bits
    }

    func gathered(_ registers: Registers) -> UInt64 {
        var word: UInt64 = 0
        for (index, place) in places.enumerated() {
            let register = registers[table, address + index / 2] ?? 0
            let byte = UInt64(index % 2 == 0 ? register >> 8 : register & 0xFF)
            word |= byte << UInt64((places.count - 1 - place) * 8)
        }
        return word
    }

    private func scatter(_ word: UInt64, _ registers: inout Registers) {
        for index in 0..<count {
            let high = word >> UInt64((places.count - 1 - places[index * 2]) * 8) & 0xFF
            let low = word >> UInt64((places.count - 1 - places[index * 2 + 1]) * 8) & 0xFF
            registers[table, address + index] = UInt16(high << 8 | low)
        }
    }
}

extension PointWriter {
    /// Writes characters, ASCII from the first on, filled up with zeros.
    func put(_ text: String, _ registers: inout Registers) {
        put(Array(text.utf8), &registers)
    }

    /// Writes a day as its layout has it: one register counts the days since 2000, three are
    /// second, minute, hour, day, month and year in decimal digits.
    func put(day: CivilDay, _ registers: inout Registers) {
        guard count >= 3 else {
            registers[table, address] = UInt16(truncatingIfNeeded: day.daysSince2000)
            return
        }
        let fields = [0, 0, 12, day.day, day.month, day.year % 100]
        put(fields.map { UInt8($0 / 10 << 4 | $0 % 10) }, &registers)
    }

    private func put(_ bytes: [UInt8], _ registers: inout Registers) {
        func byte(_ index: Int) -> UInt16 { index < bytes.count ? UInt16(bytes[index]) : 0 }
        for index in 0..<count {
            let (first, second) = (byte(index * 2), byte(index * 2 + 1))
            registers[table, address + index] =
                switch half {
                case .high: byte(index) << 8
                case .low: byte(index)
                case nil: swapsText ? second << 8 | first : first << 8 | second
                }
        }
    }
}
