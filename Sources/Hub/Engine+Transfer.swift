// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Synchronization

/// Bytes in and out, and what they meant.
extension Engine {
    /// Reads at one time at most this often: a hub that never pauses must not keep us from the
    /// owner's orders.
    private static let mostRounds = 64

    mutating func write(at now: Instant) {
        attempt(at: now) { handle throws(HubFault) in try handle.write() }
    }

    mutating func read(hungUp: Bool, at now: Instant) {
        var rounds = 0
        var isMore = true
        repeat {
            let before = progress
            attempt(at: now) { handle throws(HubFault) in try handle.read() }
            if progress.packets == before.packets { return judge(hungUp: hungUp, at: now) }
            rounds += 1
            // A read takes as many packets as are under way, and one when we only listen. What is
            // left the next poll tells of, unless TLS holds it.
            isMore = progress.messages != before.messages || isEncrypted
        } while isMore && !role.filters.isEmpty && handle != nil && rounds < Self.mostRounds
    }

    /// Takes what the library's callbacks left.
    mutating func absorb(at now: Instant) {
        guard let inbox = handle?.inbox, !inbox.entries.isEmpty else { return }
        swap(&entries, &inbox.entries)
        progress.advance(by: entries.count)
        var news = false
        for entry in entries where handle != nil {
            switch entry {
            case .greeted(let greeting): greet(greeting, at: now)
            case .acknowledged(let packet, let code):
                guard let token = session.acknowledged(packet) else { continue }
                report(.acknowledged(token: token, code: code))
            case .granted(let packet, let codes):
                guard packet == subscription else { continue }
                subscription = nil
                _ = session.acknowledged(packet)
                report(.subscribed(answers(codes)))
            case .received(let message):
                progress.messages &+= 1
                news = receive(message) || news
            case .oversize:
                progress.messages &+= 1
                line.missed.add(1, ordering: .relaxed)
            case .ended(let result): perform(session.lost(.ended(result), at: now), at: now)
            }
        }
        entries.removeAll(keepingCapacity: true)
        if news { events.wakeUp.signal() }
    }

    /// One code for each filter, whatever the hub sent: what it does not answer is not granted.
    private func answers(_ codes: [UInt8]) -> [UInt8] {
        role.filters.indices.map { $0 < codes.count ? codes[$0] : Reason.firstRefusal }
    }

    /// Into the owner's mailbox if it fits; nothing from outside may make us grow.
    private mutating func receive(_ message: Received) -> Bool {
        deliver()
        if pending.isEmpty, events.leave(.received(message), bytes: message.bytes) { return true }
        line.missed.add(1, ordering: .relaxed)
        return false
    }

    private mutating func greet(_ greeting: Session.Greeting, at now: Instant) {
        role.greeted?(greeting)
        perform(session.greeted(greeting, at: now), at: now)
        guard session.isUp else { return }
        handle?.settle()
        guard !role.filters.isEmpty else { return }
        do throws(HubFault) {
            guard let packet = try handle?.subscribe(role.filters) else { return }
            subscription = packet
            session.sent(packet, token: nil, at: now)
        } catch let fault {
            perform(session.lost(fault, at: now), at: now)
        }
    }

    /// No packet came. Bytes may have come: the library would collect up to 256 MB for one packet.
    /// Or none ever will: it takes a reset during the TLS handshake for "not yet" (2.0.11), and the
    /// poll would end at once again and again.
    private mutating func judge(hungUp: Bool, at now: Instant) {
        if hungUp { perform(session.lost(.closed, at: now), at: now) }
        guard let bytes = socket.received else { return }
        let limit = role.connection.largestIncoming + Progress.slack
        guard let excess = progress.excess(bytes, limit: limit, at: now) else { return }
        perform(session.lost(.oversize(bytes: excess, limit: limit), at: now), at: now)
    }
}

/// Whether the bytes that arrive become packets.
struct Progress {
    /// Packets since the connection began.
    private(set) var packets = 0
    /// How many of them were messages to us.
    var messages = 0
    /// Bytes that had arrived when the first read without a packet ended, and when that was.
    private var mark: (bytes: UInt64, at: Instant)?

    /// What may come beside one packet: answers to PINGREQ, the next packet's beginning.
    static let slack = 64 * 1_024
    /// After so long the count begins anew, lest an idle connection's answers to PINGREQ add up. A
    /// packet that takes longer has failed the keep-alive.
    private static let memory = Nanoseconds.seconds(120)

    mutating func advance(by count: Int) {
        packets &+= count
        mark = nil
    }

    /// How many bytes have come without a packet, if that is more than `limit`.
    mutating func excess(_ bytes: UInt64, limit: Int, at now: Instant) -> Int? {
        guard let mark, now - mark.at < Self.memory else {
            mark = (bytes, now)
            return nil
        }
        let count = Int(clamping: bytes &- mark.bytes)
        return count > limit ? count : nil
    }
}
