// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Format<[Sentinel]> {
    /// `{0x7FFF: not-fitted}`.
    static var sentinels: Self {
        let keyed = Format<[Pair<UInt64, Quality>]>.keyed(by: .rawWord, .reason, atMost: 16)
        return Self(keyed.kind) { node, findings in
            keyed.read(node, &findings)?.map { Sentinel(raw: $0.name, quality: $0.value) }
        }
    }
}

extension Format<[EnumEntry]> {
    /// `{0: {en: stopped, vi: dừng}}`.
    static var enumeration: Self {
        let number = Format<Int64>.integer(Int64(Int32.min)...Int64(UInt32.max))
        let keyed = Format<[Pair<Int64, Text>]>.keyed(by: number, .names, atMost: 256)
        return Self(keyed.kind) { node, findings in
            keyed.read(node, &findings)?.map { EnumEntry(number: $0.name, text: $0.value) }
        }
    }
}

extension Format<Quality> {
    /// What an instrument means by a sentinel.
    static var reason: Self {
        let reasons = Sentinel.reasons
        let words = reasons.map(\.reason)
        return Self(.choice(words), show: { $0.reason }) { node, findings in
            let expected = Kind.choice(words).expected
            guard let text = node.text, !node.isNull else {
                findings.wrongType(node, expected: expected)
                return nil
            }
            if let quality = reasons.first(where: { $0.reason == text }) { return quality }
            findings.badValue(node, expected: expected, near: nearest(text, of: words))
            return nil
        }
    }
}

extension Format<UInt64> {
    /// As many raw bits as a register image may have: `0x7FFF`, `65535`, up to 64 bits.
    static var rawWord: Self {
        let expected = Text(
            en: "a raw word, which has no sign, such as 0x7FFF",
            vi: "giá trị thô không dấu, ví dụ 0x7FFF")
        let pattern = "^(0[xX][0-9A-Fa-f]{1,16}|0|[1-9][0-9]{0,19})$"
        return Self(.form(expected, pattern: pattern)) { node, findings in
            if let raw = node.plain.flatMap(Self.rawWord) { return raw }
            findings.badValue(node, expected: expected)
            return nil
        }
    }

    /// Digits without a leading zero, or `0x…`.
    private static func rawWord(_ text: String) -> UInt64? {
        let isHex = text.hasPrefix("0x") || text.hasPrefix("0X")
        let digits = isHex ? text.dropFirst(2) : text[...]
        guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
            isHex || digits == "0" || !digits.hasPrefix("0")
        else { return nil }
        return UInt64(digits, radix: isHex ? 16 : 10)
    }
}
