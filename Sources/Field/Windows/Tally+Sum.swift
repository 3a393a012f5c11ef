// SPDX-License-Identifier: Apache-2.0

extension Tally {
    /// What a window says of one point, to be stored. `milliseconds` tells a monotonic time in UTC.
    package func sum(
        of point: Int, _ rule: TallyRule, _ conversion: Conversion,
        _ milliseconds: (Instant) -> Int64
    ) -> WindowSum {
        WindowSum(
            point: point, quality: quality, count: count, due: due, late: UInt32(lateCount),
            figures: count == 0 ? nil : figures(rule, conversion, milliseconds))
    }

    private func figures(
        _ rule: TallyRule, _ conversion: Conversion, _ milliseconds: (Instant) -> Int64
    ) -> WindowSum.Figures {
        let last = conversion.value(ofBits: lastBits)
        switch rule.style {
        case .state: return .state(last: last, changes: UInt32(changeCount))
        case .gauge(let mean):
            let ends = WindowSum.Extremes(
                least: conversion.value(ofBits: extremes.least),
                most: conversion.value(ofBits: extremes.most))
            return .gauge(
                extremes: mean == .circular ? nil : ends, mean: statistic(mean, rule.digits),
                last: last)
        case .counter(let modulus):
            let counter = counter
            let delta = counter.base.flatMap { base in
                counter.wasReset
                    ? nil
                    : conversion.difference(
                        lastBits, base, plus: modulus, times: counter.rounds, digits: rule.digits)
            }
            return .counter(
                last: last, delta: delta, since: counter.since.map(milliseconds),
                reset: counter.wasReset ? .unknown : counter.rounds > 0 ? .rollover : nil)
        }
    }

    private func statistic(_ mean: Mean, _ digits: Int) -> WindowSum.Statistic {
        if mean == .none { return WindowSum.Statistic.none }
        guard let number = self.mean(mean), number.isFinite else { return .null }
        return .value(.computed(number, digits: digits))
    }
}
