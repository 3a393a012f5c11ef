// SPDX-License-Identifier: Apache-2.0

/// A command to paste into a shell, as it stands or over several lines.
struct ShellLine {
    private let words: [String]

    init(_ words: [String]) { self.words = words.map(\.asShellWord) }

    /// On one line, however long that is.
    var text: String { words.joined(separator: " ") }

    /// Where 80 columns are full, a backslash and the next line.
    func lines(indent: String = "  ") -> [String] {
        pieces.reduce(into: [String]()) { lines, piece in
            guard let last = lines.last else { return lines.append(indent + piece) }
            if last.columns + 1 + piece.columns + 2 > 80 {
                lines[lines.count - 1] = last + " \\"
                lines.append(indent + "  " + piece)
            } else {
                lines[lines.count - 1] = last + " " + piece
            }
        }
    }

    /// The words; an option and its value are one piece.
    private var pieces: [String] {
        words.indices.reduce(into: [String]()) { pieces, index in
            let isValue = index > 0 && words[index - 1].isOption && !words[index].isOption
            if isValue {
                pieces[pieces.count - 1] += " " + words[index]
            } else {
                pieces.append(words[index])
            }
        }
    }
}

extension String {
    fileprivate var isOption: Bool { hasPrefix("--") }

    /// In single quotes where a shell would read more than a word into it.
    fileprivate var asShellWord: String {
        let isPlain =
            !isEmpty
            && utf8.allSatisfy {
                ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || (0x2D...0x3A).contains($0)
                    || [0x5F, 0x2B, 0x40, 0x25, 0x2C, 0x3D].contains($0)
            }
        return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
    }
}
