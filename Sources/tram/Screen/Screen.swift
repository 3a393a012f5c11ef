// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Where a command's words go: one language, and the letters that the console can show.
struct Screen {
    let language: Language
    /// Whether the console shows ASCII only.
    let isPlain: Bool

    /// `isPlain`: without diacritics, for consoles that are not UTF-8; nil asks the locale.
    init(_ language: Language, isPlain: Bool? = nil) {
        self.language = language
        self.isPlain = isPlain ?? !Self.isUTF8
    }

    private static var isUTF8: Bool {
        for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
            guard let value = Environment.variable(name), !value.isEmpty else { continue }
            let lower = value.lowercased()
            return lower.contains("utf-8") || lower.contains("utf8")
        }
        // A bare environment says nothing; its terminals have been UTF-8 for twenty years.
        return true
    }

    func say(_ text: Text) { line(text(language)) }

    func line(_ text: String) { Environment.write(shown(text) + "\n") }

    func complain(_ text: String) {
        for row in Self.rows(text, on: 2) { Environment.write(shown(row) + "\n", toError: true) }
    }

    /// On a terminal no wider than it is; a file or a pipe has one line for each.
    static func rows(_ text: String, on descriptor: CInt) -> [String] {
        let isTerminal = Environment.isTerminal(descriptor)
        let columns = Terminal.size(of: descriptor)?.columns ?? 80
        return rows(text, width: isTerminal ? max(60, columns) : nil)
    }

    /// `width`: nil where nothing has to fit.
    static func rows(_ text: String, width: Int?) -> [String] {
        guard let width else { return [text] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            guard line.columns > width else { return [String(line)] }
            let indent = String(line.prefix { $0 == " " })
            return HungLines(width: width).lines(indent, String(line), under: indent.count + 2)
        }
    }

    /// As the console can show it. Control characters, which would command it, are left out: an
    /// address or a path may have been copied from anywhere.
    func shown(_ text: String) -> String {
        let isHarmful = text.unicodeScalars.contains(where: \.isControl)
        let harmless = isHarmful ? text.withoutControls : text
        return isPlain ? harmless.withoutDiacritics : harmless
    }
}

extension Int {
    /// `1 error`, `2 errors`: so many of what an English word with a plain plural names.
    func of(_ word: String) -> String { "\(self) \(word)\(self == 1 ? "" : "s")" }
}

extension Unicode.Scalar {
    /// Of the category Cc, but for the end of a line; its table costs more than all of help.
    fileprivate var isControl: Bool {
        value < 0x20 && self != "\n" || (0x7F...0x9F).contains(value)
    }
}

extension String {
    fileprivate var withoutControls: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { !$0.isControl }))
    }

    /// The letters of NFC text, of Vietnamese and of vendors' names, as the ASCII letters under
    /// their marks; what else is not ASCII becomes a question mark.
    var withoutDiacritics: String {
        unicodeScalars.map { $0.isASCII ? String($0) : Self.base[$0] ?? "?" }.joined()
    }

    private static let base: [Unicode.Scalar: String] = {
        let groups: [(String, String)] = [
            ("a", "àáảãạăằắẳẵặâầấẩẫậ"), ("e", "èéẻẽẹêềếểễệ"), ("i", "ìíỉĩị"),
            ("o", "òóỏõọôồốổỗộơờớởỡợ"), ("u", "ùúủũụưừứửữự"), ("y", "ỳýỷỹỵ"), ("d", "đ"),
            ("a", "äå"), ("e", "ë"), ("i", "ï"), ("o", "öø"), ("u", "ü"), ("n", "ñ"), ("c", "ç"),
            ("A", "ÄÅ"), ("O", "ÖØ"), ("U", "Ü"), ("+/-", "±"), ("ss", "ß"),
            ("A", "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ"), ("E", "ÈÉẺẼẸÊỀẾỂỄỆ"), ("I", "ÌÍỈĨỊ"),
            ("O", "ÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ"), ("U", "ÙÚỦŨỤƯỪỨỬỮỰ"), ("Y", "ỲÝỶỸỴ"), ("D", "Đ"),
            (".", "…·"), ("-", "–—"), ("\"", "“”«»"), ("u", "µ"), ("'", "’"), ("+", "✓"),
            ("x", "✗×"), ("^", "↑"), ("v", "↓"), ("o", "°"), ("2", "²"), ("3", "³"),
        ]
        var base: [Unicode.Scalar: String] = [:]
        for (letter, marked) in groups {
            for scalar in marked.unicodeScalars { base[scalar] = letter }
        }
        return base
    }()
}
