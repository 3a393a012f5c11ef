// SPDX-License-Identifier: Apache-2.0
@testable import tram

/// What a terminal shows of the bytes that it gets: as much of one as a full screen of ours uses.
/// A letter takes a column; what it does not know is a mark that no test expects.
struct Glass {
    let columns: Int
    private(set) var lines: [[Character]]
    private(set) var isAlternate = false
    private(set) var isCursorShown = true
    private(set) var isWrapping = true
    private(set) var isBold = false
    private(set) var isReversed = false
    /// Bytes that came in all.
    private(set) var count = 0
    /// Sequences that it does not know.
    private(set) var unknown: [String] = []
    private var usual: [[Character]]
    private var row = 0
    private var column = 0
    private var pending: [UInt8] = []

    init(columns: Int, rows: Int) {
        self.columns = columns
        lines = Array(repeating: Array(repeating: " ", count: columns), count: rows)
        usual = lines
    }

    /// Its lines without the blanks at their ends.
    var text: [String] {
        lines.map { line in
            String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    func contains(_ words: String) -> Bool { text.contains { $0.contains(words) } }

    mutating func feed(_ bytes: some Sequence<UInt8>) {
        pending += bytes
        while let length = next() {
            count += length
            pending.removeFirst(length)
        }
    }

    mutating func feed(_ text: String) { feed(Array(text.utf8)) }

    /// Obeys the first letter or sequence that is complete; how many bytes it has.
    private mutating func next() -> Int? {
        guard let first = pending.first else { return nil }
        switch first {
        case 0x1B: return sequence()
        case 0x0A:
            if row == lines.count - 1 {
                lines.removeFirst()
                lines.append(Array(repeating: " ", count: columns))
            } else {
                row += 1
            }
            return 1
        case 0x0D:
            column = 0
            return 1
        case 0..<0x20:
            unknown.append("\(first)")
            return 1
        default:
            let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
            guard pending.count >= length else { return nil }
            put(Character(String(decoding: pending.prefix(length), as: UTF8.self)))
            return length
        }
    }

    private mutating func put(_ letter: Character) {
        if column < columns { lines[row][column] = letter }
        column += 1
    }

    private mutating func sequence() -> Int? {
        guard pending.count >= 3 else { return nil }
        guard let end = pending[2...].firstIndex(where: { (0x40...0x7E).contains($0) }) else {
            return nil
        }
        let word = String(decoding: pending[1...end], as: UTF8.self)
        let numbers = String(decoding: pending[2..<end], as: UTF8.self).split(separator: ";")
            .compactMap { Int($0) }
        switch word {
        case "[?1049h":
            (isAlternate, usual) = (true, lines)
        case "[?1049l":
            (isAlternate, lines) = (false, usual)
        case "[?25h", "[?25l": isCursorShown = word.hasSuffix("h")
        case "[?7h", "[?7l": isWrapping = word.hasSuffix("h")
        case "[2J": erase()
        case "[K":
            for place in min(column, columns - 1)..<columns { lines[row][place] = " " }
        case "[0m": (isBold, isReversed) = (false, false)
        case "[1m": isBold = true
        case "[7m": isReversed = true
        default:
            if word.hasSuffix("H"), numbers.count == 2 {
                (row, column) = (min(numbers[0], lines.count) - 1, numbers[1] - 1)
            } else {
                unknown.append(word)
            }
        }
        return end + 1
    }

    private mutating func erase() {
        lines = Array(repeating: Array(repeating: " ", count: columns), count: lines.count)
    }
}
