// SPDX-License-Identifier: Apache-2.0

/// What holds for a point of which nobody says anything else.
extension Point {
    /// Its quantity's range, as far as the instrument reaches. Counters and states have none.
    package var usualRange: Limits? {
        guard kind == .gauge, encoding != .bool else { return nil }
        let usual = Quantity.named(quantity)?.range
        return span.map { span in usual.flatMap { $0.within(span) } } ?? usual
    }

    /// Its quantity's deadband. Every change of a state is sent, and of what somebody can set.
    package var usualDeadband: Decimal {
        guard kind == .gauge || kind == .counter, encoding != .bool, access == .read
        else { return .zero }
        return Quantity.named(quantity)?.deadband ?? .zero
    }

    /// Takes what is usual where that was so of the point it was made from, and no key says more.
    package mutating func takeUsual(after base: Point, saying isSaid: (String) -> Bool) {
        if !isSaid("range"), base.range == base.usualRange { range = usualRange }
        if !isSaid("deadband"), base.deadband == base.usualDeadband { deadband = usualDeadband }
    }
}

extension Limits {
    /// What of it lies in others; nil where nothing does.
    fileprivate func within(_ other: Self) -> Self? {
        let low = low.double < other.low.double ? other.low : low
        let high = high.double > other.high.double ? other.high : high
        return low.double < high.double ? Self(low: low, high: high) : nil
    }
}
