// SPDX-License-Identifier: Apache-2.0

/// Text from outside on a terminal: harmless, and no wider than it may be.
extension String {
    /// At least so many columns.
    func padded(_ columns: Int) -> String {
        self + String(repeating: " ", count: max(0, columns - self.columns))
    }

    /// How many columns it takes. A mark that combines counts as one, though it takes none: a
    /// letter under a thousand of them must not be free.
    var columns: Int { self[...].columns }

    /// What of its beginning fits, without what would command the terminal: control characters,
    /// direction marks, separators of lines.
    func printable(columns limit: Int) -> String {
        var text = String.UnicodeScalarView()
        var taken = 0
        for scalar in unicodeScalars where scalar.isPrintable {
            taken += scalar.columns
            if taken > limit { break }
            text.append(scalar)
        }
        return String(text)
    }

    /// Words from outside in lines of this width; what is indented stays so, and nothing is lost.
    func wrapped(columns width: Int) -> [String] {
        let indent = hasPrefix("  ") ? "    " : "  "
        var lines: [String] = []
        var line = hasPrefix("  ") ? " " : ""
        let room = width - indent.columns
        for word in split(separator: " ").flatMap({ String($0).pieces(columns: room) }) {
            if !line.isEmpty, line.columns + 1 + word.columns > width {
                lines.append(line)
                line = indent + word
            } else {
                line += (line.isEmpty ? "" : " ") + word
            }
        }
        return lines + [line]
    }

    /// A word in pieces that fit into a line, without what would command the terminal. A path stays
    /// whole, to be copied: the terminal breaks its line.
    func pieces(columns room: Int) -> [String] {
        let room = max(room, 2)
        var rest = printable(columns: .max)
        var pieces: [String] = []
        while rest.columns > room, !rest.contains("/") {
            let piece = rest.printable(columns: room)
            pieces.append(piece)
            rest = String(rest.unicodeScalars.dropFirst(piece.unicodeScalars.count))
        }
        return rest.isEmpty ? pieces : pieces + [rest]
    }

    /// Without the spaces at its end.
    var withoutTail: String {
        String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)])
    }
}

extension Substring {
    /// As of a whole text.
    var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }
}

extension Unicode.Scalar {
    /// Scripts and pictures that terminals draw two columns wide.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F000...0x1FAFF, 0x20000...0x3FFFD,
    ]

    fileprivate var columns: Int {
        if isASCII { return 1 }
        return Self.wide.contains { $0.contains(value) } || properties.isEmojiPresentation ? 2 : 1
    }

    fileprivate var isPrintable: Bool {
        if isASCII { return (0x20..<0x7F).contains(value) }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
            return false
        default: return true
        }
    }
}
