// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Format where Value: Section {
    /// A map with a table of its own.
    static var section: Self {
        Self(.section { Value.keys.map(\.row) }) { node, findings in Value.read(node, &findings) }
    }
}

extension Format {
    /// A list. Elements that cannot be read are left out; the findings tell of them.
    static func list<Element>(
        of element: Format<Element>, _ count: ClosedRange<Int>
    ) -> Self where Value == [Element] {
        let kind = Kind.list(of: element.kind, count: count)
        return Self(kind) { node, findings in
            guard case .list(let nodes) = node.content else {
                findings.wrongType(node, expected: kind.expected)
                return nil
            }
            guard count.contains(nodes.count) else {
                findings.add(
                    .outOfRange, at: node.mark,
                    Text(
                        en: "expected \(kind.expected.en), found \(nodes.count)",
                        vi: "cần \(kind.expected.vi), đang có \(nodes.count)"))
                return nil
            }
            return nodes.compactMap { element.read($0, &findings) }
        }
    }

    /// A map whose keys are values themselves, in the file's order.
    static func keyed<Name, Element>(
        by name: Format<Name>, _ element: Format<Element>, atMost limit: Int
    ) -> Self where Value == [Pair<Name, Element>] {
        let kind = Kind.keyed(by: name.kind, element.kind)
        return Self(kind) { node, findings in
            guard case .map(let entries) = node.content else {
                findings.wrongType(node, expected: kind.expected)
                return nil
            }
            guard entries.count <= limit else {
                findings.add(
                    .outOfRange, at: node.mark,
                    Text(
                        en: "expected at most \(limit) keys, found \(entries.count)",
                        vi: "nhiều nhất \(limit) khóa, đang có \(entries.count)"))
                return nil
            }
            return entries.compactMap { entry in
                guard let name = name.read(entry.key, &findings),
                    let value = element.read(entry.value, &findings)
                else { return nil }
                return Pair(name: name, value: value)
            }
        }
    }
}

/// A key that is a value itself, and what it stands for.
struct Pair<Name: Sendable, Value: Sendable>: Sendable {
    var name: Name
    var value: Value
}
