// SPDX-License-Identifier: Apache-2.0

/// The rules for points that are words.
extension Point {
    func textProblems() -> [Wrong] {
        guard kind == .text, encoding != .bool else { return [textWithoutWords()] }
        let own = [layoutProblem(), charsetProblem(), patternProblem(), numberProblem()]
        return own.compactMap(\.self) + (encoding.isText ? [] : sentinelProblems())
    }

    private func textWithoutWords() -> Wrong {
        (
            kind == .text ? "as" : "kind", "conflicting-keys",
            Text(
                en: "kind: text goes with words (as: string, date) and with numbers, and words go "
                    + "with nothing else; found as: \(encoding.rawValue), kind: \(kind.rawValue)",
                vi: "kind: text đi với chuỗi chữ (as: string, date) hoặc số, còn chuỗi chữ không "
                    + "đi với loại nào khác; đang ghi là as: \(encoding.rawValue), "
                    + "kind: \(kind.rawValue)")
        )
    }

    private func charsetProblem() -> Wrong? {
        guard charset != .utf8 else { return nil }
        guard encoding == .string else { return onlyFor("charset", Encoding.string.rawValue) }
        guard charset == .utf16, half != nil else { return nil }
        return (
            "half", "conflicting-keys",
            Text(
                en: "a character of utf-16 takes its whole register; leave half out",
                vi: "mỗi ký tự utf-16 chiếm cả thanh ghi; hãy bỏ half")
        )
    }

    private func patternProblem() -> Wrong? {
        guard let pattern else { return nil }
        guard !encoding.isText else {
            return onlyFor("pattern", "uint8 … uint64, int8 … int64, bcd")
        }
        guard pattern.hasBits, pattern.highestBit >= width || encoding.isFloat else { return nil }
        return (
            "pattern", "out-of-range",
            Text(
                en: "\(encoding.rawValue) has bits 0 to \(width - 1) here, and a float none that "
                    + "are written alone",
                vi: "\(encoding.rawValue) ở đây có các bit từ 0 đến \(width - 1), còn số thực "
                    + "không tách bit được")
        )
    }

    private func layoutProblem() -> Wrong? {
        guard encoding == .date else {
            return layout == nil ? nil : onlyFor("layout", Encoding.date.rawValue)
        }
        guard layout == nil else { return nil }
        let layouts = DateLayout.examples.joined(separator: ", ")
        return (
            "layout", "missing-key",
            Text(
                en: "a date needs its layout, such as \(layouts)",
                vi: "ngày giờ (date) cần khóa layout, ví dụ \(layouts)")
        )
    }

    /// Keys that only numbers have use for.
    private func numberProblem() -> Wrong? {
        let isWords = encoding.isText
        let keys: [(String, Bool)] =
            [
                ("scale", isWords && !scale.isOne), ("offset", isWords && !offset.isZero),
                ("sentinels", isWords && sentinels.contains { !$0.isOfWord }),
                ("word-sentinels", isWords && sentinels.contains(where: \.isOfWord)),
                ("unit", !unit.isEmpty), ("enum", !enumeration.isEmpty),
                ("range", range != nil), ("span", span != nil), ("deadband", !deadband.isZero),
                ("limits", alarm != nil), ("power-factor", powerFactor != nil),
                ("access", access != .read),
            ] + dependence.keysOfNumbers
        guard let key = keys.first(where: \.1)?.0 else { return nil }
        return (
            key, "conflicting-keys",
            Text(
                en: "words have no \(key); leave the key out",
                vi: "chuỗi chữ không có \(key); hãy bỏ khóa này")
        )
    }
}

extension Dependence {
    /// The keys in it that only numbers have use for.
    fileprivate var keysOfNumbers: [(String, Bool)] {
        [
            ("scale-from", exponent != nil), ("factor-from", factor != nil),
            ("unit-from", unit != nil), ("quality-from", trust != nil), ("curve", curve != nil),
            ("decimals", decimals != nil), ("when", condition != nil),
            ("refused", refused != nil), ("silent", silent != nil),
        ]
    }
}
