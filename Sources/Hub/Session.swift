// SPDX-License-Identifier: Apache-2.0
package import Field

/// The life of our connection to one hub, as a value without I/O or clock: what happened goes in,
/// what is to be done comes out. Every state but the last has a deadline.
///
///     waiting ─► connecting ─► greeting ─► running ─► draining ─► leaving ─► stopped
///        ▲            │             │          │
///        └────────────┴─────────────┴──────────┘  the fault is reported, a jittered wait begins
package struct Session: Sendable {
    /// How long each state may take, and how much may be under way.
    package struct Limits: Hashable, Sendable {
        /// Messages without PUBACK at a time; a hub may ask for fewer.
        package var window = 16
        /// Name and TCP.
        package var connecting = Nanoseconds.seconds(20)
        /// TLS, CONNECT and CONNACK: several round trips, over a poor mobile link.
        package var greeting = Nanoseconds.seconds(15)
        /// From PUBLISH to PUBACK, from SUBSCRIBE to SUBACK.
        package var acknowledgement = Nanoseconds.seconds(15)
        /// After `stop`: for what is still to be sent and acknowledged.
        package var draining = Nanoseconds.milliseconds(1_500)
        /// For DISCONNECT to leave the machine.
        package var leaving = Nanoseconds.milliseconds(250)
        /// Connects that nobody waits for any more but the system has not ended.
        package var abandoned = 2
        /// How soon to look again while the receiver of events has no room.
        package var held = Nanoseconds.milliseconds(20)

        package init() {}
    }

    package enum State: Hashable, Sendable {
        case waiting(until: Instant)
        case connecting(until: Instant)
        case greeting(until: Instant)
        case running
        case draining(until: Instant)
        case leaving(until: Instant)
        case stopped
    }

    /// What CONNACK said.
    package struct Greeting: Hashable, Sendable {
        package var code: UInt8
        package var receiveMaximum: Int?
        package var maximumPacket: Int?
        package var keepAlive: Nanoseconds?
        package var takesQoS1: Bool
        /// How many names for topics it would take; we use none.
        package var topicAliases: Int?
        /// Whether it keeps last messages, as it does unless it says otherwise.
        package var retains = true

        package init(
            code: UInt8 = 0, receiveMaximum: Int? = nil, maximumPacket: Int? = nil,
            keepAlive: Nanoseconds? = nil, takesQoS1: Bool = true
        ) {
            self.code = code
            self.receiveMaximum = receiveMaximum
            self.maximumPacket = maximumPacket
            self.keepAlive = keepAlive
            self.takesQoS1 = takesQoS1
        }
    }

    package enum Action: Hashable, Sendable {
        /// Start connecting to the address of this index; the will carries `session`.
        case connect(attempt: Int, address: Int, session: UInt64)
        /// Destroy the library's handle, whatever it holds.
        case drop
        /// Let the library look at its keep-alive.
        case keepAlive
        /// Send DISCONNECT.
        case disconnect
        case report(HubEvent)
    }

    /// A packet that waits for its acknowledgement.
    struct Flight: Sendable {
        var packet: UInt16
        /// The sender's; nil for what is ours (the last message, SUBSCRIBE).
        var token: UInt64?
        var deadline: Instant
    }

    package let limits: Limits
    package internal(set) var state: State
    /// The number of the session that runs, or that the next CONNACK begins.
    package internal(set) var number: UInt64
    /// How many messages may be without acknowledgement in this session.
    package internal(set) var window = 0
    /// The largest packet that the hub takes in this session.
    package internal(set) var maximumPacket = Session.largestPacket
    /// While the receiver of events has no room, nothing new is begun.
    package var isHeld = false

    var flights: [Flight] = []
    var backoff: Backoff
    let keepAlive: Nanoseconds
    let addresses: Int
    var address = 0
    /// Serial number of connects, to know a late one.
    var attempt = 0
    var abandoned = 0
    /// Failures since the last session.
    var failures = 0
    var since = Instant.never
    var housekeeping = Instant.never
    var housekeepingPause = Nanoseconds.zero
    /// Nothing is left to be sent before DISCONNECT.
    var isEmptied = false

    /// Our id taken twice within this time means two gateways with one id.
    package static let rivalSpan = Nanoseconds.seconds(600)
    /// When another client last took our id.
    var takenOver: Instant?

    /// The largest packet of MQTT: a hub that states no maximum takes it.
    package static let largestPacket = 268_435_460

    /// A session machine that connects at its first `tick`.
    package init(
        addresses: Int, keepAlive: Nanoseconds, limits: Limits, backoff: Backoff.Settings,
        seed: UInt64, first: UInt64, now: Instant
    ) {
        precondition(addresses > 0 && limits.window > 0 && limits.abandoned > 0)
        self.limits = limits
        self.keepAlive = keepAlive
        self.addresses = addresses
        self.backoff = Backoff(backoff, seed: seed)
        number = first
        state = .waiting(until: now)
        flights.reserveCapacity(limits.window)
    }

    /// When `tick` is due; never only when stopped.
    package var deadline: Instant {
        switch state {
        case .waiting(let until), .connecting(let until), .greeting(let until), .leaving(let until):
            until
        case .running: min(oldest, housekeeping)
        case .draining(let until): min(until, oldest, housekeeping)
        case .stopped: .never
        }
    }

    /// How many messages may be published now.
    package var room: Int {
        switch state {
        case .running where !isHeld, .draining where !isHeld && !isEmptied:
            max(0, window - flights.count)
        default: 0
        }
    }

    /// Messages without acknowledgement.
    package var inFlight: Int { flights.count }

    /// A session stands, so that acknowledgements can come.
    package var isUp: Bool {
        switch state {
        case .running, .draining: true
        default: false
        }
    }

    private var oldest: Instant { flights.first?.deadline ?? .never }
}
