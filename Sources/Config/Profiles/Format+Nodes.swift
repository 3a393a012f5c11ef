// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Format {
    /// The same text with another meaning.
    func converted<Other>(_ convert: @escaping @Sendable (Value) -> Other) -> Format<Other> {
        Format<Other>(kind) { node, findings in read(node, &findings).map(convert) }
    }
}

extension Format<Node> {
    /// A map that is read later, when it is known what it says otherwise.
    static func later<Owner: Section>(_: Owner.Type) -> Self {
        let kind = Kind.section { Owner.keys.map(\.row) }
        return Self(kind) { node, findings in
            if case .map = node.content { return node }
            findings.wrongType(node, expected: kind.expected)
            return nil
        }
    }
}

extension Node {
    /// What stands in a map.
    var entries: [Entry] { if case .map(let entries) = content { entries } else { [] } }

    /// Where a key's name stands, or the whole if it does not.
    func keyMark(of key: String) -> Mark {
        entries.first { $0.key.text == key }?.key.mark ?? mark
    }
}
