// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Ring

extension Bus {
    /// How late the kernel may wake a serial line's thread: the silence between frames is a few
    /// milliseconds, and what is lost of it is lost for every request.
    private static let serialSlack = Nanoseconds(1)

    /// One group's ring and thread.
    func start(
        _ lines: [NumberedLine], _ connector: Connector, _ pump: WakeUp
    ) throws(SystemFault) {
        let orders = try LineGroupOrders(lines: lines.count, news: news, texts: texts)
        let (output, lane) = ring(lines, pump)
        let name = lines.count == 1 ? lines[0].line.id : "tcp-\(groupCount)"
        let isSerial = if case .serial = lines[0].line.link { true } else { false }
        // What the thread holds on to would be kept for as long as it runs.
        let lines = Handoff(lines)
        let thread = try Thread.start(name, timerSlack: isSerial ? Self.serialSlack : .zero) {
            guard let output = output.take(), let lines = lines.take() else { return }
            var group = LineGroup(
                lines, output: output, connector: connector, orders: orders)
            group.run()
        }
        add(lane, orders, thread)
    }

    /// A ring's two ends, each ready for its thread.
    private func ring(_ lines: [NumberedLine], _ pump: WakeUp) -> (Handoff<RingOutput>, Lane) {
        let isPatient = lines.contains { $0.isEager }
        return Ring<Reading>.ends(capacity: Self.capacity(lines)) { producer, consumer in
            let output = RingOutput(producer, pump: pump, refused: refusedCount, of: lines)
            return (Handoff(output), Lane(consumer, isPatient: isPatient))
        }
    }

    private static func capacity(_ lines: [NumberedLine]) -> Int {
        let readings = lines.reduce(0) { $0 + $1.readings }
        var capacity = capacities.lowerBound
        while capacity <= 4 * readings, capacity < capacities.upperBound { capacity *= 2 }
        return capacity
    }
}
