// SPDX-License-Identifier: Apache-2.0

/// Where unsafe code may be, and that it stays there.
enum UnsafeRules {
    /// Targets without unsafe code.
    static let safe: Set = ["Field", "Agent", "tram"]

    static func word(_ file: SourceFile) -> [Finding] {
        guard file.isSource, safe.contains(file.target) else { return [] }
        return file.tokens.filter { token in
            ["unsafe", "safe"].contains(token.text) && isMark(token, file)
                || token.text.hasPrefix("Unsafe") || token.text.hasPrefix("withUnsafe")
        }.map { Finding(file, $0.line, "\($0.text) in \(file.target)") }
    }

    /// `unsafe` always; `safe` only as the attribute `@safe`.
    private static func isMark(_ token: Token, _ file: SourceFile) -> Bool {
        guard token.text == "safe" else { return true }
        return file.tokens.indices.contains { index in
            index > 0 && file.tokens[index] == token && file.tokens[index - 1].text == "@"
        }
    }

    /// A pointer that another target would see. Inside `Ring` the optimiser needs them.
    static func signatures(_ file: SourceFile) -> [Finding] {
        guard file.isSource, file.target != "Ring" else { return [] }
        return file.tokens.indices.filter { isAccess(file.tokens, $0) }.flatMap { start in
            signature(file.tokens, start).filter(isPointer).map {
                Finding(file, $0.line, "\($0.text) is seen by other targets")
            }
        }
    }

    static func isPointer(_ token: Token) -> Bool {
        token.text == "OpaquePointer" || token.text == "Unmanaged" || token.text == "CVaListPointer"
            || token.text.hasPrefix("Unsafe") && token.text.contains("Pointer")
    }

    /// `package` or `public` before a declaration, not `package(set)` or an import.
    private static func isAccess(_ tokens: [Token], _ index: Int) -> Bool {
        guard ["package", "public", "open"].contains(tokens[index].text),
            index + 1 < tokens.count, tokens[index + 1].text != "import"
        else { return false }
        return tokens[index + 1].isWord || ["@", "("].contains(tokens[index + 1].text)
    }

    /// The declaration up to its body or value. The members of a protocol and the cases of an
    /// enum are seen as far as it is.
    private static func signature(_ tokens: [Token], _ start: Int) -> [Token] {
        let end = Statements.endOfHead(tokens, start)
        let head = tokens[start..<end]
        let kinds = head.prefix(6).map(\.text)
        guard end < tokens.count, tokens[end].text == "{" else { return Array(head) }
        let body = tokens[end..<Statements.endOfBlock(tokens, end)]
        if kinds.contains("protocol") { return Array(head + body) }
        guard kinds.contains("enum") else { return Array(head) }
        let cases = body.indices.filter { body[$0].text == "case" }.flatMap { index in
            body[index...].prefix { $0.line == body[index].line }
        }
        return head + cases
    }
}
