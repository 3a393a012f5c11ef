// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Synchronization

/// The hub's thread: waits for the socket, the owner and the clock, tells the session machine and
/// does what it says. One for publisher and consumer; neither knows the other's half.
struct Engine: ~Copyable {
    /// What a session is for.
    struct Role: Sendable {
        var connection: Connection
        /// The number of the first session.
        var first: UInt64 = 1
        /// The will of the session of this number.
        var will: (@Sendable (UInt64) -> Message)?
        /// Told every answer to CONNECT.
        var greeted: (@Sendable (Session.Greeting) -> Void)?
        /// Subscribed to whenever a session begins.
        var filters: [Filter] = []
    }

    let role: Role
    let line: Line
    let events: Mailbox<HubEvent>
    var session: Session
    var handle: Handle?
    /// The connect that is waited for and those that are not any more.
    var attempts: [Attempt] = []
    /// Reports for which the owner's mailbox had no room: the window's acknowledgements and a
    /// few changes of state, because nothing new is begun while any waits.
    var pending: [HubEvent] = []
    /// Taken from the outbox; published up to `next`.
    var waiting: [Line.Outgoing] = []
    var next = 0
    /// The owner's last message, once it has asked to end.
    var last: Message?
    var entries: [Inbox.Entry] = []
    /// The SUBSCRIBE that has not been answered.
    var subscription: UInt16?
    var progress = Progress()
    private var poll = PollSet()

    /// While TLS shakes hands the library does not tell for what it waits: it is asked this often.
    private static let handshakePause = Nanoseconds.milliseconds(20)

    init(_ role: Role, line: Line, events: Mailbox<HubEvent>) {
        self.role = role
        self.line = line
        self.events = events
        let connection = role.connection
        session = Session(
            addresses: connection.addresses.count, keepAlive: connection.keepAlive,
            limits: connection.limits, backoff: connection.backoff, seed: connection.seed,
            first: role.first, now: Clock.now())
    }

    /// Until an order to end is carried out.
    mutating func run() {
        while session.state != .stopped {
            line.heartbeat.beat()
            let (readable, writable, hungUp) = wait()
            let now = Clock.now()
            takeOrder(at: now)
            takeArrivals(at: now)
            if writable { write(at: now) }
            if readable { read(hungUp: hungUp, at: now) }
            if isShakingHands { write(at: now) }
            perform(session.tick(at: now), at: now)
            publish(at: now)
            deliver()
        }
    }

    /// Waits for something to do; what the socket is ready for.
    private mutating func wait() -> (readable: Bool, writable: Bool, hungUp: Bool) {
        poll.removeAll()
        let owner = poll.add(line.wakeUp.descriptor, .readable)
        let blocked = wantsToWrite && !isShakingHands
        let peer = poll.add(socket.descriptor, blocked ? [.readable, .writable] : .readable)
        do throws(SystemFault) {
            try poll.wait(until: deadline)
        } catch let fault {
            perform(session.lost(.system(fault), at: Clock.now()), at: Clock.now())
            return (false, false, false)
        }
        if !poll[owner].isEmpty { line.wakeUp.clear() }
        let came = poll[peer]
        let writable = came.contains(.writable)
        // After a write that was blocked, TLS may hold what it has read already.
        let held = writable && isEncrypted
        let hungUp = !came.isDisjoint(with: .hungUp)
        return (held || hungUp || came.contains(.readable), writable, hungUp)
    }

    private var deadline: Instant {
        var until = session.deadline
        if !pending.isEmpty { until = min(until, Clock.now() + session.limits.held) }
        if isShakingHands { until = min(until, Clock.now() + Self.handshakePause) }
        return until
    }

    /// TLS wants to write, but perhaps after it has read: the socket's being writable says nothing.
    private var isShakingHands: Bool {
        guard case .greeting = session.state else { return false }
        return isEncrypted && wantsToWrite
    }

    /// The library's socket; of descriptor -1 when there is none.
    var socket: Socket {
        switch handle {
        case .some(let handle): Socket(descriptor: handle.descriptor)
        case .none: Socket(descriptor: -1)
        }
    }

    private var wantsToWrite: Bool {
        switch handle {
        case .some(let handle): handle.wantsToWrite
        case .none: false
        }
    }

    /// Whether what has arrived may be held by TLS, where no poll sees it.
    var isEncrypted: Bool {
        switch handle {
        case .some(let handle): handle.isEncrypted
        case .none: false
        }
    }

    private mutating func takeOrder(at now: Instant) {
        let order = line.order.withLock { order in
            defer { order = nil }
            return order
        }
        guard let order else { return }
        last = order.last
        perform(session.stop(at: now), at: now)
    }

    private mutating func takeArrivals(at now: Instant) {
        var index = 0
        while index < attempts.count {
            let number = attempts[index].number
            switch attempts[index].take() {
            case .none:
                index += 1
                continue
            case .failed(let fault):
                perform(session.failed(number, fault, at: now), at: now)
            case .open(let arrived):
                if session.connected(number, at: now) { adopt(arrived) }
            }
            attempts.remove(at: index)
        }
    }

    private mutating func adopt(_ arrived: consuming Handle) {
        Socket(descriptor: arrived.descriptor).watch(role.connection.keepAlive)
        handle = consume arrived
    }
}
