// SPDX-License-Identifier: Apache-2.0
internal import Field

extension PointSection {
    @KeyTable<Self> static var texts: [Key<Self>] {
        Key(
            "layout", \.written.layout, .layout,
            en: "How a date is written: days-2000, days-1970, seconds-1970, seconds-2000, or its "
                + "parts: bcd-smhdmy, byte-ymd, word-ymdhms, bcd-word-hms.",
            vi: "Cách ghi date: days-2000, days-1970, seconds-1970, seconds-2000, hoặc từng phần: "
                + "bcd-smhdmy, byte-ymd, word-ymdhms, bcd-word-hms.")
        Key(
            "charset", \.written.charset, .choice,
            en: "What the characters of a string are; utf-16: one register each.",
            vi: "Bảng mã của string; utf-16: mỗi ký tự một thanh ghi.")
        Key(
            "pattern", \.written.pattern, .pattern,
            en: "How a number is written that is a text: \"V{8-15}.{0-7:02}\"; {} is the number.",
            vi: "Cách viết một số thành chuỗi chữ: \"V{8-15}.{0-7:02}\"; {} là số đó.")
    }

    @KeyTable<Self> static var sentinelKeys: [Key<Self>] {
        Key(
            "sentinels", \.sentinels, .sentinels(ofWord: false),
            en: "Raw words that are no numbers, compared before sign and scale: "
                + "{0x7FFF: not-fitted, 0xFFF8-0xFFFF: invalid}.",
            vi: "Giá trị thô không phải số đo, so sánh trước khi xét dấu và nhân scale: "
                + "{0x7FFF: not-fitted, 0xFFF8-0xFFFF: invalid}.")
        Key(
            "word-sentinels", \.wordSentinels, .sentinels(ofWord: true),
            en: "The same, compared with each 16 bits of a longer number: {0x8000: not-fitted}.",
            vi: "Như trên, nhưng so với từng 16 bit của số dài hơn: {0x8000: not-fitted}.")
    }
}

extension Format<DateLayout> {
    static var layout: Self {
        form(
            Text(
                en: "days-2000, days-1970, seconds-1970, seconds-2000, or byte-, word-, bcd- or "
                    + "bcd-word- and the letters y m d h m s x as they lie: bcd-smhdmy",
                vi: "days-2000, days-1970, seconds-1970, seconds-2000, hoặc byte-, word-, bcd- hay "
                    + "bcd-word- kèm các chữ y m d h m s x theo thứ tự: bcd-smhdmy"),
            pattern: "^((days|seconds)-(1970|2000)|(byte|word|bcd|bcd-word)-[ymdhsx]{1,32})$",
            plain: false, show: { $0.text },
            repair: { nearest($0, of: DateLayout.examples) }
        ) { DateLayout($0) }
    }
}

extension Format<TextPattern> {
    static var pattern: Self {
        form(
            Text(
                en: "a text with {} for the number or {8-15} for bits of it, such as "
                    + "\"V{8-15}.{0-7:02}\"; x, X or c behind the colon",
                vi: "chuỗi có {} thay cho số hoặc {8-15} thay cho các bit, ví dụ "
                    + "\"V{8-15}.{0-7:02}\"; sau dấu hai chấm có thể là x, X hoặc c"),
            pattern: "^.*\\{.*\\}.*$", plain: false, show: { $0.text }
        ) { TextPattern($0) }
    }
}

extension Format<Polyline> {
    /// `[[0, 0], [1.5, 900]]`.
    static var curve: Self {
        let list = Format<[[Decimal]]>.list(of: .list(of: .decimal, 2...2), 2...64)
        return Self(list.kind) { node, findings in
            let errors = findings.errors
            guard let pairs = list.read(node, &findings), findings.errors == errors else {
                return nil
            }
            if let curve = Polyline(pairs.map { .init(from: $0[0], to: $0[1]) }) { return curve }
            findings.add(
                .outOfRange, at: node.mark,
                Text(
                    en: "expected pairs [number, value] whose numbers rise from one to the next",
                    vi: "cần các cặp [số, giá trị] với số tăng dần"))
            return nil
        }
    }
}
