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
        for part in parts(language) { lines += part.roff }
        lines += [
            ".SH \(words("SEE ALSO", "XEM THÊM"))", ".BR \(other.escaped) (5)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}

extension ManualPart {
    /// Its lines in the language of man(7).
    fileprivate var roff: [String] {
        switch self {
        case .heading(let words): [".SH \(words)"]
        case .part(let path): [".SS \(path.escaped)"]
        case .text(let paragraph): [".PP", paragraph.sentence]
        case .key(let name, let lines):
            [".TP", ".B \(name.escaped)"] + [lines.map(\.sentence).joined(separator: "\n.br\n")]
        case .code(let lines): [".nf"] + lines.map(\.sentence) + [".fi"]
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
