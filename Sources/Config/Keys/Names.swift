// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The key `names`: what people call a thing, in their language.
struct Names: Section {
    var en: String?
    var vi: String?

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "en", \.en, .text(atMost: 64),
            en: "The name in English; without it the Vietnamese one is shown.",
            vi: "Tên tiếng Anh; nếu bỏ trống thì dùng tên tiếng Việt.")
        Key(
            "vi", \.vi, .text(atMost: 64),
            en: "The name in Vietnamese; without it the English one is shown.",
            vi: "Tên tiếng Việt; nếu bỏ trống thì dùng tên tiếng Anh.")
    }
}

extension Format<Text> {
    static var names: Self {
        let section = Format<Names>.section
        return Self(section.kind) { node, findings in
            guard let names = section.read(node, &findings) else { return nil }
            guard let any = names.en ?? names.vi else {
                findings.missingKey("vi", in: node, help: Names.keys[1].row.help)
                return nil
            }
            return Text(en: names.en ?? any, vi: names.vi ?? any)
        }
    }
}

extension Format<[Attribute]> {
    static var attributes: Self {
        let name = Format<String>.form(
            Text(
                en: "at most 40 letters a-z, digits, - and _",
                vi: "nhiều nhất 40 chữ không dấu, chữ số, - và _"),
            pattern: "^[A-Za-z0-9_-]{1,40}$"
        ) { text in
            let fits = text.utf8.allSatisfy {
                (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x2D
                    || $0 == 0x5F
            }
            return fits && (1...40).contains(text.utf8.count) ? text : nil
        }
        let keyed = Format<[Pair<String, Attribute.Fact>]>.keyed(by: name, .fact, atMost: 64)
        return Self(keyed.kind) { node, findings in
            keyed.read(node, &findings)?.map { Attribute(name: $0.name, fact: $0.value) }
        }
    }
}
