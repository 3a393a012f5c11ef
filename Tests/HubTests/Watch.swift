// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Hub
import Testing

/// The receiver's side of the events, waited for with a deadline.
struct Watch {
    let mailbox: Mailbox<HubEvent>
    private var waiting: ArraySlice<HubEvent> = []
    private var taken: [HubEvent] = []
    private var poll = PollSet()

    /// Room for so many events.
    init(room: Int = 4_096) throws {
        mailbox = Mailbox(count: room, bytes: 64 << 20, wakeUp: try WakeUp())
        poll.add(mailbox.wakeUp.descriptor, .readable)
    }

    /// The next event; nil when none comes in time.
    mutating func next(within time: Nanoseconds = .seconds(10)) throws -> HubEvent? {
        let deadline = Clock.now() + time
        while waiting.isEmpty {
            mailbox.wakeUp.clear()
            mailbox.take(into: &taken)
            waiting = taken[...]
            guard waiting.isEmpty else { break }
            if Clock.now() >= deadline { return nil }
            try poll.wait(until: deadline)
        }
        return waiting.popFirst()
    }

    /// The number of the next session, other events passed over.
    mutating func up() throws -> UInt64 {
        while let event = try next() {
            if case .up(let session, _) = event { return session }
        }
        throw Missing()
    }

    /// The fault that ends the running session, other events passed over.
    mutating func down() throws -> HubFault {
        while let event = try next() {
            if case .down(_, let fault, _) = event { return fault }
        }
        throw Missing()
    }

    /// The fault of the next attempt that fails.
    mutating func failure() throws -> HubFault {
        while let event = try next() {
            if case .attemptFailed(let fault, _, _) = event { return fault }
        }
        throw Missing()
    }

    struct Missing: Error {}
}

/// A connection to 127.0.0.1 that comes back quickly.
func connection(_ port: UInt16, id: String = "test") throws -> Connection {
    var connection = Connection(
        addresses: [try Address("mqtt://127.0.0.1:\(port)")], clientID: id, seed: 1)
    connection.backoff.base = .milliseconds(10)
    connection.backoff.cap = .milliseconds(50)
    connection.backoff.spread = .milliseconds(20)
    return connection
}

func message(_ topic: String, _ text: String, retain: Bool = false) throws -> Message {
    Message(topic: try #require(Topic(topic)), payload: Array(text.utf8), retain: retain)
}
