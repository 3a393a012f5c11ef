// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// A good tree with one mistake, and where it must be told.
struct Mutation {
    var description: String
    var root: Node
    var codes: Set<String>
    var place: [Step]

    private static let values: Set = ["wrong-type", "bad-value", "out-of-range"]

    /// Every mistake that one key's row gives rise to.
    static func all(of usage: Usage, in root: Node) -> [Mutation] {
        let value = usage.map + [.value(usage.at)]
        let wrong = usage.row.kind.wrong(usage.entry.value).map { bad in
            Mutation(
                description: "\(usage.name): \(bad)",
                root: root.replacing(value[...], with: bad.node), codes: values,
                place: value + bad.place)
        }
        return [misspelt(usage, root), duplicate(usage, root), missing(usage, root)]
            .compactMap(\.self) + wrong
    }

    private static func misspelt(_ usage: Usage, _ root: Node) -> Mutation {
        let place = usage.map + [.key(usage.at)]
        return Mutation(
            description: "\(usage.name) misspelt",
            root: root.replacing(place[...], with: .plain(usage.row.name + "x")),
            codes: ["unknown-key"], place: place)
    }

    private static func duplicate(_ usage: Usage, _ root: Node) -> Mutation? {
        changed(usage, root) { $0.append($0[usage.at]) }.map { root, count in
            Mutation(
                description: "\(usage.name) twice", root: root, codes: ["duplicate-key"],
                place: usage.map + [.key(count - 1)])
        }
    }

    private static func missing(_ usage: Usage, _ root: Node) -> Mutation? {
        guard usage.row.required else { return nil }
        return changed(usage, root) { $0.remove(at: usage.at) }.map { root, _ in
            Mutation(
                description: "\(usage.name) missing", root: root, codes: ["missing-key"],
                place: usage.map)
        }
    }

    /// The tree with other entries in the key's map, and how many these are.
    private static func changed(
        _ usage: Usage, _ root: Node, _ change: (inout [Node.Entry]) -> Void
    ) -> (Node, Int)? {
        guard case .map(var entries)? = root[usage.map[...]]?.content else { return nil }
        change(&entries)
        return (root.replacing(usage.map[...], with: .map(entries)), entries.count)
    }

    /// Reads the file and expects to be told, in the right place.
    func check(_ read: (String) -> [Problem]) {
        let written = Written(root)
        let problems = read(written.text)
        let mark = written.marks[place] ?? Mark(line: 0, column: 0)
        let told = problems.contains {
            codes.contains($0.code) && [$0.line, $0.column] == [mark.line, mark.column]
        }
        let found = problems.map { "\($0.line):\($0.column) \($0.code) \($0.text.en)" }
        #expect(told, "\(description), expected at \(mark.line):\(mark.column): \(found)")
    }
}

extension Node {
    /// The node at a place.
    fileprivate subscript(path: ArraySlice<Step>) -> Node? {
        guard let step = path.first else { return self }
        switch (content, step) {
        case (.map(let entries), .value(let at)): return entries[at].value[path.dropFirst()]
        case (.map(let entries), .key(let at)): return entries[at].key
        case (.list(let elements), .element(let at)): return elements[at][path.dropFirst()]
        default: return nil
        }
    }
}
