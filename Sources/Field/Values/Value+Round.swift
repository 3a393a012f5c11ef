// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
    /// Appends a finite number with at most `digits` significant digits, trailing zeros left out:
    /// scaling a float32 cannot add digits that were never measured.
    mutating func append(_ number: Double, digits: Int) {
        var rounded = DecimalDigits(number)
        rounded.round(to: digits)
        append(rounded)
    }

    private mutating func append(_ number: DecimalDigits) {
        if number.isNegative { append(UInt8(ascii: "-")) }
        let digits = number.digits
        // digits[0].digits[1…] × 10^power; plain notation where it is short.
        switch number.power {
        case 0..<17:
            for place in 0...Swift.max(number.power, digits.count - 1) {
                if place == number.power + 1 { append(UInt8(ascii: ".")) }
                append(place < digits.count ? digits[place] : 0x30)
            }
        case -5..<0:
            append(contentsOf: "0.".utf8)
            append(contentsOf: repeatElement(0x30, count: -number.power - 1))
            append(contentsOf: digits)
        default:
            append(digits[0])
            if digits.count > 1 {
                append(UInt8(ascii: "."))
                append(contentsOf: digits.dropFirst())
            }
            append(UInt8(ascii: "e"))
            append(integer: number.power)
        }
    }
}

/// A finite float64 as decimal digits: d.ddd… × 10^power, from its shortest text.
private struct DecimalDigits {
    var isNegative: Bool
    /// ASCII, at least one, no trailing zeros beyond the first.
    var digits: [UInt8] = []
    var power = 0

    init(_ number: Double) {
        isNegative = number.sign == .minus && number != 0
        var pointAt: Int?
        var text = number.magnitude.description.utf8[...]
        if let e = text.lastIndex(of: UInt8(ascii: "e")) {
            power = Int(Substring(text[text.index(after: e)...])) ?? 0
            text = text[..<e]
        }
        for byte in text {
            if byte == UInt8(ascii: ".") { pointAt = digits.count } else { digits.append(byte) }
        }
        power += (pointAt ?? digits.count) - 1
        let zeros = digits.prefix { $0 == 0x30 }.count
        if zeros == digits.count {
            digits = [0x30]
            power = 0
        } else {
            digits.removeFirst(zeros)
            power -= zeros
        }
        trim()
    }

    /// Half away from zero, on the digits as printed.
    mutating func round(to count: Int) {
        guard digits.count > count else { return }
        let up = digits[count] >= 0x35
        digits.removeLast(digits.count - count)
        guard up else { return trim() }
        var place = count - 1
        while place >= 0, digits[place] == 0x39 {
            digits[place] = 0x30
            place -= 1
        }
        if place >= 0 {
            digits[place] += 1
        } else {
            digits.insert(0x31, at: 0)
            power += 1
        }
        trim()
    }

    private mutating func trim() {
        while digits.count > 1, digits.last == 0x30 { digits.removeLast() }
    }
}
