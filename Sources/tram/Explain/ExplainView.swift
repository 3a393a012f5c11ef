// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Codes as people read them.
struct ExplainView {
    let width: Int
    let language: Language
    /// Most codes are no longer.
    private static let column = 22

    init(width: Int = 80, language: Language) {
        (self.width, self.language) = (max(width, 60), language)
    }

    /// All codes, area by area, a line each.
    func list(_ entries: [CodeEntry]) -> [String] {
        let lines = CodeArea.allCases.flatMap { area in
            let rows = entries.filter { $0.area == area }.map { entry in
                "  \(entry.code.padded(Self.column)) \(entry.article.meaning(language))"
            }
            return ([area.title(language)] + rows).map { $0.printable(columns: width) } + [""]
        }
        return Array(lines.dropLast())
    }

    func lines(_ entry: CodeEntry) -> [String] {
        let article = entry.article
        let causes = zip(1..., article.causes).map { "  \($0). \($1.text(language))" }
        let checks = article.checks.map { "  - \($0.text(language))" }
        let rows =
            ["\(entry.code): \(article.meaning(language))", entry.area.title(language), ""]
            + [Self.causes(language)] + causes + [Self.checks(language)] + checks
            + [Self.next(language), "  " + article.next]
        return rows.flatMap { $0.isEmpty ? [""] : $0.wrapped(columns: width) }
    }

    private static let causes = Text(
        en: "Likely causes, the most likely first",
        vi: "Nguyên nhân thường gặp, khả năng cao nhất trước")
    private static let checks = Text(en: "Check", vi: "Kiểm tra")
    private static let next = Text(en: "Next", vi: "Lệnh tiếp theo")
}

extension JSONWriter {
    /// The same facts for scripts, in both languages.
    mutating func codes(_ entries: [CodeEntry]) {
        beginArray()
        for entry in entries {
            beginObject()
            member("code", entry.code)
            member("area", entry.area.rawValue)
            words(entry.article.meaning)
            hints("causes", entry.article.causes)
            hints("checks", entry.article.checks)
            strings("next", [entry.article.next])
            endObject()
        }
        endArray()
    }

    private mutating func hints(_ name: String, _ hints: [Hint]) {
        key(name)
        beginArray()
        for hint in hints {
            beginObject()
            words(hint.text)
            endObject()
        }
        endArray()
    }

    private mutating func words(_ text: Text) {
        member("en", text.en)
        member("vi", text.vi)
    }
}
