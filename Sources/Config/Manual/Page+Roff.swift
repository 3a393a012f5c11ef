// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Page {
    /// The page in the language of man(7).
    func roff(_ language: Language) -> String {
        let words = { (en: String, vi: String) in Text(en: en, vi: vi)(language) }
        var lines = [
            ".\\\" SPDX-License-Identifier: Apache-2.0",
            ".\\\" Made from the tables of keys; `make manual` writes it.",
            ".TH \(name.uppercased().escaped) 5 \"\" \"Tram \(Product.version)\" \"Tram\"",
            ".SH \(words("NAME", "TÊN"))", "\(name.escaped) \\- \(title(language).escaped)",
            ".SH \(words("SYNOPSIS", "VỊ TRÍ"))",
        ]
        for file in files { lines += [".B \(file.escaped)", ".br"] }
        lines += [".SH \(words("DESCRIPTION", "MÔ TẢ"))"]
        for paragraph in paragraphs { lines += [".PP", paragraph(language).sentence] }
        lines += [".SH \(words("KEYS", "CÁC KHÓA"))"]
        Self.describe(rows, path: "", language, &lines)
        lines += [
            ".SH \(words("SEE ALSO", "XEM THÊM"))", ".BR \(other.escaped) (5)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    /// A table's keys, then the tables within it under headings of their own.
    private static func describe(
        _ rows: [Row], path: String, _ language: Language, _ lines: inout [String]
    ) {
        for row in rows {
            lines += [".TP", ".B \(row.name.escaped)", row.help(language).sentence]
            lines += [".br", Self.value(row)(language).sentence]
        }
        for row in rows {
            for (suffix, inner) in row.kind.tables {
                let name = (path.isEmpty ? "" : path + ".") + row.name + suffix
                lines += [".SS \(name.escaped)"]
                describe(inner, path: name, language, &lines)
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
        case .section(let rows): [("", rows)]
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

extension String {
    /// Without meaning to roff.
    fileprivate var escaped: String {
        var text = ""
        for letter in self {
            switch letter {
            case "\\": text += "\\e"
            case "-": text += "\\-"
            case "'": text += "\\(aq"
            case "^": text += "\\(ha"
            case "~": text += "\\(ti"
            case "`": text += "\\(ga"
            default: text.append(letter)
            }
        }
        return text
    }

    /// A line of text, which must not begin like a request.
    fileprivate var sentence: String {
        let text = escaped
        return text.hasPrefix(".") || text.hasPrefix("\\(aq") ? "\\&" + text : text
    }
}
