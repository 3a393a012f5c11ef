// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Hub

/// One gateway's session machine over a socket that speaks as much MQTT 3.1.1 as it takes to have
/// a session. A class, because it owns its socket and stands in an array.
final class StormClient {
    private(set) var session: Session
    private let name: String
    private let port: UInt16
    private var socket: Descriptor?
    /// The connect that the socket is still for.
    private var connecting: Int?
    private var bytes = [UInt8](repeating: 0, count: 64)

    /// One that first connects at `start`.
    init(number: Int, port: UInt16, start: Instant) {
        name = "storm-\(number)"
        self.port = port
        session = Session(
            addresses: 1, keepAlive: Self.keepAlive, limits: Session.Limits(),
            backoff: Backoff.Settings(), seed: UInt64(number), first: 1, now: start)
    }

    private static let keepAlive = Nanoseconds.seconds(60)

    /// What its socket waits for.
    var interest: (descriptor: CInt, events: PollSet.Events) {
        (socket?.number ?? -1, connecting == nil ? .readable : .writable)
    }

    /// Takes what came for the socket and does what is due.
    func turn(_ events: PollSet.Events, at now: Instant) {
        if !events.isEmpty {
            if let attempt = connecting { open(attempt, at: now) } else { read(at: now) }
        }
        if now >= session.deadline { perform(session.tick(at: now), at: now) }
    }

    private func open(_ attempt: Int, at now: Instant) {
        connecting = nil
        do throws(SystemFault) {
            try withSocket { socket throws(SystemFault) in try Socket.outcome(socket) }
            guard session.connected(attempt, at: now) else { return }
            try send(connect)
        } catch {
            socket = nil
            perform(session.failed(attempt, .unreachable(error), at: now), at: now)
        }
    }

    private func read(at now: Instant) {
        do throws(SystemFault) {
            var transfer = Descriptor.Transfer.closed
            try withSocket { socket throws(SystemFault) in
                transfer = try socket.read(into: &bytes, at: 0)
            }
            switch transfer {
            case .bytes(let count):
                guard count >= 4, bytes[0] == 0x20 else { return }  // PINGRESP
                perform(session.greeted(Session.Greeting(code: bytes[3]), at: now), at: now)
            case .wouldBlock: return
            case .closed: perform(session.lost(.closed, at: now), at: now)
            }
        } catch {
            perform(session.lost(.broken(error), at: now), at: now)
        }
    }

    private func perform(_ actions: [Session.Action], at now: Instant) {
        for action in actions {
            switch action {
            case .connect(let attempt, _, _): begin(attempt, at: now)
            case .drop: socket = nil
            case .keepAlive:
                do throws(SystemFault) {
                    try send([0xC0, 0])
                } catch {
                    perform(session.lost(.broken(error), at: now), at: now)
                }
            case .disconnect, .report: break
            }
        }
    }

    private func begin(_ attempt: Int, at now: Instant) {
        do throws(SystemFault) {
            socket = try Socket.connect(address: "127.0.0.1", port: port)
            connecting = attempt
        } catch {
            perform(session.failed(attempt, .unreachable(error), at: now), at: now)
        }
    }

    /// CONNECT with a clean session.
    private var connect: [UInt8] {
        let id = Array(name.utf8)
        let seconds = UInt8(Self.keepAlive.milliseconds / 1_000)
        let rest = [0, 4] + Array("MQTT".utf8) + [4, 2, 0, seconds, 0, UInt8(id.count)] + id
        return [0x10, UInt8(rest.count)] + rest
    }

    private func send(_ bytes: [UInt8]) throws(SystemFault) {
        try withSocket { socket throws(SystemFault) in _ = try Socket.send(socket.number, bytes) }
    }

    private func withSocket(
        _ body: (borrowing Descriptor) throws(SystemFault) -> Void
    ) throws(SystemFault) {
        switch socket {
        case .some(let socket): try body(socket)
        case .none: return
        }
    }
}
