// SPDX-License-Identifier: Apache-2.0
internal import Field
package import Hub

/// What is on its way to the hub: the only queue of messages, kept until each is acknowledged.
/// In memory and bounded; records that do not fit are dropped, oldest first, and counted.
///
/// Two kinds wait apart. What describes the present (state, meta, status) goes first, is made anew
/// for each session and takes no room from records. Records have numbers and are sent again, in
/// order, until they are acknowledged.
package struct Delivery: Sendable {
    private struct Item: Sendable {
        let token: UInt64
        let isRecord: Bool
        var message: Message
    }

    /// Records without an acknowledgement, and the bytes of their payloads.
    package static let recordLimit = 1_024
    package static let byteLimit = 512 * 1_024

    /// Handed to the hub's session, without an acknowledgement yet, oldest first. Bounded by what
    /// the session takes at a time.
    private var sent: [Item] = []
    /// Not handed over yet, oldest first: of each device at most one status and a few metas.
    private var present = Queue<Item>()
    private var records = Queue<Item>()
    private var nextToken: UInt64 = 0

    /// Records that have neither been acknowledged nor dropped.
    package private(set) var held = 0
    /// The bytes of their payloads.
    package private(set) var heldBytes = 0
    package private(set) var counters = DeliveryCounters()

    package var isEmpty: Bool { sent.isEmpty && present.isEmpty && records.isEmpty }

    /// Whether half of the places or a quarter of the bytes are taken: time to make no more records
    /// while a session can still take these. The rest is for a hub that is away.
    package var isWellFilled: Bool {
        held > Self.recordLimit / 2 || heldBytes > Self.byteLimit / 4
    }

    /// The token of the oldest record that is held.
    var oldestRecord: UInt64? { (sent.first(where: \.isRecord) ?? records.first)?.token }

    /// A record goes behind those that wait; its token, which is above theirs.
    mutating func add(record message: Message) -> UInt64 {
        let item = item(message, isRecord: true)
        records.append(item)
        held += 1
        heldBytes += message.payload.count
        while held > Self.recordLimit || heldBytes > Self.byteLimit,
            let oldest = records.popFirst()
        {
            forget(oldest)
            counters.dropped += 1
        }
        return item.token
    }

    /// A retained description of the present, told in this session only.
    mutating func add(present message: Message) {
        present.append(item(message, isRecord: false))
    }

    /// As `add(present:)`, in the place of what waits for the same topic: a device that comes and
    /// goes while the hub is slow fills no memory.
    mutating func replace(present message: Message) {
        if present.change(first: { $0.message.topic == message.topic }, { $0.message = message }) {
            return
        }
        add(present: message)
    }

    /// Takes back what of the present waits for a topic; whether anything did.
    mutating func withdraw(present topic: Topic) -> Bool {
        present.remove { $0.message.topic == topic }
    }

    /// The next message for the hub, nil if nothing waits.
    package var next: (message: Message, token: UInt64)? {
        (present.first ?? records.first).map { ($0.message, $0.token) }
    }

    /// `next` has been handed over.
    package mutating func handedOver() {
        if let item = present.popFirst() ?? records.popFirst() { sent.append(item) }
    }

    /// The hub has answered. An answer of 0x80 and above is a refusal for good, counted; so is one
    /// that nobody subscribes (0x10), though the hub had it.
    mutating func acknowledged(_ token: UInt64, code: UInt8) {
        guard let index = sent.firstIndex(where: { $0.token == token }) else { return }
        let item = sent.remove(at: index)
        guard item.isRecord else { return }
        forget(item)
        switch code {
        case 0x10: counters.unheard += 1
        case 0x80...: counters.refused += 1
        default: counters.delivered += 1
        }
    }

    /// The session has ended: records go back to the front of the queue with the numbers that
    /// they have; what described the present is forgotten.
    mutating func sessionEnded() {
        records.prepend(sent.filter(\.isRecord))
        present = Queue()
        sent = []
    }

    private mutating func item(_ message: Message, isRecord: Bool) -> Item {
        defer { nextToken += 1 }
        return Item(token: nextToken, isRecord: isRecord, message: message)
    }

    private mutating func forget(_ record: Item) {
        held -= 1
        heldBytes -= record.message.payload.count
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

    package init(delivered: Int = 0, unheard: Int = 0, refused: Int = 0, dropped: Int = 0) {
        self.delivered = delivered
        self.unheard = unheard
        self.refused = refused
        self.dropped = dropped
    }
}
