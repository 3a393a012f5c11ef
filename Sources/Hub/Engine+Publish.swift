// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// From the outbox into the window.
extension Engine {
    /// Publishes what waits while the window has room. What was sent for another session than the
    /// one that runs is discarded: its sender has it and sends it again.
    mutating func publish(at now: Instant) {
        guard session.isUp else { return discard() }
        let corked = session.room > 1 && refill()
        if corked { socket.cork(true) }
        while session.room > 0, refill() {
            let item = waiting[next]
            next += 1
            if item.session == session.number { send(item.message, item.token, at: now) }
        }
        if corked { socket.cork(false) }
        if session.room == 0, refill() { socket.acknowledge() }
        // The library has copies of what was sent.
        if next == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            next = 0
        }
        if session.isUp { finish(at: now) }
    }

    /// Whether a message waits; takes all that are in the outbox when none is left here.
    private mutating func refill() -> Bool {
        if next == waiting.count {
            line.outbox.take(into: &waiting)
            next = 0
        }
        return next < waiting.count
    }

    private mutating func discard() {
        while refill() { next = waiting.count }
    }

    /// Draining: the last message, then nothing more.
    private mutating func finish(at now: Instant) {
        guard case .draining = session.state, session.room > 0, !refill() else { return }
        if let message = last {
            last = nil
            send(message, nil, at: now)
        }
        perform(session.emptied(at: now), at: now)
    }

    private mutating func send(_ message: Message, _ token: UInt64?, at now: Instant) {
        if let property = message.properties.first, role.connection.version == .v311 {
            reject(token, .unusable("\(property.name) (MQTT 5)"))
            return
        }
        let bytes = message.packetBytes
        guard bytes <= session.maximumPacket else {
            reject(token, .oversize(bytes: bytes, limit: session.maximumPacket))
            return
        }
        do throws(HubFault) {
            guard let packet = try handle?.publish(message) else { return }
            session.sent(packet, token: token, at: now)
        } catch .unusable(let name) {
            reject(token, .unusable(name))
        } catch let fault {
            perform(session.lost(fault, at: now), at: now)
        }
    }

    private mutating func reject(_ token: UInt64?, _ fault: HubFault) {
        if let token { report(.rejected(token: token, fault)) }
    }
}
