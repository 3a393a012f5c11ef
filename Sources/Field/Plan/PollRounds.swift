// SPDX-License-Identifier: Apache-2.0

/// How a device's points are read: those of one period together, in a round of their own.
///
/// A point's period is its group's, or the shortest that the device bears where that is longer.
/// Groups of one period are one round: what is due together is asked for together.
package struct PollRounds: Hashable, Sendable {
    package struct Round: Hashable, Sendable {
        package var period: Nanoseconds
        /// What is read in it: indices into the device's points.
        package var points: [Int]
    }

    /// Periods of one device; points of further, longer ones are read with the longest.
    package static let most = 16

    /// The shortest period first.
    package let rounds: [Round]
    /// Of each of the device's points the round that brings its value: where it is read, or, of one
    /// that is made of others, where the most frequent of those is. Nil for what nothing brings.
    package let round: [UInt8?]

    package init(_ device: Device) { self.init(device.points, device.periods) }

    package init(_ points: [Point], _ periods: Periods) {
        let wanted = points.map { $0.isRead ? periods.period(of: $0) : nil }
        let lengths = Set(wanted.compactMap(\.self)).sorted()
        let kept =
            lengths.count > Self.most
            ? lengths.prefix(Self.most - 1) + lengths.suffix(1) : lengths[...]
        let last = kept.count - 1
        var round = wanted.map { period in
            period.map { UInt8(kept.firstIndex(of: $0).map { $0 - kept.startIndex } ?? last) }
        }
        rounds = kept.enumerated().map { number, period in
            Round(period: period, points: points.indices.filter { round[$0] == UInt8(number) })
        }
        Self.place(points, &round)
        self.round = round
    }

    /// The period in which a point's value comes, nil for what nothing brings.
    package func period(of point: Int) -> Nanoseconds? {
        round[point].map { rounds[Int($0)].period }
    }

    /// As `period(of:)`, for judging changes: what is read without a pause has its line's cycle,
    /// and at least a second, as has what is read when somebody asks.
    package func usualPeriod(of point: Int, cycle: Nanoseconds) -> Nanoseconds {
        let period = period(of: point) ?? .zero
        return period > .zero ? period : max(cycle, .seconds(1))
    }

    /// Gives made points the most frequent round of their terms, which may be made themselves.
    private static func place(_ points: [Point], _ round: inout [UInt8?]) {
        let made = points.indices.filter { points[$0].isMade }
        guard !made.isEmpty else { return }
        let places = Dictionary(
            points.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        // A chain of made points is as long as there are such points at most.
        for _ in made {
            var isSettled = true
            for index in made {
                let terms = points[index].dependence.formula?.terms ?? []
                let home = terms.compactMap { places[$0].flatMap { round[$0] } }.min()
                if home != round[index] { (round[index], isSettled) = (home, false) }
            }
            if isSettled { return }
        }
    }
}

extension Periods {
    /// How often a point is read, nil for one that is only when somebody asks.
    package func period(of point: Point) -> Nanoseconds? {
        let least = point.leastPoll ?? .zero
        switch point.group {
        case .fast: return max(fast, least)
        case .normal: return max(normal, least)
        case .slow: return max(slow, least)
        case .demand: return nil
        }
    }
}
