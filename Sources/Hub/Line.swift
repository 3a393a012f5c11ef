// SPDX-License-Identifier: Apache-2.0
internal import Host
internal import Synchronization

/// What an owner and its hub thread share. A class, because both hold it.
final class Line: Sendable {
    /// The owner's wish to end.
    struct Order: Sendable {
        /// Published last, after everything else.
        var last: Message?
    }

    /// A message on its way to the hub's thread.
    struct Outgoing: Sendable {
        var token: UInt64
        var session: UInt64
        var message: Message
    }

    /// Messages that wait for the hub's thread at a time, and their bytes. As many again may wait
    /// inside it for room in the window.
    static let outboxMessages = 64
    static let outboxBytes = 96 * 1_024

    /// Wakes the hub's thread.
    let wakeUp: WakeUp
    let outbox: Mailbox<Outgoing>
    let order = Lock<Order?>(nil)
    /// That the hub's thread turns.
    let heartbeat: Heartbeat
    /// Received messages that found no room in the owner's mailbox, or were too large.
    let missed = Atomic<Int>(0)

    init() throws(HubFault) {
        do throws(SystemFault) {
            wakeUp = try WakeUp()
        } catch let fault {
            throw .system(fault)
        }
        heartbeat = Heartbeat("hub", wakeUp: wakeUp)
        outbox = Mailbox(count: Self.outboxMessages, bytes: Self.outboxBytes, wakeUp: wakeUp)
    }

    /// Starts the hub's thread, which lives until it has carried out an order to end.
    func start(_ role: Engine.Role, _ events: Mailbox<HubEvent>) throws(HubFault) -> Thread {
        do throws(SystemFault) {
            return try Thread.start("hub") {
                var engine = Engine(role, line: self, events: events)
                engine.run()
                self.heartbeat.end()
            }
        } catch let fault {
            throw .system(fault)
        }
    }

    /// Asks the hub's thread to end.
    func end(last: Message?) {
        order.withLock { $0 = Order(last: last) }
        wakeUp.signal()
    }
}
