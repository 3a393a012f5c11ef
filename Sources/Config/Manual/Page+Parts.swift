// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A piece of a page: what a man page and a terminal show, each in its way.
package enum ManualPart: Hashable, Sendable {
    case heading(String)
    /// What follows is about the keys within this one.
    case part(String)
    case text(String)
    /// A key, then what it means, each line by itself.
    case key(String, [String])
    /// Lines as they stand in a file.
    case code([String])
    /// A console's lines, as wide as it is.
    case screen([String])
}

extension Page {
    /// What the page says of the file and of its keys.
    func parts(_ language: Language) -> [ManualPart] {
        let heads = (
            Text(en: "DESCRIPTION", vi: "MÔ TẢ")(language),
            Text(en: "KEYS", vi: "CÁC KHÓA")(language)
        )
        return [.heading(heads.0)] + paragraphs.map { .text($0(language)) } + [.heading(heads.1)]
            + Self.describe(rows, path: "", language) + measures(language)
    }

    /// The table of quantities, where the page has it.
    private func measures(_ language: Language) -> [ManualPart] {
        guard !quantities.isEmpty else { return [] }
        let heading = Text(en: "QUANTITIES", vi: "CÁC ĐẠI LƯỢNG")(language)
        return [.heading(heading), .text(Quantity.explanation(language))]
            + quantities.map { .key($0.name, [$0.row(language)]) }
    }

    /// A table's keys, then the tables within it under headings of their own.
    private static func describe(
        _ rows: [Row], path: String, _ language: Language
    ) -> [ManualPart] {
        let keys = rows.map { row in
            ManualPart.key(row.name, [row.help(language), value(row)(language)])
        }
        return rows.reduce(into: keys) { parts, row in
            for (suffix, inner) in row.kind.tables {
                let name = (path.isEmpty ? "" : path + ".") + row.name + suffix
                parts += [.part(name)] + describe(inner, path: name, language)
            }
        }
    }

    /// What must stand there and what stands there otherwise.
    private static func value(_ row: Row) -> Text {
        let expected = row.kind.short
        var text = Text(en: "Value: \(expected.en).", vi: "Giá trị: \(expected.vi).")
        if row.required {
            text.en += " Required."
            text.vi += " Bắt buộc."
        }
        if let value = row.default {
            text.en += " Default: \(value)."
            text.vi += " Mặc định: \(value)."
        }
        return text
    }
}

extension Kind {
    /// The tables within a value, each with what its path has beyond the key.
    fileprivate var tables: [(suffix: String, rows: [Row])] {
        switch self {
        case .section(let rows): [("", rows())]
        case .list(let element, _): element.tables.map { ("[]" + $0.suffix, $0.rows) }
        case .keyed(_, let value): value.tables.map { (".KEY" + $0.suffix, $0.rows) }
        case .either(let one, let several): one.tables + several.tables
        default: []
        }
    }

    /// As `expected`, where the keys of a table are described below.
    fileprivate var short: Text {
        switch self {
        case .section: Text(en: "a group of keys, see below", vi: "một nhóm khóa, xem bên dưới")
        case .list(let element, let count): Self.list(of: element.short, count)
        case .either(let one, let several):
            Text(
                en: "\(one.short.en), or \(several.short.en)",
                vi: "\(one.short.vi), hoặc \(several.short.vi)")
        default: expected
        }
    }
}
