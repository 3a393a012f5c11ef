// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A point that is made of others, and nothing is read for it.
struct Made: Sendable {
    let name: String
    let formula: Dependence.Formula
    let isCounter: Bool
    let scale: Double
    let offset: Double

    init?(_ point: Point) {
        guard let formula = point.dependence.formula else { return nil }
        (name, self.formula, isCounter) = (point.name, formula, point.kind == .counter)
        (scale, offset) = (PointWriter.number(point.scale), PointWriter.number(point.offset))
    }

    /// What it comes to; nil where the device lacks a point that it needs.
    func value(_ terms: [Double?]) -> Double? {
        if case .firstOf = formula { return terms.lazy.compactMap(\.self).first.map(scaled) }
        let known = terms.compactMap(\.self)
        guard known.count == terms.count, let first = known.first else { return nil }
        let rest = known.dropFirst()
        let value =
            switch formula {
            case .sum, .firstOf: rest.reduce(first, +)
            case .difference: rest.reduce(first, -)
            case .product: rest.reduce(first, *)
            case .quotient: rest.reduce(first, /)
            case .parts(let parts):
                zip(parts, known).reduce(0) { $0 + PointWriter.number($1.0.weight) * $1.1 }
            }
        return scaled(value)
    }

    private func scaled(_ value: Double) -> Double { value * scale + offset }
}

extension ProfileModel {
    /// A counter that is the sum of another one and of a gauge, as some meters have one for cubic
    /// metres and one for what is less: the gauge's index, and that counter's.
    static func fractions(_ points: [SimulatedPoint], _ made: [Made]) -> [Int: Int] {
        made.reduce(into: [:]) { fractions, sum in
            guard sum.isCounter, case .sum(let terms) = sum.formula, terms.count == 2 else {
                return
            }
            let indices = terms.compactMap { name in points.firstIndex { $0.name == name } }
            guard indices.count == 2, points[indices[0]].isCounter, !points[indices[1]].isCounter
            else { return }
            fractions[indices[1]] = indices[0]
        }
    }
}
