// SPDX-License-Identifier: Apache-2.0

/// A line of points that leads from one number to another, straight between two of them: litres
/// of a tank from its level, oxygen from its saturation.
package struct Polyline: Hashable, Sendable {
    package struct Knot: Hashable, Sendable {
        package var from: Decimal
        package var to: Decimal

        package init(from: Decimal, to: Decimal) {
            self.from = from
            self.to = to
        }
    }

    /// At least two, each further than the one before.
    package let knots: [Knot]

    /// Nil unless they go on from each to the next.
    package init?(_ knots: [Knot]) {
        let pairs = zip(knots, knots.dropFirst())
        guard knots.count >= 2, pairs.allSatisfy({ $0.from.double < $1.from.double }) else {
            return nil
        }
        self.knots = knots
    }

    /// Where it leads to; a fault beyond its ends.
    func value(of number: Value) -> (value: Value?, quality: Quality) {
        guard let first = knots.first, let last = knots.last else { return (nil, .faultInvalid) }
        let place = number.printedNumber
        if place < first.from.double { return (nil, .faultUnderRange) }
        if place > last.from.double { return (nil, .faultOverRange) }
        let end = max(1, knots.firstIndex { $0.from.double >= place } ?? knots.count - 1)
        return (Self.value(of: number, knots[end - 1], knots[end]), .good)
    }

    /// to + (number − from) × rise ÷ run.
    private static func value(of number: Value, _ low: Knot, _ high: Knot) -> Value? {
        guard let run = high.from.minus(low.from), let rise = high.to.minus(low.to) else {
            return nil
        }
        return number.minus(.decimal(low.from))?.times(.decimal(rise))?
            .divided(by: .decimal(run))?.plus(.decimal(low.to))
    }
}
