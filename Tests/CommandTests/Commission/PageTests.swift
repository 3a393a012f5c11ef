// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@testable import tram

/// A report on paper: whatever a device is called, it is text.
@Suite struct PageTests {
    private static let hostile = [
        "<script>alert(1)</script>", "\" onload=\"x", "' & < >", "</td></table>", "a|b\nc",
        "![x](http://a)", "**b** _i_ `c` ~~d~~ # e", "\u{202E}gnp.exe", "\u{1B}[2J", "Đà Nẵng",
        "\\", "$x$", "[link](javascript:x)",
    ]

    private static func page(_ text: String) -> Page {
        var page = Page(language: "vi", title: text, foot: text)
        page.blocks = [
            .heading(text), .subheading(text), .text(text), .verdict(false, text),
            .facts([(text, .text(text)), (text, .code(text))]),
            .table(
                [text, text, text, text],
                [[.named(text, text), .number(text), .word(text), .code(text)]]),
            .table(["", ""], [[.mark(false), .trend([1, nil, 2.5, .infinity, -1e308, 1e308])]]),
            .bars(Page.Bars(title: text, bars: [(text, 3), ("", 0)])),
            .signatures([text, text], [text]),
        ]
        return page
    }

    /// The tags of a text, without what is in them.
    private static func tags(_ text: String) -> [String] {
        text.split(separator: "<").dropFirst().map { part in
            String(part.prefix { !" >".contains($0) })
        }
    }

    private static func shape(_ html: String) -> [String] {
        tags(html).filter { $0 != "br" }
    }

    @Test(arguments: hostile) func `no text makes a tag, an attribute or a script`(text: String) {
        let html = PageHTML(page: Self.page(text)).text
        #expect(Self.shape(html) == Self.shape(PageHTML(page: Self.page("plain")).text))
        #expect(!html.contains("<script") && !html.contains(" onload=\""))
        #expect(!html.contains("\u{202E}") && !html.contains("\u{1B}"))
        for word in ["http-equiv", "charset"] { #expect(html.contains(word)) }
        #expect(!html.contains("src=") && !html.contains("href=") && !html.contains("url("))
    }

    @Test func `every tag is closed`() {
        var open: [String] = []
        let single: Set = ["!DOCTYPE", "meta", "br", "polyline", "rect", "line"]
        for tag in Self.tags(PageHTML(page: Self.page("a")).text) where !single.contains(tag) {
            if tag.hasPrefix("/") {
                #expect(open.popLast() == String(tag.dropFirst()))
            } else {
                open.append(tag)
            }
        }
        #expect(open == [])
    }

    @Test(arguments: hostile) func `in Markdown a row stays a row, and nothing is marked`(
        text: String
    ) {
        let markdown = PageMarkdown(page: Self.page(text)).text
        let plain = PageMarkdown(page: Self.page("plain")).text
        #expect(markdown.split(separator: "\n").count == plain.split(separator: "\n").count)
        #expect(!markdown.contains("<script"))
        // Between backticks nothing means anything.
        let open = markdown.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 0 }.map(\.element).joined()
        #expect(!open.replacing("\\]", with: "").contains("]("))
        for line in markdown.split(separator: "\n") where line.hasPrefix("| ") {
            let cells = line.replacing("\\|", with: "").split(
                separator: "|", omittingEmptySubsequences: false)
            #expect([4, 5, 6].contains(cells.count), "\(line)")
        }
    }

    @Test func `a drawing has the sign of SVG, and only numbers`() {
        let drawing = PagePlot.trend([1.26, 2.5, nil, 3, .nan])
        let points = drawing.split(separator: "points=\"").dropFirst().map { part in
            part.prefix { $0 != "\"" }
        }
        #expect(points.count == 2, "\(drawing)")
        for point in points.joined(separator: " ").split(separator: " ") {
            let numbers = point.split(separator: ",").map { Double($0) }
            #expect(numbers.count == 2 && !numbers.contains(nil), "\(point)")
            #expect(numbers.allSatisfy { (0...110).contains($0 ?? -1) }, "\(point)")
        }
        #expect(PagePlot.trend([nil, nil]) == "" && PagePlot.trend([]) == "")
    }

    @Test func `numbers have the sign of the language`() {
        let (en, vi) = (
            CommissionFigures(language: .english), CommissionFigures(language: .vietnamese)
        )
        #expect(en.milliseconds(12.34) == "12.3" && vi.milliseconds(12.36) == "12,4")
        #expect(en.percent(99.999) == "99.99 %" && vi.percent(100) == "100,00 %")
        #expect(en.decimal(-0.06, 1) == "-0.1" && en.decimal(7, 2) == "7.00")
        #expect(en.milliseconds(nil) == "–" && vi.percent(nil) == "–")
        #expect(vi.error(.milliseconds(16_000)) == "±16,0 s")
        #expect(
            en.error(.microseconds(450)) == "±0.5 ms" || en.error(.microseconds(450)) == "±0.4 ms")
    }

    @Test(arguments: [
        (0, "1970-01-01 00:00:00 (UTC)"), (1_795_423_380_000, "2026-11-23 08:43:00 (UTC)"),
        (951_782_400_000, "2000-02-29 00:00:00 (UTC)"),
    ])
    func `a moment is told with its distance from UTC`(time: Int64, text: String) {
        let told = CommissionFigures(language: .english).time(WallTime(milliseconds: time))
        // Where the tests run has a clock of its own.
        #expect(told == text || told.contains("(UTC+") || told.contains("(UTC-"))
    }
}
