// SPDX-License-Identifier: Apache-2.0
internal import Field

extension PointWriter {
    /// Writes a number in the point's unit: the nearest that the bits can show.
    func put(_ value: Double, _ registers: inout Registers) {
        put(bits: bits(of: value), &registers)
    }

    /// Lays raw bits over the registers, right-aligned.
    func put(bits: UInt64, _ registers: inout Registers) {
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
        for _ in 0...avoided.count * 4 {
            let bits = UInt64(truncatingIfNeeded: steps) & mask
            guard let away = stepsAway(from: bits, steps > 0) else { return bits }
            steps += away
        }
        return 0
    }

    /// How far the nearest bits lie, towards zero, that stand for a number; nil for these.
    private func stepsAway(from bits: UInt64, _ isPositive: Bool) -> Int128? {
        for sentinel in avoided {
            for place in sentinel.isOfWord ? 0..<count : 0..<1 {
                let word = sentinel.isOfWord ? bits >> UInt64(place * 16) & 0xFFFF : bits
                guard (sentinel.raw...sentinel.last).contains(word) else { continue }
                let away = isPositive ? word - sentinel.raw : sentinel.last - word
                return (Int128(away) + 1) << Int128(place * 16) * (isPositive ? -1 : 1)
            }
        }
        return nil
    }

    private var leastRaw: Int128 {
        guard case .integer(isSigned: true) = form else { return 0 }
        return -(1 << (width - 1))
    }

    private var mostRaw: Int128 {
        switch form {
        case .integer(isSigned: true): (1 << (width - 1)) - 1
        case .digits: (0..<(width + 3) / 4).reduce(1) { power, _ in power * 10 } - 1
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
        let bytes = Array(text.utf8)
        put(charset == .utf16 ? bytes.flatMap { [0, $0] } : bytes, &registers)
    }

    /// Writes a day at noon as its layout has it: days or seconds since 1970 or 2000, or its parts
    /// one by one.
    func put(day: CivilDay, _ registers: inout Registers) {
        let layout = layout ?? "days-2000"
        let days = day.daysSince2000 + (layout.hasSuffix("1970") ? 10_957 : 0)
        if layout.hasPrefix("days") { return putCount(days, &registers) }
        if layout.hasPrefix("seconds") { return putCount(days * 86_400 + 43_200, &registers) }
        let parts = layout.split(separator: "-")
        let isWord = parts.contains("word")
        let fields = Self.fields(of: day, parts.last ?? "")
        put(
            fields.flatMap { field in
                let byte = UInt8(parts[0] == "bcd" ? field / 10 * 16 + field % 10 : field)
                return isWord ? [0, byte] : [byte]
            }, &registers)
    }

    private func putCount(_ number: Int, _ registers: inout Registers) {
        func byte(_ index: Int) -> UInt16 {
            let place = count * 2 - 1 - textPlaces[index]
            return UInt16(truncatingIfNeeded: number >> (place * 8)) & 0xFF
        }
        for index in 0..<count {
            registers[table, address + index] = byte(index * 2) << 8 | byte(index * 2 + 1)
        }
    }

    /// The first `m` behind a day, a month or a year is the month, or what stands before one.
    private static func fields(of day: CivilDay, _ letters: Substring) -> [Int] {
        let places = Array(letters)
        return places.indices.map { index in
            switch places[index] {
            case "d": return day.day
            case "y": return day.year % 100
            case "h": return 12
            case "m":
                let before = places[..<index].last { $0 != "x" && $0 != "m" }
                let after = places[index...].first { $0 != "x" && $0 != "m" }
                let isMonth = ["d", "y"].contains(before ?? after ?? "h")
                return isMonth ? day.month : 0
            default: return 0
            }
        }
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
