// SPDX-License-Identifier: Apache-2.0

/// One line of a full screen: its letters, no more columns than the screen has, and how they look.
struct CanvasLine: Hashable {
    enum Look: Hashable {
        case plain, bold, reversed
    }

    var text: String
    var look: Look

    init(_ text: String = "", _ look: Look = .plain) {
        self.text = text
        self.look = look
    }
}

/// What a terminal shows, and the bytes that bring it from one picture to the next: of changed
/// lines what is different. A console of 115,200 baud moves 11 kB a second, and a whole screen is
/// a quarter of that.
struct Canvas {
    /// Another screen beside the shell's, no cursor, no wrapping into the next line.
    static let open = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l\u{1B}[2J"
    /// Back to the shell's screen, as it was.
    static let close = "\u{1B}[0m\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"

    private var shown: [CanvasLine] = []
    private var width = 0

    /// Forgets what is shown: the next picture is drawn whole.
    mutating func forget() { shown = [] }

    /// The bytes that show these lines on a screen so wide; empty if they are shown.
    mutating func draw(_ lines: [CanvasLine], width: Int) -> String {
        var output = ""
        if width != self.width || lines.count != shown.count {
            output += "\u{1B}[0m\u{1B}[2J"
            shown = Array(repeating: CanvasLine(), count: lines.count)
            self.width = width
        }
        for (index, line) in lines.enumerated() where line != shown[index] {
            output += Self.change(shown[index], to: line, row: index + 1, width: width)
        }
        shown = lines
        return output
    }

    private static func change(
        _ old: CanvasLine, to new: CanvasLine, row: Int, width: Int
    ) -> String {
        let before = Array(old.text.unicodeScalars)
        let after = Array(new.text.unicodeScalars)
        let canPart = old.look == new.look && isSimple(before) && isSimple(after)
        let start = canPart ? zip(before, after).prefix { $0 == $1 }.count : 0
        var end = after.count
        if canPart, before.count == after.count {
            while end > start, before[end - 1] == after[end - 1] { end -= 1 }
        }
        var output = "\u{1B}[\(row);\(start + 1)H"
        // What lies there may be wider than its letters say.
        if !canPart { output += "\u{1B}[K" }
        switch new.look {
        case .plain: break
        case .bold: output += "\u{1B}[1m"
        case .reversed: output += "\u{1B}[7m"
        }
        output.unicodeScalars.append(contentsOf: after[start..<end])
        if new.look != .plain { output += "\u{1B}[0m" }
        // Never behind a full line: the cursor stands on its last letter, which would go.
        if canPart, after.count < before.count, after.count < width { output += "\u{1B}[K" }
        return output
    }

    /// Whether every letter takes one column on every terminal, so that a place in the text is a
    /// place on the screen: Latin with its Vietnamese letters, punctuation, arrows, blocks.
    private static func isSimple(_ scalars: [Unicode.Scalar]) -> Bool {
        scalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x20..<0x7F, 0xA0...0x24F, 0x1E00...0x1EFF, 0x2010...0x2027, 0x2190...0x2193,
                0x2500...0x259F, 0x2713...0x2717:
                true
            default: false
            }
        }
    }
}
