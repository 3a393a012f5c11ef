// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host

/// Programs of this machine ask; they are answered in the pump's turn, as the hub's commands are.
extension PumpThread {
    mutating func takeAsked(_ moment: Moment) {
        orders.desk.events.take(into: &asked)
        for event in asked {
            guard case .line(let line, let client) = event else { continue }
            if let answer = answer(line, client, moment) {
                orders.desk.answer(client, answer, isLast: true)
            }
        }
        tellGuests(moment.now)
    }

    /// nil where the answer is still to come.
    private mutating func answer(
        _ line: [UInt8], _ client: LineDesk.Client, _ moment: Moment
    ) -> [UInt8]? {
        do throws(ControlRefusal) {
            let request = try ControlRequest(parsing: line)
            try agent.settings.rights().check(client.peer, request.right)
            switch request {
            case .status: return status(moment)
            case .read(let read):
                try begin(read, for: client, at: moment.now)
                return nil
            case .identify(let inquiry):
                try begin(inquiry, for: client, at: moment.now)
                return nil
            case .capture(let line, let number): return try capture(line, number, moment)
            case .values(let wanted):
                return try pump.values(wanted, agent.settings.configuration.lines, moment)
            case .write(let write): return try begin(write, for: client, at: moment.now)
            case .maintenance(let maintenance): return try answer(maintenance, client, moment)
            case .reload:
                guard agent.settings.reload != nil else { throw .unknownAsk }
                reloaders.append((client, orders.askReload()))
                return nil
            }
        } catch {
            return error.line
        }
    }

    /// Nobody waits for what will not come: the socket outlives this thread's work.
    mutating func sendAway() {
        tellGuests(moment().now)
        for client in reads.values.map({ $0 }) + reloaders.map(\.client) {
            orders.desk.answer(client, ControlRefusal.begunAnew.line, isLast: true)
        }
        for task in writes.values { giveUp(task) }
        (reads, writes, reloaders) = ([:], [:], [])
    }

    private func status(_ moment: Moment) -> [UInt8] {
        let configuration = agent.settings.configuration
        var writer = JSONWriter()
        writer.beginAnswer(isOK: true)
        writer.key("status")
        writer.beginObject()
        writer.gateway(configuration.gateway, pump, since: agent.started, moment)
        writer.hub(configuration.hub, hub, pump, moment)
        pump.writeSpool(&writer)
        writer.key("buses")
        writer.beginArray()
        let counters = bus.counters
        for line in configuration.lines {
            writer.bus(line, links[line.id], counters[line.id] ?? .init())
        }
        writer.endArray()
        pump.writeDevices(&writer, configuration.lines, book, bus, moment)
        pump.writeAlarms(&writer, moment)
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }
}
