// SPDX-License-Identifier: Apache-2.0
package import Field

/// A page for man(1), of a file or of a command.
package struct ManPage {
    package var name: String
    package var section: Int
    /// What it is made from, for whoever opens it in an editor.
    package var origin: String
    /// A line for apropos(1).
    package var title: String
    package var parts: [ManualPart]
    /// Other pages, as `tram(1)`.
    package var others: [String]

    package init(
        name: String, section: Int, origin: String, title: String, parts: [ManualPart],
        others: [String]
    ) {
        (self.name, self.section, self.origin) = (name, section, origin)
        (self.title, self.parts, self.others) = (title, parts, others)
    }

    /// In the language of man(7). It has no date, so that the same sources make the same page.
    package func roff(_ language: Language) -> String {
        var lines = [
            ".\\\" SPDX-License-Identifier: Apache-2.0", ".\\\" \(origin)",
            ".TH \(name.uppercased().escaped) \(section) \"\" \"Tram \(Product.version)\" \"Tram\"",
            // Paths and names are not for dividing, nor text for stretching.
            ".nh", ".ad l", ".SH \(Text(en: "NAME", vi: "TÊN")(language))",
            "\(name.escaped) \\- \(title.escaped)",
        ]
        var isOpen = false
        for part in parts {
            lines += part.roff(isFirst: isOpen)
            isOpen = part.isHeading
        }
        lines.append(".SH \(Text(en: "SEE ALSO", vi: "XEM THÊM")(language))")
        lines += others.enumerated().map { index, page in
            let comma = index == others.count - 1 ? "" : ","
            return ".BR \(page.replacing("(", with: " (").escaped)\(comma)"
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension ManualPart {
    fileprivate var isHeading: Bool {
        switch self {
        case .heading, .part: true
        default: false
        }
    }

    /// Its lines in the language of man(7); `isFirst`: a heading begins its own paragraph.
    fileprivate func roff(isFirst: Bool) -> [String] {
        let paragraph = isFirst ? [] : [".PP"]
        switch self {
        case .heading(let words): return [".SH \(words)"]
        case .part(let path): return [".SS \(path.escaped)"]
        case .text(let text): return paragraph + [text.sentence]
        case .key(let name, let lines):
            return [".TP", ".B \(name.escaped)"]
                + [lines.map(\.sentence).joined(separator: "\n.br\n")]
        case .code(let lines): return paragraph + [".nf"] + lines.map(\.sentence) + [".fi"]
        case .screen(let lines):
            return paragraph + [".in 0", ".nf"] + lines.map(\.sentence) + [".fi", ".in"]
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
