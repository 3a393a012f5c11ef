// SPDX-License-Identifier: Apache-2.0

/// Where declarations end, by brackets and lines.
enum Statements {
    /// The index of the brace or equals sign that ends a declaration's head; without one, of the
    /// first token of the next statement.
    static func endOfHead(_ tokens: [Token], _ start: Int) -> Int {
        var depth = 0
        var index = start
        while index < tokens.count {
            let text = tokens[index].text
            if depth == 0, index > start {
                if text == "{" || text == "}" || isValue(tokens, index) { return index }
                if tokens[index].line != tokens[index - 1].line, !continues(tokens, index) {
                    return index
                }
            }
            if ["(", "["].contains(text) { depth += 1 }
            if [")", "]"].contains(text) { depth -= 1 }
            index += 1
        }
        return index
    }

    /// An equals sign that begins a value, not one of `==`, `<=` in a name or a requirement.
    private static func isValue(_ tokens: [Token], _ index: Int) -> Bool {
        let signs: Set = ["=", "<", ">", "!", "+", "-", "*", "/", "&", "|", "~", "%", "^"]
        return tokens[index].text == "=" && !signs.contains(tokens[index - 1].text)
            && (index + 1 == tokens.count || tokens[index + 1].text != "=")
    }

    /// Whether a new line goes on with the head of the line before.
    private static func continues(_ tokens: [Token], _ index: Int) -> Bool {
        let goesOn: Set = ["-", "where", "throws", "async", "rethrows", "{", ":", ",", ".", "&"]
        let asksForMore: Set = [
            ",", ":", ">", "where", "&", "func", "let", "var", "static", "=", ".", "package",
            "public",
        ]
        if tokens[index - 1].text == ">", index > 1, tokens[index - 2].text != "-" {
            return goesOn.contains(tokens[index].text)
        }
        return goesOn.contains(tokens[index].text) || asksForMore.contains(tokens[index - 1].text)
            || isAttribute(tokens, index - 1)
    }

    /// `@discardableResult` and the like in a line of their own.
    private static func isAttribute(_ tokens: [Token], _ index: Int) -> Bool {
        index > 0 && tokens[index - 1].text == "@"
    }

    /// The index after the brace that closes the one at `open`.
    static func endOfBlock(_ tokens: [Token], _ open: Int) -> Int {
        var depth = 0
        for index in open..<tokens.count {
            if tokens[index].text == "{" { depth += 1 }
            if tokens[index].text == "}" { depth -= 1 }
            if depth == 0 { return index + 1 }
        }
        return tokens.count
    }
}
