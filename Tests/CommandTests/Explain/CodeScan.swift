// SPDX-License-Identifier: Apache-2.0
import Host

/// Codes as the sources write them, for those that no list in the program holds. A code that goes
/// on with something worked out ends with `*`.
enum CodeScan {
    /// All of Sources, each code with a file that has it.
    static func sources() throws -> [String: String] {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false)
            .dropLast(4).joined(separator: "/")
        var found: [String: String] = [:]
        for path in try files("\(root)/Sources") {
            guard case .bytes(let bytes) = try File.read(path, atMost: 1 << 20) else { continue }
            for code in codes(in: String(decoding: bytes, as: UTF8.self)) { found[code] = path }
        }
        return found
    }

    private static func files(_ folder: String) throws -> [String] {
        try File.names(in: folder, atMost: 1_000).flatMap { name in
            let path = "\(folder)/\(name)"
            if File.isDirectory(path) { return try files(path) }
            return name.hasSuffix(".swift") ? [path] : []
        }
    }

    static func codes(in text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return (bodies(lines) + members(lines)).flatMap(literals) + worded(text)
    }

    /// What stands in `var code: String { … }`.
    private static func bodies(_ lines: [Substring]) -> [Substring] {
        lines.indices.filter { lines[$0].hasSuffix("var code: String {") }.flatMap { start in
            let end = lines[start].prefix { $0 == " " } + "}"
            return lines[(start + 1)...].prefix { $0 != end }
        }
    }

    /// What is written under the key `code`, is handed over as such, or becomes an event's.
    private static func members(_ lines: [Substring]) -> [Substring] {
        lines.compactMap { line in
            if let label = line.firstRange(of: " code: ") ?? line.firstRange(of: "(code: ") {
                let value = line[label.upperBound...].prefix { $0 != "," }
                return value.hasPrefix("\"") || value.contains(" ? \"") ? value : nil
            }
            if let key = line.firstRange(of: "\"code\", ") {
                return line[key.upperBound...].prefix { $0 != ")" }
            }
            guard line.contains("event.code"), let sign = line.firstRange(of: " = ") else {
                return nil
            }
            return line[sign.upperBound...]
        }
    }

    /// Words in quotes, up to what is worked out.
    private static func literals(_ line: Substring) -> [String] {
        let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
        return stride(from: 1, to: parts.count, by: 2).map { index in
            let fixed = parts[index].prefix { $0 != "\\" }
            let isOpen = fixed.count < parts[index].count || fixed.last == "-"
            return fixed + (isOpen ? "*" : "")
        }.filter { !$0.isEmpty }
    }

    /// A code of several words right before its sentence: `"wrong-unit", Text(en: …`.
    private static func worded(_ text: String) -> [String] {
        let sentences = ["Text(", "noPoint(", "profile.noPoint(", "Self.right(", "Self.noUnits"]
        return sentences.flatMap { sentence in
            text.ranges(of: sentence).compactMap { range in
                guard text[..<range.lowerBound].last?.isWhitespace == true else { return nil }
                var before = text[..<range.lowerBound]
                while before.last?.isWhitespace == true { before.removeLast() }
                guard before.hasSuffix("\",") else { return nil }
                let word = before.dropLast(2).reversed().prefix { $0 != "\"" }.reversed()
                let isCode = word.allSatisfy { $0.isLowercase || $0 == "-" } && word.contains("-")
                return isCode ? String(word) : nil
            }
        }
    }
}
