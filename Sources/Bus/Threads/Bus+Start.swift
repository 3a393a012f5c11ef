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
        let ring = Ring<Reading>(capacity: Self.capacity(lines))
        let orders = try LineGroupOrders(lines: lines.count, news: news)
        let output = Handoff(RingOutput(ring.producer, pump: pump, refused: refusedCount))
        let name = lines.count == 1 ? lines[0].line.id : "tcp-\(groupCount)"
        let isSerial = if case .serial = lines[0].line.link { true } else { false }
        let thread = try Thread.start(name, timerSlack: isSerial ? Self.serialSlack : .zero) {
            guard let output = output.take() else { return }
            var group = LineGroup(
                lines, output: output, connector: connector, orders: orders)
            group.run()
        }
        add(Lane(ring.consumer), orders, thread)
    }

    private static func capacity(_ lines: [NumberedLine]) -> Int {
        let readings = lines.reduce(0) { $0 + $1.points + $1.devices.count }
        var capacity = capacities.lowerBound
        while capacity <= 4 * readings, capacity < capacities.upperBound { capacity *= 2 }
        return capacity
    }
}
