// SPDX-License-Identifier: Apache-2.0
internal import Field

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
            if well == .zero || stalled == .zero { blame("\(name): nothing came") }
            if stalled > Nanoseconds(well.count * 3 / 2) + .milliseconds(2) {
                blame("a disk that stands still delays \(name)")
            }
        }
    }

    /// From a device's last byte to the broker, in several rounds: their medians, as a machine that
    /// is lent to others now and then stands still. `due`: records of a round, of which a few may
    /// fall into its neighbour.
    mutating func judge(_ rounds: [Latencies], due: Int) {
        if rounds.contains(where: { $0.count * 10 < due * 9 }) {
            blame("a round had less than \(due) live records: what is late is not among them")
        }
        for (share, most) in [(50.0, Nanoseconds.milliseconds(2)), (99, .milliseconds(20))] {
            let lengths = rounds.map { $0.percentile(share) }.sorted()
            guard let least = lengths.first, let worst = lengths.last else { continue }
            let median = lengths[lengths.count / 2]
            add(
                "live latency, p\(Int(share)): \(median.shown), median of \(rounds.count) rounds "
                    + "of \(rounds[0].count) records, \(least.shown) to \(worst.shown)")
            if median > most { blame("p\(Int(share)) of live latency is above \(most.shown)") }
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
