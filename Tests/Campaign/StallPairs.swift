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
        live[isStalled, default: []].append(Latencies(latencies).percentile(99))
        let misses = Latencies(lateness.map { Nanoseconds(abs($0.by.count)) })
        polls[isStalled, default: []].append(misses.percentile(99))
    }

    static func median(_ lengths: [Nanoseconds]?) -> Nanoseconds {
        guard let sorted = lengths?.sorted(), !sorted.isEmpty else { return .zero }
        return sorted[sorted.count / 2]
    }
}
