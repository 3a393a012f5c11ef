// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Format<[Sentinel]> {
    /// `{0x7FFF: not-fitted, 0xFFF8-0xFFFF: invalid}`.
    static func sentinels(ofWord: Bool) -> Self {
        let keyed = Format<[Pair<ClosedRange<UInt64>, Quality>]>.keyed(
            by: .rawWords, .reason, atMost: 16)
        return keyed.converted {
            $0.map { Sentinel($0.name, ofWord: ofWord, quality: $0.value) }
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
    static var reason: Self { reason(of: Sentinel.meanings) }

    /// Why there is no value.
    static var fault: Self { reason(of: Sentinel.reasons) }

    private static func reason(of reasons: [Quality]) -> Self {
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
    /// One of them.
    static var rawWord: Self {
        let expected = Text(
            en: "a raw word, which has no sign, such as 0x7FFF",
            vi: "giá trị thô không dấu, ví dụ 0x7FFF")
        let pattern = "^\(Format<ClosedRange<UInt64>>.word)$"
        return Self(.form(expected, pattern: pattern)) { node, findings in
            if let raw = node.plain.flatMap(Format<ClosedRange<UInt64>>.rawWord) { return raw }
            findings.badValue(node, expected: expected)
            return nil
        }
    }
}

extension Format<ClosedRange<UInt64>> {
    /// As many raw bits as a register image may have: `0x7FFF`, `65535`, up to 64 bits; from one to
    /// another: `0xFFF8-0xFFFF`.
    static var rawWords: Self {
        let expected = Text(
            en: "a raw word, which has no sign, such as 0x7FFF, or two as 0xFFF8-0xFFFF",
            vi: "giá trị thô không dấu, ví dụ 0x7FFF, hoặc một khoảng như 0xFFF8-0xFFFF")
        return Self(.form(expected, pattern: "^\(word)(-\(word))?$")) { node, findings in
            if let raw = node.plain.flatMap(Self.rawWords) { return raw }
            findings.badValue(node, expected: expected)
            return nil
        }
    }

    fileprivate static var word: String { "(0[xX][0-9A-Fa-f]{1,16}|0|[1-9][0-9]{0,19})" }

    private static func rawWords(_ text: String) -> ClosedRange<UInt64>? {
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            .map { rawWord(String($0)) }
        guard let low = ends[0], let high = ends.count == 2 ? ends[1] : low, low <= high else {
            return nil
        }
        return low...high
    }

    /// Digits without a leading zero, or `0x…`.
    fileprivate static func rawWord(_ text: String) -> UInt64? {
        let isHex = text.hasPrefix("0x") || text.hasPrefix("0X")
        let digits = isHex ? text.dropFirst(2) : text[...]
        guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
            isHex || digits == "0" || !digits.hasPrefix("0")
        else { return nil }
        return UInt64(digits, radix: isHex ? 16 : 10)
    }
}
