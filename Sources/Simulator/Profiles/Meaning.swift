// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What a simulated device means by what its registers hold, a point: with this a test compares
/// what a client has made of them.
package enum Meaning: Hashable, Sendable {
    /// In the point's unit; a truth is 0 or 1.
    case number(Double)
    case text(String)

    package var number: Double? { if case .number(let number) = self { number } else { nil } }
}

extension ProfileModel {
    /// By name, all points that the device has. `registers`: as `advance` left them.
    package func meanings(_ registers: Registers) -> [String: Meaning] {
        var meanings: [String: Meaning] = [:]
        for point in points { meanings[point.name] = point.meaning(registers) }
        for point in made { meanings[point.name] = sum(point, meanings, depth: made.count) }
        return meanings
    }

    /// What a point that is made of others comes to, which may be made of others themselves; nil
    /// if the device lacks one.
    private func sum(
        _ point: Made, _ meanings: [String: Meaning], depth: Int
    ) -> Meaning? {
        let terms = point.formula.terms.map { name -> Double? in
            if let known = meanings[name]?.number { return known }
            guard depth > 0, let inner = made.first(where: { $0.name == name }) else { return nil }
            return sum(inner, meanings, depth: depth - 1)?.number
        }
        return point.value(terms).map(Meaning.number)
    }
}

extension SimulatedPoint {
    fileprivate func meaning(_ registers: Registers) -> Meaning? {
        switch kind {
        case .text: .text(writer.takenText(registers))
        case .date, .digits: text.map(Meaning.text)
        default: .number(taken(registers))
        }
    }

    /// The number that its registers stand for.
    func taken(_ registers: Registers) -> Double {
        let number = writer.taken(registers) * multiplier + shift
        return curve?.value(of: number) ?? number
    }
}
