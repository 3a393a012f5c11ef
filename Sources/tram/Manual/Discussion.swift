// SPDX-License-Identifier: Apache-2.0
internal import Config

/// What a command's help says at length, taken apart: prose, what a console shows, and how the
/// command ends.
struct Discussion {
    private(set) var prose: [ManualPart] = []
    /// Each begins with a command behind `$ `.
    private(set) var examples: [[String]] = []
    private(set) var endings: [String] = []

    /// Begins what is said about exit codes, in either language.
    private static let marks = ["Exit code ", "Mã thoát "]

    init(_ text: String) {
        var isExample = false
        for block in text.split(separator: "\n\n") {
            let lines = Self.lines(block)
            if lines.count == 1, !block.hasPrefix(" "), !block.hasPrefix("$ ") {
                isExample = false
                add(lines[0])
            } else if lines[0].hasPrefix("$ ") {
                isExample = true
                examples.append(lines)
            } else if isExample {
                examples[examples.count - 1] += [""] + lines
            } else {
                prose.append(.code(lines))
            }
        }
    }

    /// Without what all lines are indented by.
    private static func lines(_ block: Substring) -> [String] {
        let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
        let indent = lines.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        return lines.map { String($0.dropFirst(indent)) }
    }

    private mutating func add(_ paragraph: String) {
        guard let mark = Self.marks.compactMap({ paragraph.firstRange(of: $0) }).first else {
            return prose.append(.text(paragraph))
        }
        var before = paragraph[..<mark.lowerBound]
        while before.last == " " { before.removeLast() }
        if !before.isEmpty { prose.append(.text(String(before))) }
        endings.append(String(paragraph[mark.lowerBound...]))
    }
}
