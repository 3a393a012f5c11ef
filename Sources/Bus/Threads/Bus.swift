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

    private var lanes: [Lane] = []
    private var orders: [LineGroupOrders] = []
    private var threads: [Handoff<Thread>] = []
    let refusedCount = RefusedCount()
    /// What has become of links since this was last taken.
    package let news: Mailbox<LineNews>
    /// More than a few lines at a time change only when a switch fails.
    private static let newsLimit = 256
    /// What devices say they are, since this was last taken.
    package let texts: Mailbox<DeviceText>
    /// More find no room only when many devices start at once; theirs wait at their lines.
    private static let textLimit = 256

    /// Ring capacity: the power of two above four rounds of its points, within these.
    static let capacities = 64...4_096
    /// Readings that are handed out at a time.
    private static let batch = 256
    private var firstLane = 0

    /// Starts the threads. `wakeUp` is signalled once a round.
    package init(_ lines: [NumberedLine], wakeUp: WakeUp) throws(SystemFault) {
        news = Mailbox(count: Self.newsLimit, wakeUp: wakeUp)
        texts = Mailbox(count: Self.textLimit, wakeUp: wakeUp)
        let connector = Connector()
        do {
            for group in Self.groups(NumberedLine.phased(lines)) {
                try start(group, connector, wakeUp)
            }
        } catch {
            stop()
            throw error
        }
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

    /// Ends all lines, each after the answer that it awaits, and waits for their threads.
    package func stop() {
        for order in orders { order.stop() }
        for thread in threads { thread.take()?.join() }
        threads = []
        orders = []
    }

    func add(_ lane: Lane, _ order: LineGroupOrders, _ thread: consuming Thread) {
        lanes.append(lane)
        orders.append(order)
        threads.append(Handoff(thread))
    }

    var groupCount: Int { lanes.count }

    /// One group for each serial line; TCP endpoints by the dozen.
    private static func groups(_ lines: [NumberedLine]) -> [[NumberedLine]] {
        var groups: [[NumberedLine]] = []
        var endpoints: [NumberedLine] = []
        var eager: [NumberedLine] = []
        for line in lines {
            if case .serial = line.line.link {
                groups.append([line])
            } else if line.isEager {
                eager.append(line)
            } else {
                endpoints.append(line)
            }
        }
        for var rest in [endpoints, eager] {
            while !rest.isEmpty {
                groups.append(Array(rest.prefix(LineGroup.endpointLimit)))
                rest.removeFirst(min(rest.count, LineGroup.endpointLimit))
            }
        }
        return groups
    }
}
