// SPDX-License-Identifier: Apache-2.0

/// 64 bits of what a record says, the same for the same content in whatever order and form it
/// stands: a record on its own channel and a row of a history. Two contents that give the same
/// bits by chance are one in 10^19; whoever wants to deceive the auditor could.
struct Fingerprint {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    /// FNV-1a, then mixed, so that sums of prints do not meet.
    var value: UInt64 {
        var generator = SplitMix(seed: state)
        return generator.next()
    }

    mutating func byte(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }

    mutating func text(_ text: String) {
        for byte in text.utf8 { self.byte(byte) }
        byte(0xFF)  // in no UTF-8: the end
    }

    mutating func word(_ word: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            byte(UInt8(truncatingIfNeeded: word >> shift))
        }
    }

    /// Of a named value; objects are sums of these, so that order does not matter.
    static func of(_ name: String, _ value: JSON) -> UInt64 {
        var print = Self()
        print.text(name)
        print.word(of(value))
        return print.value
    }

    /// Null members of an object say no more than absent ones.
    static func of(_ value: JSON) -> UInt64 {
        var print = Self()
        switch value {
        case .null: print.byte(0)
        case .bool(let on): print.byte(on ? 2 : 1)
        case .number(let text):
            print.byte(3)
            print.number(text)
        case .string(let text):
            print.byte(4)
            print.text(text)
        case .array(let elements):
            print.byte(5)
            for element in elements { print.word(of(element)) }
        case .object(let members):
            print.byte(6)
            print.word(members.reduce(0) { $1.value == .null ? $0 : $0 &+ of($1.key, $1.value) })
        }
        return print.value
    }

    /// 31.2, 31.20 and 3.12e1 are one number.
    private mutating func number(_ text: String) {
        var digits: [UInt8] = []
        var isNegative = false
        var exponent = 0
        var isFraction = false
        let parts = text.utf8.split(maxSplits: 1) { $0 | 0x20 == UInt8(ascii: "e") }
        for byte in parts.first ?? text.utf8[...] {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): isFraction = true
            default:
                if isFraction { exponent -= 1 }
                if byte != 0x30 || !digits.isEmpty { digits.append(byte) }
            }
        }
        if parts.count == 2 {
            guard let power = Int32(Substring(parts[1])) else { return self.text(text) }
            exponent += Int(power)
        }
        while digits.last == 0x30 {
            digits.removeLast()
            exponent += 1
        }
        if digits.isEmpty { return byte(0) }
        byte(isNegative ? 1 : 2)
        for digit in digits { byte(digit) }
        word(UInt64(bitPattern: Int64(exponent)))
    }
}
