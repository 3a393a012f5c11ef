// SPDX-License-Identifier: Apache-2.0
package import Field

/// How long to wait before the next attempt. Thousands of gateways lose one hub at the same moment:
/// the jitter, seeded per gateway, keeps them from coming back at the same moment too.
package struct Backoff: Sendable {
    /// The lengths; tests and the demonstration use short ones.
    package struct Settings: Hashable, Sendable {
        /// A session that lasted this long was a good one.
        package var stable = Nanoseconds.seconds(60)
        /// After a good session: anything between nothing and this.
        package var spread = Nanoseconds.seconds(30)
        /// The shortest wait after a failure.
        package var base = Nanoseconds.seconds(1)
        /// The longest wait.
        package var cap = Nanoseconds.seconds(120)

        package init() {}
    }

    package let settings: Settings
    private var generator: SplitMix
    private var previous: Nanoseconds

    package init(_ settings: Settings, seed: UInt64) {
        precondition(settings.base > .zero && settings.base <= settings.cap)
        precondition(settings.spread >= .zero && settings.cap <= .seconds(86_400))
        self.settings = settings
        generator = SplitMix(seed: seed)
        previous = settings.base
    }

    /// The wait after a failed attempt: decorrelated jitter, between `base` and three times the
    /// previous wait, at most `cap`. A hub that asked to be spared gets no short wait, and those
    /// that it asked at the same moment do not come back at the same moment.
    package mutating func afterFailure(_ reserve: Reserve = .none) -> Nanoseconds {
        let lowest =
            switch reserve {
            case .none: settings.base
            case .crowd: max(settings.base, settings.cap / 4)
            case .person: max(settings.base, min(previous, settings.cap / 2))
            }
        let highest = max(lowest, min(max(previous * 3, lowest * 2), settings.cap))
        previous = uniform(lowest, highest)
        return previous
    }

    /// The wait after a session that lasted so long; one that was cut short is a failure, and waits
    /// grow on from where they were.
    ///
    /// When a good one ends, everybody has lost the hub. Were the waits to grow from `base` again,
    /// 2,000 gateways would ask a hub that is away for a minute about 440 times a second, and one
    /// that restarts again forty seconds later 900 times; growing from `spread` they stay below 150
    /// (`Bench storm`).
    package mutating func afterSession(
        lasting length: Nanoseconds, _ reserve: Reserve = .none
    ) -> Nanoseconds {
        guard isStable(length) else { return afterFailure(reserve) }
        previous = min(settings.cap, max(settings.base, settings.spread))
        return reserve == .none ? uniform(.zero, settings.spread) : afterFailure(reserve)
    }

    /// Whether a session of this length counts as a good one.
    package func isStable(_ length: Nanoseconds) -> Bool { length >= settings.stable }

    private mutating func uniform(_ low: Nanoseconds, _ high: Nanoseconds) -> Nanoseconds {
        Nanoseconds(Int64.random(in: low.count...high.count, using: &generator))
    }
}
