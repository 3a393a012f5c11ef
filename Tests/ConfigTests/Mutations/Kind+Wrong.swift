// SPDX-License-Identifier: Apache-2.0
internal import Field

@testable import Config

/// A value that a key cannot have, and where in it the mistake is told.
struct Unfit: CustomStringConvertible {
    var description: String
    var node: Node
    var place: [Step] = []

    init(_ description: String, _ node: Node, _ place: [Step] = []) {
        self.description = description
        self.node = node
        self.place = place
    }
}

extension Kind {
    /// Values that are no such thing, made from one that is.
    func wrong(_ good: Node) -> [Unfit] {
        switch self {
        case .list(let element, let count): Self.lists(element, count, good)
        case .keyed(let key, let value): Self.keyed(key, value, good)
        case .section: [Unfit("a word", .plain("word")), Unfit("nothing", .plain("~"))]
        case .either(let one, let several): Self.either(one, several)
        default: [Unfit("a list", .list([.plain("a")])), Unfit("nothing", .plain("~"))] + scalars
        }
    }

    private var scalars: [Unfit] {
        switch self {
        case .text(let most):
            [Unfit("a long text", .plain(String(repeating: "x", count: most + 1)))]
        case .form: [Unfit("a text without the form", .quoted("?! \\"))]
        case .integer(let low, let high):
            [
                Unfit("a word", .plain("word")), Unfit("a text", .quoted("\(low)")),
                Unfit("too low", .plain("\(low - 1)")), Unfit("too high", .plain("\(high + 1)")),
                Unfit("digits without end", .plain("99999999999999999999999")),
            ]
        case .number(let numbers):
            [Unfit("another number", .plain("\((numbers.max() ?? 0) + 1)"))]
        case .decimal: [Unfit("a word", .plain("word")), Unfit("a text", .quoted("1"))]
        case .duration(let range):
            [
                Unfit("no unit", .plain("17")), Unfit("another unit", .plain("1y")),
                Unfit("too long", .plain("\(range.upperBound.milliseconds / 1_000 + 1)s")),
            ]
                + (range.lowerBound > .milliseconds(1) ? [Unfit("too short", .plain("1ms"))] : [])
        case .size(let range):
            [
                Unfit("no unit", .plain("17")), Unfit("another unit", .plain("64kB")),
                Unfit("too small", .plain("\(range.lowerBound.bytes / 1_000_000 - 1)MB")),
                Unfit("too large", .plain("\(range.upperBound.bytes / 1_000_000_000 + 1)GB")),
            ]
        case .choice: [Unfit("another word", .plain("otherwise"))]
        case .flag: [Unfit("another word", .plain("yes")), Unfit("a text", .quoted("true"))]
        default: []
        }
    }

    /// One value where a list must be, too many and too few elements, and a wrong one.
    private static func lists(
        _ element: Kind, _ count: ClosedRange<Int>, _ good: Node
    ) -> [Unfit] {
        guard case .list(let elements) = good.content, let first = elements.first else {
            return [Unfit("a word", .plain("word"))]
        }
        var wrong = [Unfit("a word", .plain("word"))]
        let many = Array(repeating: first, count: min(count.upperBound, 2_000) + 1)
        if count.upperBound <= 2_000 { wrong.append(Unfit("too many", .list(many))) }
        if count.lowerBound > 0 { wrong.append(Unfit("too few", .list([]))) }
        return wrong
            + element.wrong(first).map { bad in
                Unfit(
                    "an element: \(bad)", .list([bad.node] + elements.dropFirst()),
                    [.element(0)] + bad.place)
            }
    }

    /// One value where a map must be, a wrong key, and a wrong value under a key.
    private static func keyed(_ key: Kind, _ value: Kind, _ good: Node) -> [Unfit] {
        guard case .map(let entries) = good.content, let first = entries.first else {
            return [Unfit("a word", .plain("word"))]
        }
        let rest = Array(entries.dropFirst())
        let names = key.wrong(first.key).filter { $0.place.isEmpty && $0.node.text != nil }
        return [Unfit("a word", .plain("word"))]
            + names.map { bad in
                Unfit(
                    "a key: \(bad)", .map([Node.Entry(key: bad.node, value: first.value)] + rest),
                    [.key(0)])
            }
            + value.wrong(first.value).map { bad in
                Unfit(
                    "a value: \(bad)", .map([Node.Entry(key: first.key, value: bad.node)] + rest),
                    [.value(0)] + bad.place)
            }
    }

    /// What is wrong as one value and no map, and what is neither; a wrong element where the other
    /// is a list.
    private static func either(_ one: Kind, _ several: Kind) -> [Unfit] {
        let wrong = one.wrong(.plain("~"))
        guard case .list(_, let count) = several, count.contains(1) else { return wrong }
        return wrong.map {
            guard case .list = $0.node.content else { return $0 }
            return Unfit($0.description, $0.node, [.element(0)])
        }
    }
}
