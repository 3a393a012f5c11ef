// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// What all full screens have in common.
extension Screen {
    /// No control character, no column too many, and the letters that the console has.
    func fitted(_ line: CanvasLine, _ columns: Int) -> CanvasLine {
        CanvasLine(shown(line.text).printable(columns: columns), line.look)
    }

    /// In place of a picture that would be none.
    func tooSmall(_ size: Terminal.Size, least: Terminal.Size) -> [CanvasLine] {
        let found = "\(size.columns)×\(size.rows)"
        let least = "\(least.columns)×\(least.rows)"
        let words = [
            Text(en: "\(found): at least \(least).", vi: "\(found): cần ít nhất \(least)."),
            Text(en: "q quits", vi: "q: thoát"),
        ]
        let lines = words.flatMap { $0(language).wrapped(columns: size.columns) }
        return (0..<max(1, size.rows)).map { row in
            let line = lines.indices.contains(row) ? lines[row] : ""
            return fitted(CanvasLine(line), size.columns)
        }
    }

    /// The first line: what is shown, and at its end the time of day.
    func title(_ left: String, _ clock: String, _ columns: Int) -> CanvasLine {
        let right = "\(clock) "
        let room = columns - right.columns
        return CanvasLine(left.printable(columns: room).padded(room) + right, .reversed)
    }

    /// Below a table; which rows are shown where not all are.
    func rule(_ columns: Int, _ first: Int, _ count: Int, of all: Int) -> CanvasLine {
        let line = isPlain ? "-" : "─"
        let rows = Text(en: "rows", vi: "dòng")(language)
        let note = count < all ? " \(rows) \(first + 1)–\(first + count)/\(all) ↑↓ " : ""
        let rest = max(0, columns - note.columns - 2)
        return CanvasLine(String(repeating: line, count: rest) + note + line + line)
    }
}
