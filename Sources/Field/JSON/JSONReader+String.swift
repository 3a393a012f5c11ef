// SPDX-License-Identifier: Apache-2.0

extension JSONReader {
    /// A string in quotes: valid UTF-8, no bare control characters, no lone surrogates.
    mutating func string() throws(JSON.Fault) -> String {
        guard next == UInt8(ascii: "\"") else { throw fault() }
        at += 1
        var text: [UInt8] = []
        while let byte = next {
            at += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw fault(.notUTF8)
                }
                return string
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw fault()
            default: text.append(byte)
            }
        }
        throw fault()
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSON.Fault) {
        guard let letter = next else { throw fault() }
        at += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"): text.append(contentsOf: String(try scalar()).utf8)
        default: throw fault()
        }
    }

    private mutating func scalar() throws(JSON.Fault) -> Character {
        let first = try unit()
        guard first & 0xFC00 == 0xD800 else { return try character(first) }
        // A high surrogate must be followed by an escaped low one.
        guard next == UInt8(ascii: "\\") else { throw fault() }
        at += 1
        guard next == UInt8(ascii: "u") else { throw fault() }
        at += 1
        let second = try unit()
        guard second & 0xFC00 == 0xDC00 else { throw fault() }
        return try character(0x1_0000 + (first & 0x3FF) << 10 + second & 0x3FF)
    }

    private func character(_ code: UInt32) throws(JSON.Fault) -> Character {
        guard let scalar = Unicode.Scalar(code) else { throw fault() }
        return Character(scalar)
    }

    private mutating func unit() throws(JSON.Fault) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw fault()
            }
            code = code << 4 | UInt32(digit)
            at += 1
        }
        return code
    }
}
