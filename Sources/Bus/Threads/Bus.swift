// SPDX-License-Identifier: Apache-2.0
package import Field
package import Host
internal import Ring

/// All lines of a gateway, each on its thread, and the readings that come up from them.
///
/// It belongs to the thread that started it: the pump's. A class, because the ends of rings
/// cannot stand in an array otherwise.
package final class Bus {
    /// One ring's receiving end.
    final class Lane {
        var consumer: Ring<Reading>.Consumer
        /// Its lines are read without a pause, and wait when nobody takes their readings.
        let isPatient: Bool

        init(_ consumer: consuming Ring<Reading>.Consumer, isPatient: Bool) {
            self.consumer = consumer
            self.isPatient = isPatient
        }
    }

    /// The lines of one thread, and what leads there and back.
    struct Group {
        /// The lines' ids, in the order of their drivers.
        let ids: [String]
        /// Their last bytes.
        let captures: Captures
        let orders: LineGroupOrders
        let thread: Handoff<Thread>
    }

    var groups: [Group] = []
    /// Of each group; they may hold readings when their threads have ended.
    var lanes: [Lane] = []
    /// Between two threads.
    var left: [LeftGroup] = []
    let connector = Connector()
    /// Where its threads show that they turn.
    let heartbeats: Heartbeats
    /// Signalled once a round, and when a thread has ended.
    let wakeUp: WakeUp
    let refusedCount = RefusedCount()
    /// What has become of links since this was last taken.
    package let news: Mailbox<LineNews>
    /// More than a few lines at a time change only when a switch fails.
    private static let newsLimit = 256
    /// What devices say they are, since this was last taken.
    package let texts: Mailbox<DeviceText>
    /// More find no room only when many devices start at once; theirs wait at their lines.
    private static let textLimit = 256
    /// What came of reads that somebody asked for, since this was last taken.
    package let results: Mailbox<GuestResult>
    /// More wait at their lines.
    private static let resultLimit = 256
    /// What devices have taught of their maps, since this was last taken.
    package let learned: Mailbox<Learned>
    /// More wait at their lines.
    private static let learnedLimit = 256

    /// Ring capacity: the power of two above four rounds of its points, or sixteen where they are
    /// read without a pause, within these.
    static let capacities = 64...4_096
    /// Readings that are handed out at a time.
    private static let batch = 256
    private var firstLane = 0

    /// Starts the threads. `wakeUp` is signalled once a round.
    package init(
        _ lines: [NumberedLine], wakeUp: WakeUp, heartbeats: Heartbeats = Heartbeats()
    ) throws(SystemFault) {
        self.heartbeats = heartbeats
        news = Mailbox(count: Self.newsLimit, wakeUp: wakeUp)
        texts = Mailbox(count: Self.textLimit, wakeUp: wakeUp)
        results = Mailbox(count: Self.resultLimit, wakeUp: wakeUp)
        learned = Mailbox(count: Self.learnedLimit, wakeUp: wakeUp)
        self.wakeUp = wakeUp
        try start(NumberedLine.phased(lines).map { LineGroup.Entry(line: $0) })
    }

    deinit { stop() }

    /// Readings that found their ring full.
    package var refused: Int { refusedCount.value }

    /// Hands out what has come, in order for each line. Lines that are read without a pause are
    /// left out while `isBehind`, which is what `body` said last: they wait, and nothing is lost.
    /// The next time begins with another line.
    package func drain(isBehind: Bool, _ body: (borrowing Span<Reading>) -> Bool) {
        var isBehind = isBehind
        for offset in lanes.indices {
            let lane = lanes[(firstLane + offset) % lanes.count]
            var left = Self.capacities.upperBound
            while left > 0, !(isBehind && lane.isPatient) {
                let taken = lane.consumer.drain(atMost: min(left, Self.batch)) { readings in
                    isBehind = body(readings)
                }
                guard taken > 0 else { break }
                left -= taken
            }
        }
        firstLane = lanes.isEmpty ? 0 : (firstLane + 1) % lanes.count
    }

    /// What has happened on each line since the start, by its id.
    package var counters: [String: LineCounters] {
        let all = groups.flatMap { zip($0.ids, $0.orders.counters) }
        return Dictionary(uniqueKeysWithValues: all)
    }

    /// How long the units of a line take for their answers.
    package func roundTrips(of line: String) -> [RoundTrips] {
        guard let (group, index) = place(of: line) else { return [] }
        return group.orders.trips(of: index)
    }

    /// Has a line read something between its polls; what comes of it is among `results`. False
    /// where there is no such line, or where as many wait already as it takes.
    package func ask(_ read: GuestRead, on line: String) -> Bool {
        guard let (group, index) = place(of: line) else { return false }
        return group.orders.asked.send(LineGroupOrders.Asked(line: index, read: read))
    }

    /// What was seen on a line since the start, as far as it is kept: from this number on, as much
    /// as fits into so many bytes. nil where there is no such line.
    package func capture(
        of line: String, from number: UInt64, atMost bytes: Int
    ) -> [CaptureRecord]? {
        guard let (group, index) = place(of: line) else { return nil }
        return group.captures.records(of: index, from: number, atMost: bytes)
    }

    private func place(of line: String) -> (Group, Int)? {
        for group in groups {
            if let index = group.ids.firstIndex(of: line) { return (group, index) }
        }
        return nil
    }

    /// Ends all lines, each after the answer that it awaits, if that comes within a second; waits
    /// for their threads.
    package func stop() {
        for group in groups { group.orders.end(.end, keeping: false) }
        join()
        (groups, left) = ([], [])
    }

    /// Waits for the threads, which were told to end.
    func join() {
        for group in groups { group.thread.take()?.join() }
    }
}
