// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One key of a file in one row: its name, what it must be, its default, its help, and where its
/// value goes. Reader, check, schema and manual are made from the same row.
struct Key<Owner: Section>: Sendable {
    let row: Row
    /// Reads the value into its owner; what is wrong with it goes to the findings.
    let read: @Sendable (Node, inout Owner, inout Findings) -> Void

    /// A key whose default is what its owner begins with.
    init<Value>(
        _ name: String, _ path: any WritableKeyPath<Owner, Value> & Sendable,
        _ format: Format<Value>, required: Bool = false, en: String, vi: String
    ) {
        row = Row(
            name: name, kind: format.kind, required: required,
            default: required ? nil : format.show(Owner()[keyPath: path]),
            help: Text(en: en, vi: vi))
        read = { node, owner, findings in
            if let value = format.read(node, &findings) { owner[keyPath: path] = value }
        }
    }

    /// A key that may be absent; its help says what that means.
    init<Value>(
        _ name: String, _ path: any WritableKeyPath<Owner, Value?> & Sendable,
        _ format: Format<Value>, required: Bool = false, en: String, vi: String
    ) {
        row = Row(
            name: name, kind: format.kind, required: required, default: nil,
            help: Text(en: en, vi: vi))
        read = { node, owner, findings in
            if let value = format.read(node, &findings) { owner[keyPath: path] = value }
        }
    }
}

/// A table of keys, one below the other.
@resultBuilder
enum KeyTable<Owner: Section> {
    static func buildExpression(_ key: Key<Owner>) -> Key<Owner> { key }
    static func buildBlock(_ keys: Key<Owner>...) -> [Key<Owner>] { keys }
}

/// A map of a file, described by its table of keys.
protocol Section: Sendable {
    /// Made at each call, because nobody asks once the files are read; `Findings.keys` has them
    /// while they are.
    static var keys: [Key<Self>] { get }
    /// With every default.
    init()
}

extension Section {
    /// Reads a map by the table; nil if the node is no map.
    static func read(_ node: Node, _ findings: inout Findings) -> Self? {
        guard case .map(let entries) = node.content else {
            findings.wrongType(node, expected: Format<Self>.section.kind.expected)
            return nil
        }
        var owner = Self()
        let meant = owner.update(entries, &findings)
        for key in findings.keys(of: Self.self) where key.row.required && node[key.row.name] == nil
        {
            // A slip in a key's name is one mistake, not two.
            if meant.contains(key.row.name) { continue }
            findings.missingKey(key.row.name, in: node, help: key.row.help)
        }
        return owner
    }

    /// Overrides what it has by what a map says, none of whose keys is required. Answers the keys
    /// that were probably meant by those that there are not.
    @discardableResult
    mutating func update(_ entries: [Node.Entry], _ findings: inout Findings) -> Set<String> {
        var unknown: [Node] = []
        let keys = findings.keys(of: Self.self)
        for entry in entries {
            if let key = keys.first(where: { $0.row.name == entry.key.text }) {
                key.read(entry.value, &self, &findings)
            } else {
                unknown.append(entry.key)
            }
        }
        return findings.unknownKeys(unknown, of: keys.map(\.row.name))
    }
}
