// SPDX-License-Identifier: Apache-2.0

/// How large things may be, and how a file begins.
enum ShapeRules {
    static let longestFile = 400
    static let longestFunction = 70
    static let longestLine = 100
    static let license = "SPDX-License-Identifier: Apache-2.0"

    static func header(_ file: SourceFile) -> [Finding] {
        // The manifest's first line is the version of its tools.
        let first = file.path == "Package.swift" ? 1 : 0
        guard file.lines.count > first, file.lines[first].hasSuffix(license) else {
            return [Finding(file, 1, "the first line is not \(license)")]
        }
        return []
    }

    static func length(_ file: SourceFile) -> [Finding] {
        // Behind the last line's end stands one that is empty.
        let count = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
        return count > longestFile ? [Finding(file, count, "the file has \(count) lines")] : []
    }

    static func columns(_ file: SourceFile) -> [Finding] {
        zip(1..., file.lines).filter { $0.1.count > longestLine }.map {
            Finding(file, $0.0, "the line has \($0.1.count) columns")
        }
    }

    static func functions(_ file: SourceFile) -> [Finding] {
        guard file.isSwift else { return [] }
        let tokens = file.tokens
        return tokens.indices.filter { isFunction(tokens, $0) }.compactMap { start in
            let open = Statements.endOfHead(tokens, start)
            guard open < tokens.count, tokens[open].text == "{" else { return nil }
            let end = Statements.endOfBlock(tokens, open) - 1
            let lines = tokens[end].line - tokens[start].line + 1
            guard lines > longestFunction else { return nil }
            return Finding(file, tokens[start].line, "the function has \(lines) lines")
        }
    }

    private static func isFunction(_ tokens: [Token], _ index: Int) -> Bool {
        switch tokens[index].text {
        case "func", "subscript": true
        case "init", "deinit": index == 0 || tokens[index - 1].text != "."
        default: false
        }
    }
}
