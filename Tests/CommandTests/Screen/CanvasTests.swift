// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@testable import tram

/// Only what changes is sent, and the screen shows the whole picture all the same.
@Suite struct CanvasTests {
    static let words = ["a", "Điện áp", "230,5 V", "▁▂▃▄▅▆▇█", "", "✓ x", "comm/timeout", "–", " "]

    /// A line of at most `columns` letters.
    static func line(_ columns: Int, _ random: inout SplitMix) -> CanvasLine {
        var text = ""
        for _ in 0..<Int.random(in: 0...8, using: &random) {
            text += words.randomElement(using: &random) ?? ""
        }
        if Int.random(in: 0..<4, using: &random) == 0 { text = text.padded(columns) }
        let look: CanvasLine.Look = Bool.random(using: &random) ? .plain : .bold
        return CanvasLine(text.printable(columns: columns), look)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8])
    func `whatever follows what, the screen shows the last picture`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var canvas = Canvas()
        var glass = Glass(columns: 30, rows: 6)
        glass.feed(Canvas.open)
        var picture = (0..<6).map { _ in Self.line(30, &random) }
        for _ in 0..<300 {
            for index in picture.indices where Int.random(in: 0..<3, using: &random) == 0 {
                picture[index] = Self.line(30, &random)
            }
            if Int.random(in: 0..<20, using: &random) == 0 { canvas.forget() }
            glass.feed(canvas.draw(picture, width: 30))
            #expect(glass.lines.map { String($0) } == picture.map { $0.text.padded(30) })
            #expect(canvas.draw(picture, width: 30) == "", "nothing has changed")
        }
        #expect(glass.unknown == [] && !glass.isBold)
    }

    @Test func `a digit that changes costs a few bytes`() {
        var canvas = Canvas()
        let row = "1 ✓ meter-1  Công suất tác dụng   382,78 W       2s good         ▂█▁"
        _ = canvas.draw([CanvasLine(row)], width: 80)
        let next = canvas.draw([CanvasLine(row.replacing("2s", with: "3s"))], width: 80)
        #expect(next == "\u{1B}[1;50H3")
    }

    @Test func `a line that shrinks leaves nothing behind, a full one loses nothing`() {
        var canvas = Canvas()
        var glass = Glass(columns: 10, rows: 1)
        for text in ["0123456789", "01234567", "0123456789", "x", "0123456789", "012345678x", ""] {
            glass.feed(canvas.draw([CanvasLine(text)], width: 10))
            #expect(glass.text == [text])
        }
    }

    @Test func `letters of two columns are drawn with their whole line`() {
        var canvas = Canvas()
        _ = canvas.draw([CanvasLine("漢字 1")], width: 10)
        let next = canvas.draw([CanvasLine("漢字 2")], width: 10)
        #expect(next == "\u{1B}[1;1H\u{1B}[K漢字 2")
    }

    @Test func `another size is drawn anew`() {
        var canvas = Canvas()
        _ = canvas.draw([CanvasLine("a"), CanvasLine("b")], width: 10)
        #expect(canvas.draw([CanvasLine("a")], width: 10).hasSuffix("\u{1B}[2J\u{1B}[1;1Ha"))
        #expect(canvas.draw([CanvasLine("a")], width: 11).hasSuffix("\u{1B}[2J\u{1B}[1;1Ha"))
    }

    @Test func `at the end the terminal is as before`() {
        var glass = Glass(columns: 20, rows: 3)
        glass.feed("$ tram demo")
        let before = glass.text
        var canvas = Canvas()
        glass.feed(Canvas.open)
        #expect(glass.isAlternate && !glass.isCursorShown && !glass.isWrapping)
        glass.feed(canvas.draw([CanvasLine("x", .reversed)], width: 20))
        glass.feed(Canvas.close)
        #expect(!glass.isAlternate && glass.isCursorShown && glass.isWrapping)
        #expect(!glass.isBold && !glass.isReversed && glass.text == before)
    }
}
