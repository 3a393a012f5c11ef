// SPDX-License-Identifier: Apache-2.0

extension ScrubView {
    /// With `%41`, `\u0041`, `\x41`, `\"`, `&quot;` and `&#65;` as what they stand for.
    static func unescaped(_ text: [UInt8]) -> Self {
        var view = Self()
        var place = 0
        while place < text.count {
            let (bytes, length) = escape(text, place) ?? ([text[place]], 1)
            for byte in bytes { view.add(byte, place, place + length) }
            place += length
        }
        return view
    }

    /// What an escape at this place stands for, and how long it is.
    private static func escape(_ text: [UInt8], _ place: Int) -> ([UInt8], Int)? {
        switch text[place] {
        case UInt8(ascii: "%"):
            number(text, place + 1, digits: 2).map { ([UInt8(truncatingIfNeeded: $0)], 3) }
        case UInt8(ascii: "\\"): backslash(text, place)
        case UInt8(ascii: "&"): entity(text, place)
        default: nil
        }
    }

    private static func backslash(_ text: [UInt8], _ place: Int) -> ([UInt8], Int)? {
        guard place + 1 < text.count else { return nil }
        switch text[place + 1] {
        case UInt8(ascii: "u"):
            return number(text, place + 2, digits: 4).flatMap(letter).map { ($0, 6) }
        case UInt8(ascii: "x"):
            return number(text, place + 2, digits: 2).map { ([UInt8(truncatingIfNeeded: $0)], 4) }
        case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): return nil
        case let byte: return ([byte], 2)
        }
    }

    private static let entities: [(name: [UInt8], byte: UInt8)] = [
        ("&quot;", UInt8(ascii: "\"")), ("&amp;", UInt8(ascii: "&")), ("&lt;", UInt8(ascii: "<")),
        ("&gt;", UInt8(ascii: ">")), ("&apos;", UInt8(ascii: "'")),
    ].map { (Array($0.0.utf8), $0.1) }

    private static func entity(_ text: [UInt8], _ place: Int) -> ([UInt8], Int)? {
        for (name, byte) in entities where text[place...].starts(with: name) {
            return ([byte], name.count)
        }
        let rest = text[place...].prefix(10)
        guard rest.starts(with: "&#".utf8), let end = rest.firstIndex(of: UInt8(ascii: ";")) else {
            return nil
        }
        let digits = String(decoding: text[(place + 2)..<end], as: UTF8.self)
        let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return value.flatMap(letter).map { ($0, end - place + 1) }
    }

    private static func letter(_ value: UInt32) -> [UInt8]? {
        Unicode.Scalar(value).map { Array(String(Character($0)).utf8) }
    }

    private static func number(_ text: [UInt8], _ place: Int, digits: Int) -> UInt32? {
        guard place + digits <= text.count, text[place..<place + digits].allSatisfy(isHexadecimal)
        else { return nil }
        return UInt32(String(decoding: text[place..<place + digits], as: UTF8.self), radix: 16)
    }
}
