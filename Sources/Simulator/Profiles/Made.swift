// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A point that is made of others, and nothing is read for it.
struct Made: Sendable {
    let name: String
    let formula: Dependence.Formula
    let isCounter: Bool

    init?(_ point: Point) {
        guard let formula = point.dependence.formula else { return nil }
        (name, self.formula, isCounter) = (point.name, formula, point.kind == .counter)
    }
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
