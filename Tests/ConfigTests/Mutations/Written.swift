// SPDX-License-Identifier: Apache-2.0
@testable import Config

/// One step down a tree: into the value or the key of an entry, by its place, or to an element.
enum Step: Hashable, Sendable {
    case value(Int)
    case key(Int)
    case element(Int)
}

/// A tree written as text again, each entry and element on a line of its own, with the place of
/// every node in it.
struct Written {
    private(set) var text = ""
    private(set) var marks: [[Step]: Mark] = [:]
    private var line = 1
    private var column = 1

    init(_ root: Node) {
        write(root, [])
        put("\n")
    }

    private mutating func put(_ part: String) {
        text += part
        for letter in part {
            if letter == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
        }
    }

    private mutating func write(_ node: Node, _ path: [Step]) {
        marks[path] = Mark(line: line, column: column)
        switch node.content {
        case .scalar(let text, quoted: false): put(text)
        case .scalar(let text, quoted: true):
            put("\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"")
        case .list(let elements):
            put("[")
            for (number, element) in elements.enumerated() {
                put(number == 0 ? "\n " : ",\n ")
                write(element, path + [.element(number)])
            }
            put("]")
        case .map(let entries):
            put("{")
            for (number, entry) in entries.enumerated() {
                put(number == 0 ? "\n " : ",\n ")
                write(entry.key, path + [.key(number)])
                put(": ")
                write(entry.value, path + [.value(number)])
            }
            put("}")
        }
    }
}

extension Node {
    static func plain(_ text: String) -> Node {
        Node(content: .scalar(text, quoted: false), mark: Mark())
    }

    static func quoted(_ text: String) -> Node {
        Node(content: .scalar(text, quoted: true), mark: Mark())
    }

    static func list(_ elements: [Node]) -> Node { Node(content: .list(elements), mark: Mark()) }
    static func map(_ entries: [Entry]) -> Node { Node(content: .map(entries), mark: Mark()) }

    /// With another node at a place.
    func replacing(_ path: ArraySlice<Step>, with other: Node) -> Node {
        guard let step = path.first else { return other }
        var node = self
        switch (content, step) {
        case (.map(var entries), .value(let at)):
            entries[at].value = entries[at].value.replacing(path.dropFirst(), with: other)
            node.content = .map(entries)
        case (.map(var entries), .key(let at)):
            entries[at].key = other
            node.content = .map(entries)
        case (.list(var elements), .element(let at)):
            elements[at] = elements[at].replacing(path.dropFirst(), with: other)
            node.content = .list(elements)
        default: preconditionFailure("no such place")
        }
        return node
    }
}
