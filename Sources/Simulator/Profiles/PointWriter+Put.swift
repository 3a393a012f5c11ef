// SPDX-License-Identifier: Apache-2.0

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
        case .truth: return value == 0 ? 0 : 1
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
        let bounds = (lowest, highest)
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

    private var lowest: Int128 {
        guard case .integer(isSigned: true) = form else { return 0 }
        return -(1 << (width - 1))
    }

    private var highest: Int128 {
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

    private func gathered(_ registers: Registers) -> UInt64 {
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
        let bytes = Array(text.utf8.prefix(count * 2))
        func byte(_ index: Int) -> UInt16 { index < bytes.count ? UInt16(bytes[index]) : 0 }
        for index in 0..<count {
            let (first, second) = (byte(index * 2), byte(index * 2 + 1))
            registers[table, address + index] =
                swapsText ? second << 8 | first : first << 8 | second
        }
    }

    /// Writes a day as numbers: year, month, day, hour, minute, second, as far as there are
    /// registers.
    func put(date seconds: Double, _ registers: inout Registers) {
        let fields = Self.fields(seconds)
        for index in 0..<count {
            registers[table, address + index] = index < fields.count ? fields[index] : 0
        }
    }

    /// The civil date in Da Nang (the days-from-civil algorithm, turned around).
    private static func fields(_ seconds: Double) -> [UInt16] {
        let local = Int(seconds) + 7 * 3_600
        let days = local / 86_400 + 719_468
        let (era, day) = (days / 146_097, days % 146_097)
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
        let ofYear = day - (365 * year + year / 4 - year / 100)
        let shifted = (5 * ofYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let civil = year + era * 400 + (month <= 2 ? 1 : 0)
        let rest = local % 86_400
        return [
            civil, month, ofYear - (153 * shifted + 2) / 5 + 1, rest / 3_600, rest / 60 % 60,
            rest % 60,
        ].map { UInt16(truncatingIfNeeded: $0) }
    }
}
