// SPDX-License-Identifier: Apache-2.0
internal import Field

/// How one kind of value is read and shown.
struct Format<Value: Sendable>: Sendable {
    let kind: Kind
    /// Nil where the node is no such value, which the findings tell.
    let read: @Sendable (Node, inout Findings) -> Value?
    /// As it would be written; nil for what a default does not show.
    let show: @Sendable (Value) -> String?

    init(
        _ kind: Kind, show: @escaping @Sendable (Value) -> String? = { _ in nil },
        read: @escaping @Sendable (Node, inout Findings) -> Value?
    ) {
        self.kind = kind
        self.read = read
        self.show = show
    }

    /// A text with a form of its own, which a pattern may tell. `repair` offers what may have been
    /// meant.
    static func form(
        _ expected: Text, pattern: String? = nil, plain: Bool = true,
        show: @escaping @Sendable (Value) -> String? = { _ in nil },
        repair: @escaping @Sendable (String) -> String? = { _ in nil },
        parse: @escaping @Sendable (String) -> Value?
    ) -> Self {
        Self(.form(expected, pattern: pattern, plain: plain), show: show) { node, findings in
            guard let text = node.text, !node.isNull else {
                findings.wrongType(node, expected: expected)
                return nil
            }
            if let value = parse(text) { return value }
            findings.badValue(node, expected: expected, near: repair(text))
            return nil
        }
    }
}

/// A value with the node that it was read from, for rules that speak of several keys.
@dynamicMemberLookup
struct Marked<Value: Sendable>: Sendable {
    var value: Value
    var node: Node
    /// Whether nothing was wrong in it.
    var clean: Bool

    subscript<Member>(dynamicMember path: KeyPath<Value, Member>) -> Member {
        value[keyPath: path]
    }
}

extension Format {
    /// The same value with its place.
    static func marked<Inner>(_ inner: Format<Inner>) -> Self where Value == Marked<Inner> {
        Self(inner.kind) { node, findings in
            let before = findings.errors
            guard let value = inner.read(node, &findings) else { return nil }
            return Marked(value: value, node: node, clean: findings.errors == before)
        }
    }
}
