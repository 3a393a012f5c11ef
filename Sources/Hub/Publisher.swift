// SPDX-License-Identifier: Apache-2.0
package import Host
internal import Synchronization

/// Publishes to a hub, from a thread of its own, as long as it lives.
///
/// The rule for what is lost: nothing is kept here. A message belongs to the session for which it
/// was sent. It is published in that session, at most once, and acknowledged in it, or it is
/// forgotten: when the session ends, and when it was sent for another session than the one that
/// runs. The sender keeps what was not acknowledged and sends it again after the next `up`.
///
/// It may also listen. Every session begins clean (clean start, no session expiry) and subscribes
/// again, so that nothing waits for us at the hub but what it retains. What comes is acknowledged
/// to the hub before anybody has looked at it; what finds no room in the mailbox, or is larger than
/// `largestIncoming`, is gone and counted.
package struct Publisher: ~Copyable, Sendable {
    package struct Settings: Sendable {
        package var connection: Connection
        /// The number of the first session; each CONNACK that accepts us uses up one.
        package var firstSession: UInt64
        /// What the hub publishes for us when we vanish, for the session of this number. Called on
        /// the hub's thread.
        package var will: (@Sendable (UInt64) -> Message)?
        /// Told what the hub answers to CONNECT, before it is acted upon. Called on the hub's
        /// thread.
        package var greeted: (@Sendable (Session.Greeting) -> Void)?
        /// Filters that every session subscribes to, with QoS 1; `HubEvent.subscribed` answers them
        /// in this order.
        package var subscriptions: [String] = []

        package init(
            connection: Connection, firstSession: UInt64 = 1,
            will: (@Sendable (UInt64) -> Message)? = nil
        ) {
            self.connection = connection
            self.firstSession = firstSession
            self.will = will
        }
    }

    /// What is sent to a gateway is short: a command, an acknowledgement of custody.
    package static let largestIncoming = 64 * 1_024

    private let line: Line
    private var thread: Thread?

    /// Starts connecting at once. The mailbox and its wake-up are the receiver's; while the box is
    /// full, reports are kept and nothing new is begun. It needs room for 32, and a limit in bytes
    /// if anything is subscribed to. `heartbeats`: where its thread shows that it turns.
    package static func start(
        _ settings: Settings, events: Mailbox<HubEvent>, heartbeats: Heartbeats = Heartbeats()
    ) throws(HubFault) -> Publisher {
        let filters = try Filter.list(settings.subscriptions)
        let line = try Line()
        var connection = settings.connection
        connection.largestIncoming = min(connection.largestIncoming, largestIncoming)
        let role = Engine.Role(
            connection: connection, first: settings.firstSession, will: settings.will,
            greeted: settings.greeted, filters: filters)
        let thread = try line.start(role, events)
        heartbeats.add(line.heartbeat)
        return Publisher(line: line, thread: thread)
    }

    /// Received messages that found no room or were too large.
    package var missed: Int { line.missed.load(ordering: .relaxed) }

    private init(line: Line, thread: consuming Thread) {
        self.line = line
        self.thread = consume thread
    }

    deinit { end(line, nil, thread) }

    /// Sends a message in `session`, the number of the last `up`. `token` comes back with the
    /// acknowledgement. False, and nothing sent, while 64 messages or 256 KiB wait.
    package func send(_ message: Message, token: UInt64, session: UInt64) -> Bool {
        guard leave(message, token: token, session: session) else { return false }
        flush()
        return true
    }

    /// As `send`, without waking the hub's thread: for several messages, then one `flush`.
    package func leave(_ message: Message, token: UInt64, session: UInt64) -> Bool {
        line.outbox.leave(
            Line.Outgoing(token: token, session: session, message: message),
            bytes: message.packetBytes)
    }

    /// Wakes the hub's thread for what was left.
    package func flush() { line.wakeUp.signal() }

    /// Sends what waits, then `final`, waits for the acknowledgements within
    /// `Session.Limits.draining`, says DISCONNECT and ends the thread. If `final` could not be
    /// sent, the hub publishes the will.
    package mutating func stop(final: Message? = nil) {
        end(line, final, thread.take())
    }
}

/// Ends the thread, if it has not ended already, and waits for that.
func end(_ line: Line, _ last: Message?, _ thread: consuming Thread?) {
    guard let thread else { return }
    line.end(last: last)
    thread.join()
}
