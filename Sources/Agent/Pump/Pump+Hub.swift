// SPDX-License-Identifier: Apache-2.0
package import Field
package import Hub

extension Pump {
    /// A session begins: the gateway's birth, then what every device is and how it does, then
    /// complete records as the next scans end, and what was not acknowledged as history.
    package mutating func hubUp(session number: UInt64, at moment: Moment) {
        endSession()
        beginBudget(moment)
        session = number
        history.begin(at: moment.now)
        for line in store.lines.indices { store.lines[line].isUnheard = (false, false) }
        toldMetas = []
        (mayHaveGaps, isAskingForGaps, gapPause) = (true, false, history.settlesAt)
        store.ask(.session(number))
        (toldProof, toldDurable) = (proof, store.isDurable)
        delivery.add(present: stateMessage(online: true, number, nil, moment))
        for index in devices.indices {
            delivery.add(present: metaMessage(index))
            if let status = statusMessage(index, number, moment) { delivery.add(present: status) }
            devices[index].needsFull = true
        }
        tellDeparted(number, moment)
        tellInterrupted(at: moment.now)
        advanceHistory(at: moment.now)
        advanceGaps(at: moment.now)
    }

    package mutating func hubDown() {
        session = nil
        budget?.sessionEnded()
        endSession()
    }

    private mutating func endSession() {
        delivery.sessionEnded()
        delivery.historyWindow = 0
        desk.replay?.sessionEnded()
    }

    /// Whether something waits that is gone when the process ends, or that should not wait: all
    /// but what a spool on disk keeps.
    package var isInHaste: Bool {
        if delivery.isFresh { return true }
        guard !store.isOnDisk, clock.map({ letsHistory(at: $0.now) }) ?? true else { return false }
        return delivery.hasHistory || !history.all.isAtEnd
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
}

extension JSONWriter {
    mutating func beginState(online: Bool, epoch: String, session: UInt64) {
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
