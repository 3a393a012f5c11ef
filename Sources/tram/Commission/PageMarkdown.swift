// SPDX-License-Identifier: Apache-2.0

/// A report in Markdown (GitHub's, with tables).
struct PageMarkdown {
    let page: Page

    var text: String {
        (["# \(Self.escaped(page.title))"] + page.blocks.map(block) + [
            "---", Self.escaped(page.foot),
        ])
        .joined(separator: "\n\n") + "\n"
    }

    private func block(_ block: Page.Block) -> String {
        switch block {
        case .heading(let text): "## \(Self.escaped(text))"
        case .subheading(let text): "### \(Self.escaped(text))"
        case .text(let text): Self.escaped(text)
        case .verdict(let isPassed, let text): "**\(isPassed ? "✓" : "✗") \(Self.escaped(text))**"
        case .facts(let facts):
            facts.map { "- **\(Self.escaped($0.0)):** \(Self.cell($0.1))" }.joined(separator: "\n")
        case .table(let head, let rows): table(head, rows)
        case .bars(let bars): self.bars(bars)
        case .signatures(let roles, let lines):
            table([""] + roles, lines.map { [.text($0)] + roles.map { _ in .text("") } })
        }
    }

    private func table(_ head: [String], _ rows: [[Page.Cell]]) -> String {
        let rule = head.indices.map { column -> String in
            if case .number? = rows.first?[column] { return "---:" }
            return "---"
        }
        return
            ([head.map(Self.escaped), rule] + rows.map { $0.map(Self.cell) })
            .map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    }

    private func bars(_ bars: Page.Bars) -> String {
        let counts = bars.bars.map { "\(Self.escaped($0.label)): \($0.count)" }
        return "\(Self.escaped(bars.title)): \(counts.joined(separator: ", "))"
    }

    private static func cell(_ cell: Page.Cell) -> String {
        switch cell {
        case .text(let text), .number(let text), .word(let text): escaped(text)
        case .named(let title, let id): "\(escaped(title)) `\(plain(id))`"
        case .code(let text):
            text.isEmpty ? "" : "`\(plain(text))`"
        case .mark(let isPassed): isPassed ? "✓" : "✗"
        case .trend(let values): Sparkline.line(thinned(values), columns: 16, isPlain: false)
        }
    }

    /// A backslash would be shown there; what would end it is left out.
    private static func plain(_ text: String) -> String {
        text.printable(columns: .max).filter { !"`|<>".contains($0) }
    }

    private static func thinned(_ values: [Double?]) -> [Double?] {
        guard values.count > 16 else { return values }
        return (0..<16).map { values[$0 * (values.count - 1) / 15] }
    }

    /// Text that means nothing to Markdown or HTML, in one line.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for letter in text.printable(columns: .max) {
            switch letter {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "!", "$":
                escaped += "\\\(letter)"
            default: escaped.append(letter)
            }
        }
        return escaped
    }
}
