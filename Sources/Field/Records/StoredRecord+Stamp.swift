// SPDX-License-Identifier: Apache-2.0

extension StoredRecord {
    /// The same record with times that are that much later (milliseconds, negative: earlier), and
    /// what is to be said of them. `uptime`: what the kernel that it was taken under saw of its own
    /// running, by the record's old times. Only moments in it are moved: one from before, such as
    /// a counter's last reading in an earlier boot, was told in UTC and stays.
    package func stamped(
        _ clock: RecordClock, by shift: Int64, within uptime: ClosedRange<Int64>
    ) -> Self {
        let moved = { (time: Int64) in uptime.contains(time) ? time &+ shift : time }
        switch content {
        case .live: return Self(content, clock: clock)
        case .window(let sums):
            return Self(.window(sums.map { $0.moved(moved) }), clock: clock)
        case .event(var event):
            event.since = event.since.map(moved)
            return Self(.event(event), clock: clock)
        }
    }
}

extension WindowSum {
    fileprivate func moved(_ moved: (Int64) -> Int64) -> Self {
        guard case .counter(let last, let delta, let since?, let reset) = figures else {
            return self
        }
        var sum = self
        sum.figures = .counter(last: last, delta: delta, since: moved(since), reset: reset)
        return sum
    }
}
