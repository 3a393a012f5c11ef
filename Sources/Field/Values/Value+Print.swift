// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
    /// Appends a value as JSON has it: integers exact, decimals with their scale's digits, floats
    /// as the shortest text that reads back to the same bits, computed ones rounded.
    package mutating func append(value: Value) {
        switch value {
        case .bool(let on): append(contentsOf: (on ? "true" : "false").utf8)
        case .decimal(let number): append(decimal: number)
        case .float32(let number): append(shortest: number.description)
        case .float64(let number): append(shortest: number.description)
        case .computed(let number, let digits): append(number, digits: digits)
        }
    }

    package mutating func append(integer: some FixedWidthInteger) {
        if integer < 0 { append(UInt8(ascii: "-")) }
        append(magnitude: integer.magnitude)
    }

    /// The decimal digits, most significant first, padded with zeros to `width`.
    private mutating func append(magnitude: some UnsignedInteger, width: Int = 1) {
        let start = count
        var rest = magnitude
        repeat {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            append(0x30 + UInt8(digit))
            rest = quotient
        } while rest != 0
        while count - start < width { append(0x30) }
        self[start...].reverse()
    }

    private mutating func append(decimal: Decimal) {
        if decimal.mantissa < 0 { append(UInt8(ascii: "-")) }
        let start = count
        // Almost every reading fits 64 bits, where dividing is many times faster.
        if let small = UInt64(exactly: decimal.mantissa.magnitude) {
            append(magnitude: small, width: 1 - Swift.min(decimal.exponent, 0))
        } else {
            append(magnitude: decimal.mantissa.magnitude, width: 1 - Swift.min(decimal.exponent, 0))
        }
        if decimal.exponent < 0 {
            insert(UInt8(ascii: "."), at: count + decimal.exponent)
        } else if !decimal.mantissa.magnitude.isZero || count - start > 1 {
            append(contentsOf: repeatElement(0x30, count: decimal.exponent))
        }
    }

    /// The standard library's shortest text, without the `.0` that JSON does not need.
    private mutating func append(shortest text: String) {
        append(contentsOf: text.utf8)
        if suffix(2).elementsEqual([UInt8(ascii: "."), 0x30]) { removeLast(2) }
    }
}

extension FixedWidthInteger {
    fileprivate var isZero: Bool { self == 0 }
}
