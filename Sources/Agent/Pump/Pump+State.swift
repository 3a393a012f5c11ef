// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub
internal import Spool

extension Pump {
    /// What the gateway says of itself: at its birth, and at a clean stop.
    func stateMessage(
        online: Bool, _ session: UInt64, _ reason: String?, _ moment: Moment
    ) -> Message {
        var writer = JSONWriter()
        writer.beginState(online: online, epoch: store.epoch, session: session)
        if let reason { writer.member("reason", reason) }
        writer.key("ts")
        writer.integer(moment.milliseconds(of: moment.now))
        writer.member("version", Product.version)
        writer.member("config", configurationHash)
        writer.member("clock", moment.isTrusted ? "synced" : "unsynced")
        writer.key("durable")
        writer.bool(store.isDurable)
        writer.member("proof", proof.rawValue)
        if let spoolState {
            writer.key("spool")
            writer.beginObject()
            writer.members(of: spoolState)
            writer.endObject()
        }
        if let budget { writer.budget(budget) }
        writer.attributes(attributes)
        writer.key("produced")
        writer.beginObject()
        writeSums(&writer)
        writeNumbers(&writer)
        writer.endObject()
        writer.endObject()
        return Message(topic: topics.state, payload: writer.bytes, retain: true)
    }

    /// Since the start.
    private func writeSums(_ writer: inout JSONWriter) {
        for (name, count) in [
            ("readings", produced.readings), ("live", produced.live),
            ("window", produced.windows), ("event", produced.events),
        ] {
            writer.key(name)
            writer.integer(count)
        }
        writer.key("lost")
        writer.integer(store.lost)
    }

    /// The highest number that each stream of each device was given in this epoch: a consumer that
    /// lacks some knows it, also of the last ones. What would make the record too long is left out.
    private func writeNumbers(_ writer: inout JSONWriter) {
        for number in devices.indices where writer.bytes.count < Self.mostStateBytes {
            let own = Stream.allCases.map { store.lines[line(number, $0)] }
            guard own.contains(where: { $0.next > 1 }) else { continue }
            writer.key(own[0].key.device)
            writer.beginObject()
            for line in own where line.next > 1 {
                writer.key(line.key.stream.name)
                writer.integer(line.next - 1)
            }
            writer.endObject()
        }
    }

    /// Those that the hub does not have, as far as that is known.
    var recordsWaiting: UInt64 {
        waiting ?? spoolState?.undelivered.values.reduce(0, +) ?? 0
    }

    /// Bytes after which no more devices are told of in the state.
    static let mostStateBytes = 60 * 1_024
}

extension JSONWriter {
    /// How full the spool was when it was last looked at, and what waits in it. `waiting`: how many
    /// records do, where that is known better.
    mutating func members(of state: SpoolState, waiting: UInt64? = nil) {
        member("used", state.usedBytes)
        member("size", state.limit)
        member("waiting", waiting ?? state.undelivered.values.reduce(0, +))
        if waiting == nil, let oldest = state.oldestUndelivered { member("oldest", oldest) }
        if let hours = state.autonomyHours {
            key("hours")
            value(.computed(hours, digits: 3))
        }
    }
}
