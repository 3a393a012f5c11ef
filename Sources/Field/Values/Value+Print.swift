// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
    /// Appends a value as JSON has it: integers exact, decimals with their scale's digits, floats
    /// as the shortest text that reads back to the same bits, computed ones rounded.
    package mutating func append(value: Value) {
        switch value {
        case .bool(let on): append(contentsOf: (on ? "true" : "false").utf8)
        case .decimal(let number): append(decimal: number)
        case .float16(let number): append(shortest: number.description)
        case .float32(let number): append(shortest: number.description)
        case .float64(let number): append(shortest: number.description)
        case .computed(let number, let digits): append(number, digits: digits)
        }
    }

    package mutating func append(integer: some FixedWidthInteger) {
        if let small = Int64(exactly: integer) { return append(mantissa: small, exponent: 0) }
        if integer < 0 { append(UInt8(ascii: "-")) }
        append(magnitude: integer.magnitude)
    }

    private mutating func append(decimal: Decimal) {
        // Almost every reading fits 64 bits, where dividing is many times faster.
        if let small = Int64(exactly: decimal.mantissa) {
            return append(mantissa: small, exponent: decimal.exponent)
        }
        if decimal.mantissa < 0 { append(UInt8(ascii: "-")) }
        append(magnitude: decimal.mantissa.magnitude, fraction: Swift.max(0, -decimal.exponent))
        append(zeros: decimal.exponent)
    }

    /// Appends mantissa × 10^exponent with the exponent's digits.
    mutating func append(mantissa: Int64, exponent: Int) {
        if mantissa < 0 { append(UInt8(ascii: "-")) }
        append(magnitude: mantissa.magnitude, fraction: Swift.max(0, -exponent))
        if mantissa != 0 { append(zeros: exponent) }
    }

    private mutating func append(zeros: Int) {
        if zeros > 0 { append(contentsOf: repeatElement(0x30, count: zeros)) }
    }

    /// As the generic one below, for the numbers that almost all values are: digits leave from the
    /// front, without going back over the buffer.
    private mutating func append(magnitude: UInt64, fraction: Int) {
        var place = Swift.max(Self.digits(magnitude), fraction + 1)
        // The digits as a number that is read from its end: at most 20, two to a byte.
        var reversed: (low: UInt64, high: UInt64) = (0, 0)
        var rest = magnitude
        for _ in 0..<place {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            reversed.high = reversed.high << 4 | reversed.low >> 60
            reversed.low = reversed.low << 4 | digit
            rest = quotient
        }
        while place > 0 {
            append(0x30 + UInt8(truncatingIfNeeded: reversed.low & 15))
            reversed.low = reversed.low >> 4 | reversed.high << 60
            reversed.high >>= 4
            place -= 1
            if place == fraction, fraction > 0 { append(UInt8(ascii: ".")) }
        }
    }

    /// Appends the decimal digits with a point before the last `fraction`, and at least one digit
    /// before the point.
    private mutating func append(
        magnitude: some UnsignedInteger & FixedWidthInteger, fraction: Int = 0
    ) {
        let digits = Swift.max(Self.digits(magnitude), fraction + 1)
        let length = fraction > 0 ? digits + 1 : digits
        append(contentsOf: repeatElement(UInt8(ascii: "."), count: length))
        var rest = magnitude
        var place = count - 1
        for index in 0..<digits {
            if index == fraction, fraction > 0 { place -= 1 }
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            self[place] = 0x30 + UInt8(truncatingIfNeeded: digit)
            rest = quotient
            place -= 1
        }
    }

    /// How many decimal digits a number has; one for zero.
    private static func digits(_ number: some UnsignedInteger & FixedWidthInteger) -> Int {
        var digits = 1
        var rest = number
        while rest >= 10 {
            rest /= 10
            digits += 1
        }
        return digits
    }

    /// The standard library's shortest text, without the `.0` that JSON does not need.
    private mutating func append(shortest text: String) {
        append(contentsOf: text.utf8)
        if suffix(2).elementsEqual([UInt8(ascii: "."), 0x30]) { removeLast(2) }
    }
}

extension Value {
    /// As float64 of what is printed: 0.1 for a float32 that is 0.10000000149. It parses a text;
    /// `double` is enough except close to a limit.
    package var printedNumber: Double {
        switch self {
        case .bool, .decimal, .float64: return double
        case .float16, .float32, .computed: break
        }
        var text: [UInt8] = []
        text.append(value: self)
        return Double(String(decoding: text, as: UTF8.self)) ?? double
    }
}
