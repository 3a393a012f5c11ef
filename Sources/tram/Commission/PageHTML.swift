// SPDX-License-Identifier: Apache-2.0

/// A report as one HTML file for paper: no script, nothing from elsewhere, black on white.
struct PageHTML {
    let page: Page

    var text: String {
        """
        <!DOCTYPE html>
        <html lang="\(Self.escaped(page.language))">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" \
        content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width">
        <title>\(Self.escaped(page.title))</title>
        <style>
        \(Self.style.replacing("TITLE", with: sheet))
        </style>
        </head>
        <body>
        <h1>\(Self.escaped(page.title))</h1>
        \(page.blocks.map(block).joined(separator: "\n"))
        <footer>\(Self.escaped(page.foot))</footer>
        </body>
        </html>

        """
    }

    /// Nothing depends on colour; a row and a drawing stay on one sheet.
    private static let style = """
        @page { size: A4; margin: 14mm 14mm 16mm; @bottom-left { content: "TITLE"; \
        font: 8pt sans-serif } @bottom-right { content: counter(page) " / " \
        counter(pages); font: 8pt sans-serif } }
        * { box-sizing: border-box }
        body { font: 9.5pt/1.35 "Noto Sans", "DejaVu Sans", Arial, sans-serif; color: #000; \
        background: #fff; max-width: 182mm; margin: 0 auto; padding: 0 1mm }
        h1 { font-size: 17pt; margin: 4mm 0 2mm; border-bottom: 1.5pt solid #000; \
        padding-bottom: 1.5mm }
        h2 { font-size: 12pt; margin: 6mm 0 1.5mm; break-after: avoid }
        h3 { font-size: 10.5pt; margin: 5mm 0 1mm; break-after: avoid }
        h3 + p { break-after: avoid }
        p { margin: 1.5mm 0 }
        .verdict { font-size: 12pt; font-weight: bold; border: 1.5pt solid #000; padding: 2mm 3mm; \
        margin: 3mm 0 }
        table { border-collapse: collapse; width: 100%; margin: 1mm 0 2mm }
        thead { display: table-header-group }
        tr, figure, .signatures { break-inside: avoid }
        th, td { border-bottom: .4pt solid #888; padding: .7mm 1.4mm; text-align: left; \
        vertical-align: top; overflow-wrap: break-word }
        th { border-bottom: 1pt solid #000; font-size: 8.5pt; vertical-align: bottom; \
        overflow-wrap: normal }
        .facts th { width: 46mm; border-bottom: .4pt solid #888; font-size: inherit; \
        font-weight: normal; color: #333; vertical-align: top }
        .n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
        .w { white-space: nowrap }
        .bad { font-weight: bold }
        .m { font-weight: bold; text-align: center; white-space: nowrap }
        code { font: 8pt "Noto Sans Mono", "DejaVu Sans Mono", monospace; \
        overflow-wrap: anywhere }
        figure { margin: 2mm 0 }
        figcaption { font-size: 8.5pt }
        svg { display: block }
        svg text { font: 9px "Noto Sans", "DejaVu Sans", Arial, sans-serif }
        .signatures { table-layout: fixed }
        .signatures td { height: 9mm }
        .signatures tr:first-child td { height: 24mm }
        .signatures th:first-child, .signatures td:first-child { width: 34mm }
        .signatures td + td { border: .4pt solid #888 }
        footer { margin-top: 6mm; border-top: .4pt solid #888; font-size: 8pt; padding-top: 1mm }
        @media screen { body { padding: 4mm } }
        """

    /// What each sheet is called: letters that mean nothing in a style.
    private var sheet: String {
        page.title.filter { $0.isLetter || $0.isNumber || " -:".contains($0) }
    }

    private func block(_ block: Page.Block) -> String {
        switch block {
        case .heading(let text): "<h2>\(Self.escaped(text))</h2>"
        case .subheading(let text): "<h3>\(Self.escaped(text))</h3>"
        case .text(let text): "<p>\(Self.escaped(text))</p>"
        case .verdict(let isPassed, let text):
            "<p class=\"verdict\">\(isPassed ? "✓" : "✗") \(Self.escaped(text))</p>"
        case .facts(let facts):
            "<table class=\"facts\"><tbody>\n"
                + facts.map { "<tr><th>\(Self.escaped($0.0))</th>\(Self.cell($0.1))</tr>\n" }
                .joined()
                + "</tbody></table>"
        case .table(let head, let rows): Self.table(head, rows)
        case .bars(let bars): PagePlot.bars(bars)
        case .signatures(let roles, let lines):
            Self.table(
                [""] + roles, lines.map { [.text($0)] + roles.map { _ in .text("") } },
                class: "signatures")
        }
    }

    private static func table(
        _ head: [String], _ rows: [[Page.Cell]], class name: String = ""
    ) -> String {
        let heads = head.enumerated().map { column, text in
            var isNumber = false
            if case .number? = rows.first?[column] { isNumber = true }
            return "<th\(isNumber ? " class=\"n\"" : "")>\(escaped(text))</th>"
        }
        let open = name.isEmpty ? "<table>" : "<table class=\"\(name)\">"
        return "\(open)<thead><tr>\(heads.joined())</tr></thead><tbody>\n"
            + rows.map(row).joined() + "</tbody></table>"
    }

    /// In bold where something will not do.
    private static func row(_ cells: [Page.Cell]) -> String {
        let isBad = cells.contains { if case .mark(false) = $0 { true } else { false } }
        return "<tr\(isBad ? " class=\"bad\"" : "")>\(cells.map(cell).joined())</tr>\n"
    }

    private static func cell(_ cell: Page.Cell) -> String {
        switch cell {
        case .text(let text): "<td>\(escaped(text))</td>"
        case .number(let text): "<td class=\"n\">\(escaped(text))</td>"
        case .word(let text): "<td class=\"w\">\(escaped(text))</td>"
        case .named(let title, let id):
            "<td>\(title.isEmpty ? "" : "\(escaped(title))<br>")<code>\(escaped(id))</code></td>"
        case .code(let text): "<td><code>\(escaped(text))</code></td>"
        case .mark(let isPassed): "<td class=\"m\">\(isPassed ? "✓" : "✗")</td>"
        case .trend(let values): "<td>\(PagePlot.trend(values))</td>"
        }
    }

    /// Text that means nothing to HTML, and nothing that would turn its direction.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for letter in text.printable(columns: .max).unicodeScalars {
            switch letter {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(letter)
            }
        }
        return escaped
    }
}
