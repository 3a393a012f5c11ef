// SPDX-License-Identifier: Apache-2.0
package import Field
package import Hub

extension Pump {
    /// A session begins: the gateway's birth, then what every device is and how it does, then the
    /// records that were not acknowledged, then complete records as the next scans end.
    package mutating func hubUp(session number: UInt64, at moment: Moment) {
        delivery.sessionEnded()
        session = number
        delivery.add(present: stateMessage(online: true, number, nil, moment))
        for index in devices.indices {
            tellMetas(index)
            if let status = statusMessage(index, number, moment) { delivery.add(present: status) }
            devices[index].needsFull = true
        }
    }

    package mutating func hubDown() {
        session = nil
        delivery.sessionEnded()
    }

    /// What the hub is told at a clean stop, nil when no session is up.
    package func farewell(at moment: Moment) -> Message? {
        session.map { stateMessage(online: false, $0, "stopped", moment) }
    }

    /// What the hub says for us when we vanish. Its epoch and session are those of the state that
    /// it follows, so that a late one is recognised.
    package static func will(_ configuration: Configuration, epoch: String, session: UInt64)
        -> Message
    {
        var writer = JSONWriter()
        writer.beginState(online: false, epoch: epoch, session: session)
        writer.key("reason")
        writer.string("connection-lost")
        writer.endObject()
        return Message(topic: Topics(configuration).state, payload: writer.bytes, retain: true)
    }

    private func stateMessage(
        online: Bool, _ session: UInt64, _ reason: String?, _ moment: Moment
    ) -> Message {
        var writer = JSONWriter()
        writer.beginState(online: online, epoch: epoch, session: session)
        if let reason {
            writer.key("reason")
            writer.string(reason)
        }
        writer.key("ts")
        writer.integer(moment.milliseconds(of: moment.now))
        writer.key("version")
        writer.string(Product.version)
        writer.key("config")
        writer.string(configurationHash)
        writer.key("clock")
        writer.string(moment.isTrusted ? "synced" : "unsynced")
        writer.attributes(attributes)
        writer.key("produced")
        writer.beginObject()
        writer.key("readings")
        writer.integer(produced.readings)
        writer.key("live")
        writer.integer(produced.live)
        writer.key("window")
        writer.integer(produced.windows)
        writer.key("event")
        writer.integer(produced.events)
        writer.key("dropped")
        writer.integer(delivery.counters.dropped)
        writer.endObject()
        writer.endObject()
        return Message(topic: topics.state, payload: writer.bytes, retain: true)
    }
}

extension JSONWriter {
    fileprivate mutating func beginState(online: Bool, epoch: String, session: UInt64) {
        beginObject()
        key("v")
        integer(1)
        key("online")
        bool(online)
        key("epoch")
        string(epoch)
        key("session")
        integer(session)
    }
}
