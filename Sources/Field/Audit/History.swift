// SPDX-License-Identifier: Apache-2.0

/// What the rows of a history have in common.
struct History {
    let stream: Stream
    let meta: String
    private let points: [String]
    private let figures: [String]

    init(_ content: JSON) throws(Flaw) {
        guard let stream = content.name("of").flatMap(Stream.init(name:)) else { throw .history }
        guard let meta = content.name("meta") else { throw .meta }
        self.stream = stream
        self.meta = meta
        points = stream == .event ? [] : try Self.names(content["points"])
        figures = stream == .window ? try Self.names(content["stats"]) : []
    }

    private static func names(_ list: JSON?) throws(Flaw) -> [String] {
        guard let list = list?.array else { throw .history }
        let names = list.compactMap(\.string)
        guard names.count == list.count, Set(names).count == names.count else { throw .history }
        return names
    }

    /// Values with their points' names; of a window figures with theirs.
    func named(_ cells: [JSON]) throws(Flaw) -> [JSON.Member] {
        guard cells.count == points.count else { throw .row }
        var named: [JSON.Member] = []
        named.reserveCapacity(cells.count)
        for (point, cell) in zip(points, cells) {
            var value = cell
            if stream == .window, let list = cell.array {
                guard list.count <= figures.count else { throw .row }
                value = .object(zip(figures, list).map { JSON.Member(key: $0, value: $1) })
            } else if stream == .window, cell != .null {
                throw .row
            }
            named.append(JSON.Member(key: point, value: value))
        }
        return named
    }
}

extension JSON {
    /// A short, non-empty string under a key.
    func name(_ key: String) -> String? {
        guard let text = self[key]?.string, 1...Auditor.longestName ~= text.utf8.count else {
            return nil
        }
        return text
    }
}
