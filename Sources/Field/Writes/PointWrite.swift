// SPDX-License-Identifier: Apache-2.0

/// One value as it is written to a device: the request's elements, and what reads back the same.
package struct PointWrite: Hashable, Sendable {
    /// Why a value cannot be written to a point.
    package enum Mistake: Error, Hashable, Sendable {
        /// The profile lets nobody write it.
        case readOnly
        /// It shares its registers with other points, is a text or a date, or its number is
        /// worked out with others.
        case notSupported
        /// No number, nor one of the words for on and off.
        case notANumber
        /// Outside these, in the point's unit.
        case outside(Decimal, Decimal)
        /// Between two that the bits can stand for.
        case between(Decimal, Decimal)
        /// The bits that mark a fault.
        case sentinel
    }

    /// 5, 6, 15 or 16 (Modbus Application Protocol V1.1b3, sections 6.5, 6.6, 6.11, 6.12).
    package var function: UInt8
    package var address: UInt16
    /// Registers, or one coil: 0 or 1.
    package var words: [UInt16]

    package init(function: UInt8, address: UInt16, words: [UInt16]) {
        self.function = function
        self.address = address
        self.words = words
    }

    /// `text`: a number in the point's unit, or on and off for what has two states.
    package init(_ point: Point, _ text: String) throws(Mistake) {
        guard point.access != .read, [.holding, .coil].contains(point.table) else {
            throw .readOnly
        }
        guard !point.encoding.isText, point.kind != .text, point.half == nil, point.bits == nil,
            !point.dependence.changesNumber
        else { throw .notSupported }
        let bits = try Self.bits(point, text)
        guard Exceptions(point).map({ $0.isSentinel(bits) }) != true else { throw .sentinel }
        address = point.address
        words = point.table.isBits ? [UInt16(bits & 1)] : Self.words(of: bits, point)
        if point.write?.hasComplement == true { words += words.map { ~$0 } }
        function =
            point.write?.function ?? (point.table.isBits ? 5 : words.count == 1 ? 6 : 16)
    }

    /// What a device wants to see before or after.
    package init(_ unlock: WriteRule.Unlock) {
        let function: UInt8 = unlock.table.isBits ? 5 : unlock.words.count == 1 ? 6 : 16
        self.init(function: function, address: unlock.address, words: unlock.words)
    }

    /// The value's bits, right-aligned.
    private static func bits(_ point: Point, _ text: String) throws(Mistake) -> UInt64 {
        if point.encoding == .bool {
            guard let on = truth(text) else { throw .notANumber }
            return on != point.isInverted ? 1 : 0
        }
        guard let number = plain(text) else { throw .notANumber }
        if let limits = point.write?.limits ?? point.span {
            guard limits.contains(number) else { throw .outside(limits.low, limits.high) }
        }
        if [.float16, .float32, .float64].contains(point.encoding) {
            return try float(point, number)
        }
        // More digits than a decimal is written with: a counter of 64 bits.
        let value = Decimal(text) ?? Int128(text).map { Decimal(mantissa: $0) }
        guard let value else { throw .notANumber }
        return try integer(point, value)
    }

    /// A number in digits: neither hexadecimal nor a word.
    private static func plain(_ text: String) -> Double? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) })
        else { return nil }
        return Double(text)
    }

    private static func truth(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "1", "on", "true", "bật": true
        case "0", "off", "false", "tắt": false
        default: nil
        }
    }

    private static func float(_ point: Point, _ value: Double) throws(Mistake) -> UInt64 {
        let raw = (value - point.offset.double) / point.scale.double
        let bits: UInt64
        let isFinite: Bool
        switch point.encoding {
        case .float16: (bits, isFinite) = (UInt64(Float16(raw).bitPattern), Float16(raw).isFinite)
        case .float32: (bits, isFinite) = (UInt64(Float(raw).bitPattern), Float(raw).isFinite)
        default: (bits, isFinite) = (raw.bitPattern, raw.isFinite)
        }
        guard isFinite else { throw .notANumber }
        return bits
    }

    /// Exactly: 21.5 is 215 steps of 0.1, and 21.55 is none.
    private static func integer(_ point: Point, _ value: Decimal) throws(Mistake) -> UInt64 {
        guard let numbers = point.numbers, let above = value.minus(point.offset),
            let (raw, rest) = above.divided(by: point.scale)
        else { throw .notANumber }
        guard rest == 0 else { throw nearest(point, raw, rest < 0) }
        guard numbers.contains(raw) else {
            let ends = [numbers.lowerBound, numbers.upperBound].compactMap { scaled(point, $0) }
                .sorted { $0.double < $1.double }
            guard ends.count == 2 else { throw .notANumber }
            throw .outside(ends[0], ends[1])
        }
        return point.encoding == .bcd
            ? digits(raw) : UInt64(truncatingIfNeeded: raw) & (.max >> UInt64(64 - point.width))
    }

    private static func nearest(_ point: Point, _ raw: Int128, _ isBelow: Bool) -> Mistake {
        let pair = [isBelow ? raw - 1 : raw, isBelow ? raw : raw + 1]
            .compactMap { scaled(point, $0) }.sorted { $0.double < $1.double }
        return pair.count == 2 ? .between(pair[0], pair[1]) : .notANumber
    }

    private static func scaled(_ point: Point, _ raw: Int128) -> Decimal? {
        Decimal(mantissa: raw).scaled(by: point.scale, plus: point.offset)
    }

    private static func digits(_ number: Int128) -> UInt64 {
        var (rest, bits) = (UInt64(number), UInt64(0))
        for place in 0..<16 {
            bits |= (rest % 10) << UInt64(place * 4)
            rest /= 10
        }
        return bits
    }

    private static func words(of bits: UInt64, _ point: Point) -> [UInt16] {
        let bytes = point.order.bytes(of: bits)
        return stride(from: 0, to: bytes.count, by: 2).map {
            UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
        }
    }
}

extension Dependence {
    /// Whether a value is not the number that stands in its registers, times its scale.
    fileprivate var changesNumber: Bool {
        exponent != nil || factor != nil || unit != nil || curve != nil
    }
}

extension Decimal {
    /// The whole number of times that the other goes into it, and the sign of what is left; nil
    /// where 127 bits do not hold it.
    fileprivate func divided(by other: Self) -> (quotient: Int128, rest: Int)? {
        let common = min(exponent, other.exponent)
        let (a, lostA) = mantissa.multipliedReportingOverflow(by: powerOfTen(exponent - common))
        let (b, lostB) = other.mantissa.multipliedReportingOverflow(
            by: powerOfTen(other.exponent - common))
        guard !lostA, !lostB, b != 0 else { return nil }
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
        return (quotient, remainder == 0 ? 0 : (remainder < 0) == (b < 0) ? 1 : -1)
    }
}
