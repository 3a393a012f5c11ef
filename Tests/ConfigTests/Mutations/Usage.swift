// SPDX-License-Identifier: Apache-2.0
@testable import Config

/// One key of a table as it stands in a tree.
struct Usage {
    /// Such as `buses.devices.poll`.
    var name: String
    var row: Row
    /// Where its entry is: the map, and the entry's place in it.
    var map: [Step]
    var at: Int
    var entry: Node.Entry
}

extension Kind {
    /// Every key of the tables, once, with its row.
    func rows(_ path: String = "") -> [(name: String, row: Row)] {
        switch self {
        case .section(let rows):
            rows().flatMap { row in
                let name = path + (path.isEmpty ? "" : ".") + row.name
                return [(name, row)] + row.kind.rows(name)
            }
        case .list(let element, _): element.rows(path)
        case .keyed(_, let value): value.rows(path)
        case .either(let one, let several): one.rows(path) + several.rows(path)
        default: []
        }
    }

    /// Every key that stands in a tree of this kind.
    func usages(_ node: Node, _ name: String = "", at path: [Step] = []) -> [Usage] {
        switch (self, node.content) {
        case (.section(let rows), .map(let entries)):
            entries.enumerated().flatMap { at, entry -> [Usage] in
                guard let row = rows().first(where: { $0.name == entry.key.text }) else {
                    return []
                }
                let name = name + (name.isEmpty ? "" : ".") + row.name
                return [Usage(name: name, row: row, map: path, at: at, entry: entry)]
                    + row.kind.usages(entry.value, name, at: path + [.value(at)])
            }
        case (.list(let element, _), .list(let nodes)):
            nodes.enumerated().flatMap { at, node in
                element.usages(node, name, at: path + [.element(at)])
            }
        case (.keyed(_, let value), .map(let entries)):
            entries.enumerated().flatMap { at, entry in
                value.usages(entry.value, name, at: path + [.value(at)])
            }
        case (.either(let one, let several), _):
            one.usages(node, name, at: path) + several.usages(node, name, at: path)
        default: []
        }
    }
}
