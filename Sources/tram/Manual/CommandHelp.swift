// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field

/// The lists at the end of a command's help, as the parser makes them.
struct CommandHelp {
    struct Row {
        /// `--config <config>`
        let label: String
        let text: String

        /// A path that stands there when nothing is said, with what it is.
        var file: (path: String, text: String)? {
            guard let start = text.firstRange(of: " (default: /") else { return nil }
            let path = text[start.upperBound...].prefix { $0 != ")" && $0 != ";" }
            return ("/" + path, String(text[..<start.lowerBound]))
        }
    }

    /// As typed, where it takes a line of the screen.
    let usage: [String]
    let arguments: [Row]
    let options: [Row]
    let commands: [Row]

    /// So wide that no row takes a second line.
    private static let wide = 4_000

    init(_ command: any ParsableCommand.Type) {
        let narrow = Self.sections(Tram.helpMessage(for: command, columns: 80))
        let wide = Self.sections(Tram.helpMessage(for: command, columns: Self.wide))
        usage = (narrow["USAGE"] ?? []).map { line in
            line.hasPrefix("tram") ? line : String(line.dropFirst("USAGE: ".count))
        }
        arguments = Self.rows(wide["ARGUMENTS"] ?? [])
        options = Self.rows(wide["OPTIONS"] ?? [])
        commands = Self.rows(wide["SUBCOMMANDS"] ?? [])
    }

    private static let headings = ["USAGE", "ARGUMENTS", "OPTIONS", "SUBCOMMANDS"]

    /// The lines below each heading, up to the next empty one.
    private static func sections(_ help: String) -> [String: [String]] {
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var found: [String: [String]] = [:]
        for (index, line) in lines.enumerated() {
            guard let heading = headings.first(where: { line.hasPrefix($0 + ":") }) else {
                continue
            }
            let first = line.dropFirst(heading.count + 2)
            let more = lines[(index + 1)...].prefix { !$0.isEmpty }
            found[heading] = (first.isEmpty ? [] : [String(first)]) + more
        }
        return found
    }

    /// A label that is too long has its text on the next line.
    private static func rows(_ lines: [String]) -> [Row] {
        var rows: [Row] = []
        for line in lines {
            guard line.hasPrefix("  ") else { continue }
            let isLabel = line.dropFirst(2).first != " "
            let words = line.drop { $0 == " " }
            if isLabel, let gap = words.firstRange(of: "  ") {
                let text = words[gap.upperBound...].drop { $0 == " " }
                rows.append(Row(label: String(words[..<gap.lowerBound]), text: String(text)))
            } else if isLabel {
                rows.append(Row(label: String(words), text: ""))
            } else if let last = rows.popLast() {
                rows.append(Row(label: last.label, text: String(words)))
            }
        }
        return rows
    }
}
