// SPDX-License-Identifier: Apache-2.0
internal import Field
package import Hub

/// What is on its way to the hub: the only queue of messages, kept until each is acknowledged.
/// In memory and bounded; what does not fit is dropped, oldest first, and counted.
package struct Delivery: Sendable {
    /// What a message is, which decides what becomes of it when the session ends.
    enum Kind: Sendable {
        /// A retained description of the present: made anew for the next session.
        case present
        /// A record with a number: sent again until it is acknowledged.
        case record
    }

    private struct Item: Sendable {
        let token: UInt64
        let kind: Kind
        let message: Message
    }

    /// Records that wait for a hub that is away.
    package static let recordLimit = 1_024
    package static let byteLimit = 512 * 1_024

    /// Handed to the hub's session, without an acknowledgement yet, oldest first.
    private var sent: [Item] = []
    /// Not handed over yet, oldest first, from `head` on.
    private var waiting: [Item] = []
    private var head = 0
    /// Records in `waiting`, and the payload of all records, sent and waiting. What describes the
    /// present is not counted: there is one of each, and its bytes are the device table's.
    private var records = 0
    private var bytes = 0
    private var nextToken: UInt64 = 0

    package private(set) var counters: DeliveryCounters

    init(counters: DeliveryCounters = DeliveryCounters()) { self.counters = counters }

    var isEmpty: Bool { sent.isEmpty && head == waiting.count }

    /// Whether half of the room is taken: time to make no more records while a session can
    /// still take these.
    package var isHalfFull: Bool {
        records > Self.recordLimit / 2 || bytes > Self.byteLimit / 2
    }

    mutating func add(_ message: Message, _ kind: Kind) {
        waiting.append(Item(token: nextToken, kind: kind, message: message))
        nextToken += 1
        guard kind == .record else { return }
        records += 1
        bytes += message.payload.count
        trim()
    }

    /// The next message for the hub, nil if nothing waits.
    package var next: (message: Message, token: UInt64)? {
        head < waiting.count ? (waiting[head].message, waiting[head].token) : nil
    }

    /// `next` has been handed over.
    package mutating func handedOver() {
        sent.append(waiting[head])
        if waiting[head].kind == .record { records -= 1 }
        head += 1
        if head == waiting.count || head > 512 { compact() }
    }

    /// The hub has answered. An answer of 0x80 and above is a refusal for good, counted; so is one
    /// that nobody subscribes (0x10), though the hub had it.
    mutating func acknowledged(_ token: UInt64, code: UInt8) {
        guard let index = sent.firstIndex(where: { $0.token == token }) else { return }
        let item = sent.remove(at: index)
        guard item.kind == .record else { return }
        bytes -= item.message.payload.count
        switch code {
        case 0x10: counters.unheard += 1
        case 0x80...: counters.refused += 1
        default: counters.delivered += 1
        }
    }

    /// The session has ended: records go back to the front of the queue with the numbers that
    /// they have; what described the present is forgotten.
    mutating func sessionEnded() {
        waiting = (sent + waiting[head...]).filter { $0.kind == .record }
        head = 0
        sent = []
        records = waiting.count
        bytes = waiting.reduce(0) { $0 + $1.message.payload.count }
    }

    /// Puts another queue's waiting messages behind what waits here.
    mutating func append(_ other: Delivery) {
        for item in other.waiting[other.head...] { add(item.message, item.kind) }
    }

    private mutating func compact() {
        waiting.removeFirst(head)
        head = 0
    }

    /// Keeps within the limits. What the session holds is bounded by its own window.
    private mutating func trim() {
        while records > Self.recordLimit || bytes > Self.byteLimit {
            guard let oldest = waiting[head...].firstIndex(where: { $0.kind == .record }) else {
                return
            }
            records -= 1
            bytes -= waiting[oldest].message.payload.count
            if oldest == head { head += 1 } else { waiting.remove(at: oldest) }
            counters.dropped += 1
        }
    }
}

/// What became of records since the start.
package struct DeliveryCounters: Hashable, Sendable {
    /// Acknowledged by the hub.
    package var delivered = 0
    /// Acknowledged, but nobody had subscribed to it.
    package var unheard = 0
    /// Refused by the hub for good.
    package var refused = 0
    /// Found no room while the hub was away.
    package var dropped = 0
}
