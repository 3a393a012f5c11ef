// SPDX-License-Identifier: Apache-2.0
import Host

/// The documentation's table of limits, held against the sources.
enum LimitTable {
    static let path = "Sources/Agent/Agent.docc/Limits.md"

    /// One row's bound, as it is declared.
    struct Row: Hashable {
        /// The type in whose file it stands.
        var type: String
        /// The constant, nil where the bound stands in the middle of a line.
        var name: String?
        /// What stands behind the name, or anywhere in the file.
        var code: String

        /// `Type.name = value` or `Type: code`, nil for anything else.
        init?(_ text: Substring) {
            if let equals = text.firstRange(of: " = "), !text[..<equals.lowerBound].contains(":") {
                let path = text[..<equals.lowerBound].split(separator: ".")
                guard path.count >= 2 else { return nil }
                type = String(path[path.count - 2])
                name = String(path[path.count - 1])
                code = String(text[equals.upperBound...])
            } else if let colon = text.firstRange(of: ": ") {
                type = String(text[..<colon.lowerBound])
                code = String(text[colon.upperBound...])
            } else {
                return nil
            }
        }

        /// Whether the file, which declares or extends these types, does so with this bound's.
        func stands(in file: SourceFile, of types: Set<String>) -> Bool {
            guard types.contains(type) else { return false }
            return file.lines.contains { line in
                guard let name else { return line.contains(code) }
                return LimitTable.declares(line, name, code)
            }
        }
    }

    /// The third cells of the table; a row whose cell is no declaration is a finding.
    static func rows(_ text: String) -> (rows: [Row], broken: [Substring]) {
        var rows: [Row] = []
        var broken: [Substring] = []
        for line in text.split(separator: "\n") where line.hasPrefix("| ") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
            let isHeading = cells.count > 2 && cells[2].allSatisfy { $0 == " " }
            if isHeading || line.hasPrefix("| What |") { continue }
            guard cells.count == 6, let cell = code(cells[3]), let row = Row(cell) else {
                broken.append(line)
                continue
            }
            rows.append(row)
        }
        return (rows, broken)
    }

    private static func code(_ cell: Substring) -> Substring? {
        let parts = cell.split(separator: "`", omittingEmptySubsequences: false)
        return parts.count == 3 ? parts[1] : nil
    }

    /// Constants of a file whose names say that they bound something.
    static func bounds(_ file: SourceFile) -> [(name: String, line: Int)] {
        let words = [
            "limit", "longest", "largest", "most", "patience", "capacit", "stackbytes", "pause",
        ]
        return file.tokens.indices.dropLast(2).compactMap { index in
            let name = file.tokens[index + 2]
            guard file.tokens[index].text == "static", file.tokens[index + 1].text == "let",
                words.contains(where: name.text.lowercased().contains)
            else { return nil }
            return (name.text, name.line)
        }
    }

    /// Types that a file declares or extends; of `A.B` both.
    static func types(_ file: SourceFile) -> Set<String> {
        let words: Set = ["struct", "class", "enum", "extension", "protocol"]
        var types: Set<String> = []
        for index in file.tokens.indices where words.contains(file.tokens[index].text) {
            var at = index + 1
            while at < file.tokens.count, file.tokens[at].isWord {
                types.insert(file.tokens[at].text)
                guard at + 2 < file.tokens.count, file.tokens[at + 1].text == "." else { break }
                at += 2
            }
        }
        return types
    }

    /// Whether a line gives the name this value, as a constant, a default or a computed property.
    static func declares(_ line: Substring, _ name: String, _ value: String) -> Bool {
        for word in line.ranges(of: name) {
            let rest = line[word.upperBound...]
            let before = line[..<word.lowerBound].last
            guard before == " " || before == "(", rest.first == ":" || rest.first == " " else {
                continue
            }
            for opening in [" = ", " { "] {
                guard let start = rest.firstRange(of: opening),
                    !rest[..<start.lowerBound].contains(",")
                else { continue }
                let given = rest[start.upperBound...]
                let end = given.dropFirst(value.count)
                if given.hasPrefix(value), end.isEmpty || [",", ")", " "].contains(end.first) {
                    return true
                }
            }
        }
        return false
    }
}
