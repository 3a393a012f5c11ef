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
            if stalled > Nanoseconds(well.count * 3 / 2) + .milliseconds(2) {
                blame("a disk that stands still delays \(name)")
            }
        }
    }

    /// From a device's last byte to the broker, on a machine that has nothing else to do.
    mutating func judge(_ lengths: some Sequence<Nanoseconds>) {
        var live = Latencies()
        for length in lengths { live.add(length) }
        let (half, most) = (live.percentile(50), live.percentile(99))
        add(
            "live latency of \(live.count) records: p50 \(half.shown), p99 \(most.shown), worst "
                + "\(live.worst.shown)")
        if half > .milliseconds(2) { blame("p50 of live latency is above 2 ms") }
        if most > .milliseconds(20) { blame("p99 of live latency is above 20 ms") }
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
