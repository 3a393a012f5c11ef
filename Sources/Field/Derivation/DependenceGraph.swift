// SPDX-License-Identifier: Apache-2.0

/// Who depends on whom among the points of one device.
struct DependenceGraph {
    /// For each point, the points that it names and that are there, each once.
    let needs: [[Int]]
    /// Every point after those that it needs; without those of `circles` and what depends on them.
    let order: [Int]
    private let places: [String: Int]
    private let points: [Point]

    init(_ points: [Point]) {
        self.points = points
        places = Dictionary(
            points.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        var needs: [[Int]] = []
        for point in points {
            var seen: Set<Int> = []
            let found = point.dependence.names.compactMap { [places] in places[$0] }
            needs.append(found.filter { seen.insert($0).inserted })
        }
        self.needs = needs
        order = Self.order(needs)
    }

    /// Points that need themselves, by way of others or not.
    var circles: Set<Int> {
        let placed = Set(order)
        let rest = needs.indices.filter { !placed.contains($0) }
        // What only depends on a circle is not in it: the same walk against the arrows takes it
        // away.
        var users = [[Int]](repeating: [], count: needs.count)
        for user in rest {
            for need in needs[user] where !placed.contains(need) { users[need].append(user) }
        }
        return Set(rest).subtracting(Self.order(users))
    }

    /// Layer by layer, without recursion: a profile may chain a thousand points.
    private static func order(_ needs: [[Int]]) -> [Int] {
        var open = needs.map(\.count)
        var users = [[Int]](repeating: [], count: needs.count)
        for (user, list) in needs.enumerated() {
            for need in list { users[need].append(user) }
        }
        var order = open.indices.filter { open[$0] == 0 }
        var next = 0
        while next < order.count {
            for user in users[order[next]] {
                open[user] -= 1
                if open[user] == 0 { order.append(user) }
            }
            next += 1
        }
        return order
    }

    /// A point's dependence; what names a point that is not there is left out.
    func links(of index: Int) -> Derivation.Links {
        let dependence = points[index].dependence
        var links = Derivation.Links()
        links.operation = dependence.formula?.operation
        if case .parts(let parts)? = dependence.formula {
            links.weights = parts.filter { places[$0.name] != nil }.map(\.weight)
        }
        if links.operation != nil {
            (links.scale, links.offset) = (points[index].scale, points[index].offset)
        }
        (links.curve, links.decimals) = (dependence.curve, dependence.decimals)
        (links.refused, links.silent) = (dependence.refused, dependence.silent)
        links.terms = dependence.formula?.terms.compactMap { places[$0] } ?? []
        links.exponent = place(dependence.exponent)
        links.factor = place(dependence.factor)
        links.unit = dependence.unit.flatMap { unit in
            place(unit.point).map { ($0, unit.factors) }
        }
        links.trust = dependence.trust.flatMap { trust in
            place(trust.point).map { ($0, trust) }
        }
        links.condition = dependence.condition.flatMap { condition in
            place(condition.point).map { ($0, condition.test) }
        }
        return links
    }

    private func place(_ name: String?) -> Int? { name.flatMap { places[$0] } }
}

extension Dependence.Formula {
    fileprivate var operation: Derivation.Links.Operation {
        switch self {
        case .sum: .sum
        case .difference: .difference
        case .product: .product
        case .quotient: .quotient
        case .parts: .parts
        case .firstOf: .firstOf
        }
    }
}
