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

extension Report {
    /// As without it: half more and two milliseconds are what stretches of one kind differ by.
    mutating func judge(_ pairs: StallPairs) {
        let figures = [("live latency", pairs.live), ("polls off their period", pairs.polls)]
        for (name, lengths) in figures {
            let well = StallPairs.median(lengths[false])
            let stalled = StallPairs.median(lengths[true])
            add(
                "p99 of \(name), median of \(lengths[true]?.count ?? 0) pairs: \(well.shown) with "
                    + "a disk that is well, \(stalled.shown) with one that stands still")
            if stalled > Nanoseconds(well.count * 3 / 2) + .milliseconds(2) {
                blame("a disk that stands still delays \(name)")
            }
        }
    }

    /// Nothing is lost, new records do not wait for old ones, and memory stays.
    mutating func judgeOutage(_ scene: borrowing Scene, absent: Int, before: Int, during: Int) {
        let worst = scene.latencies[.draining]?.worst ?? .zero
        add(
            "outage: readings lost \(absent), worst live latency while history came "
                + "\(worst.shown), anonymous memory \(before) KiB before, \(during) KiB at most "
                + "after")
        if absent > 0 { blame("the outage has cost readings") }
        if worst >= .seconds(2) { blame("new records waited for history") }
        if during - before > 2_048 { blame("memory grew by more than 2 MiB") }
    }
}
