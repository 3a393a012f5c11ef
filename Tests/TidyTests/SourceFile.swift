// SPDX-License-Identifier: Apache-2.0

/// One file of the repository, taken apart.
struct SourceFile: Sendable {
    /// From the repository's root: `Sources/Field/JSON/JSON.swift`.
    let path: String
    let lines: [Substring]
    let tokens: [Token]
    let comments: [Int: String]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let lexer = Lexer(text)
        tokens = lexer.tokens
        comments = lexer.comments
    }

    /// Sources or Tests.
    var folder: Substring { path.split(separator: "/")[0] }

    /// The target whose folder it lies in.
    var target: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }

    var isSwift: Bool { path.hasSuffix(".swift") }
    var isSource: Bool { folder == "Sources" && isSwift }

    /// Names of modules that it imports, with how: `internal import struct A.b` is A, internal.
    var imports: [(module: String, access: String, line: Int)] {
        tokens.indices.filter { tokens[$0].text == "import" }.map { index in
            let kinds: Set = [
                "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
            ]
            var name = index + 1
            while name < tokens.count, kinds.contains(tokens[name].text) { name += 1 }
            let module = name < tokens.count ? tokens[name].text : ""
            let access = index > 0 && tokens[index - 1].line == tokens[index].line
            return (module, access ? tokens[index - 1].text : "", tokens[index].line)
        }
    }

    /// The comment that ends in a line, and those directly above it.
    func comment(endingAt line: Int) -> String {
        var text = ""
        var line = line
        while let comment = comments[line] {
            text = comment + " " + text
            line -= 1
        }
        return text
    }

    /// Why something in a line is there: the comment behind it, or above its statement and the
    /// attributes that stand before it.
    func reason(at line: Int) -> String {
        var above = line - 1
        while above > 0, lines[above - 1].drop(while: \.isWhitespace).first == "@" { above -= 1 }
        return (comments[line] ?? "") + " " + comment(endingAt: above)
    }
}

/// A rule that is broken, and where.
struct Finding: Hashable, CustomStringConvertible {
    var path: String
    var line: Int
    var text: String

    init(_ file: SourceFile, _ line: Int, _ text: String) {
        path = file.path
        self.line = line
        self.text = text
    }

    var description: String { "\(path):\(line): \(text)" }
}
