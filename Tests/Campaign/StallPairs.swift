// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Polls and live records while the disk stands still, against those while it does not.
struct StallPairs {
    private(set) var live: [Bool: [Nanoseconds]] = [:]
    private(set) var polls: [Bool: [Nanoseconds]] = [:]

    /// One stretch: its latencies, and by how much polls missed their period.
    mutating func add(
        _ latencies: some Sequence<Nanoseconds>, _ lateness: [(at: Instant, by: Nanoseconds)],
        isStalled: Bool
    ) {
        var one = Latencies()
        for latency in latencies { one.add(latency) }
        live[isStalled, default: []].append(one.percentile(99))
        var other = Latencies()
        for poll in lateness { other.add(Nanoseconds(abs(poll.by.count))) }
        polls[isStalled, default: []].append(other.percentile(99))
    }

    static func median(_ lengths: [Nanoseconds]?) -> Nanoseconds {
        guard let sorted = lengths?.sorted(), !sorted.isEmpty else { return .zero }
        return sorted[sorted.count / 2]
    }
}
