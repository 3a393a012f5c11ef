// SPDX-License-Identifier: Apache-2.0

/// Words behind a head, and below it where there is no room for them: nothing of them is cut off.
struct HungLines {
    let width: Int

    /// `under`: the column of the lines below, the head's end where it is not told.
    func lines(_ head: String, _ text: String, under: Int? = nil) -> [String] {
        let indent = String(repeating: " ", count: under ?? head.columns)
        var lines: [String] = []
        var line = head
        var isEmpty = true
        for word in text.split(separator: " ") {
            let room = width - max(head.columns, indent.columns)
            for piece in String(word).pieces(columns: room) {
                if !isEmpty, line.columns + 1 + piece.columns > width {
                    lines.append(line)
                    (line, isEmpty) = (indent, true)
                }
                line += (isEmpty ? "" : " ") + piece
                isEmpty = false
            }
        }
        return lines + [line.withoutTail]
    }
}
