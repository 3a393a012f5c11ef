// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Ring

extension Bus {
    /// How late the kernel may wake a serial line's thread: the silence between frames is a few
    /// milliseconds, and what is lost of it is lost for every request.
    private static let serialSlack = Nanoseconds(1)

    /// Starts threads for these lines. `before`: what ran until now.
    func start(
        _ entries: [LineGroup.Entry], after before: [Group] = []
    ) throws(SystemFault) {
        do {
            for group in Self.groups(entries) { try start(group, of: entries.count, before) }
        } catch {
            stop()
            throw error
        }
    }

    /// One group's ring and thread.
    private func start(
        _ entries: [LineGroup.Entry], of all: Int, _ before: [Group]
    ) throws(SystemFault) {
        let lines = entries.map(\.line)
        let orders = try LineGroupOrders(
            entries, news: news, texts: texts, results: results, learned: learned)
        let (output, lane) = ring(lines, wakeUp)
        let name = lines.count == 1 ? lines[0].line.id : "tcp-\(groups.count)"
        let isSerial = if case .serial = lines[0].line.link { true } else { false }
        let ids = lines.map(\.line.id)
        let captures = try Captures(lines: lines.count, of: all)
        for (index, id) in ids.enumerated() { captures.copy(id, to: index, from: before) }
        // What the thread holds on to would be kept for as long as it runs.
        let entries = Handoff(entries)
        let thread = try Thread.start(name, timerSlack: isSerial ? Self.serialSlack : .zero) {
            [connector] in
            guard let output = output.take(), let entries = entries.take() else { return }
            var group = LineGroup(
                entries, captures, output: output, connector: connector, orders: orders)
            group.run()
            // Where nobody goes on with them this closes the ports, and a driver may never be done.
            orders.leave(group.leave())
            orders.heartbeat.end()
        }
        heartbeats.add(orders.heartbeat)
        groups.append(
            Group(ids: ids, captures: captures, orders: orders, thread: Handoff(thread)))
        lanes.append(lane)
    }

    /// One group for each serial line; TCP endpoints by the dozen.
    private static func groups(_ entries: [LineGroup.Entry]) -> [[LineGroup.Entry]] {
        var groups: [[LineGroup.Entry]] = []
        var endpoints: [LineGroup.Entry] = []
        var eager: [LineGroup.Entry] = []
        for entry in entries {
            if case .serial = entry.line.line.link {
                groups.append([entry])
            } else if entry.line.isEager {
                eager.append(entry)
            } else {
                endpoints.append(entry)
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

    /// A ring's two ends, each ready for its thread.
    private func ring(_ lines: [NumberedLine], _ pump: WakeUp) -> (Handoff<RingOutput>, Lane) {
        let isPatient = lines.contains { $0.isEager }
        let capacity = Self.capacity(lines, isPatient: isPatient)
        return Ring<Reading>.ends(capacity: capacity) { producer, consumer in
            let output = RingOutput(
                producer, pump: pump, refused: refusedCount, of: lines,
                heap: isPatient ? capacity / 2 : 0)
            return (Handoff(output), Lane(consumer, isPatient: isPatient))
        }
    }

    /// Room for four rounds; of many devices for one and a little: the ring is walked through all
    /// of its memory. Where a full one stops the line, for so many that it seldom is.
    private static func capacity(_ lines: [NumberedLine], isPatient: Bool) -> Int {
        let readings = lines.reduce(0) { $0 + $1.readings }
        let wanted =
            isPatient ? 64 * readings : min(4 * readings, max(1_023, readings + readings / 16))
        var capacity = capacities.lowerBound
        while capacity <= wanted, capacity < capacities.upperBound { capacity *= 2 }
        return capacity
    }
}
