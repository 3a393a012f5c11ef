// SPDX-License-Identifier: Apache-2.0
import Field
import Hub
import Testing

@Suite struct SessionTests {
    /// A machine at time zero, seconds for times.
    static func machine(addresses: Int = 1, window: Int = 16) -> Session {
        var limits = Session.Limits()
        limits.window = window
        return Session(
            addresses: addresses, keepAlive: .seconds(20), limits: limits,
            backoff: Backoff.Settings(), seed: 1, first: 7, now: second(0))
    }

    static func second(_ n: Int64) -> Instant { Instant(nanoseconds: n * 1_000_000_000) }

    /// A machine whose session began at 1 s.
    static func running(_ greeting: Session.Greeting = Session.Greeting()) -> Session {
        var session = machine()
        _ = session.tick(at: second(0))
        _ = session.connected(1, at: second(0))
        _ = session.greeted(greeting, at: second(1))
        return session
    }

    /// How long it waits now.
    static func pause(_ session: Session, at now: Instant) throws -> Nanoseconds {
        guard case .waiting(let until) = session.state else { throw Unexpected() }
        return until - now
    }

    struct Unexpected: Error {}

    @Test func `It connects at once, then greets, then runs`() {
        var session = Self.machine()
        #expect(session.deadline == Self.second(0))
        let actions = session.tick(at: Self.second(0))
        #expect(actions == [.connect(attempt: 1, address: 0, session: 7)])
        #expect(session.state == .connecting(until: Self.second(20)))
        #expect(session.connected(1, at: Self.second(3)) == true)
        #expect(session.state == .greeting(until: Self.second(18)))
        #expect(session.room == 0)
        let up = session.greeted(Session.Greeting(maximumPacket: 2_000), at: Self.second(4))
        #expect(up == [.report(.up(session: 7, maximumPacket: 2_000))])
        #expect(session.room == 16)
    }

    @Test(arguments: [(nil, 16), (3, 3), (16, 16), (65_535, 16)] as [(Int?, Int)])
    func `The window is the smaller of ours and the hub's`(hub: Int?, window: Int) {
        let session = Self.running(Session.Greeting(receiveMaximum: hub))
        #expect(session.window == window)
    }

    @Test(arguments: [
        (Session.Greeting(code: 0x87), HubFault.refused(code: 0x87)),
        (Session.Greeting(takesQoS1: false), .unsupported),
        (Session.Greeting(receiveMaximum: 0), .protocolViolation),
        (Session.Greeting(maximumPacket: 0), .protocolViolation),
    ])
    func `A greeting that does not serve ends the attempt`(
        greeting: Session.Greeting, fault: HubFault
    ) throws {
        var session = Self.machine()
        _ = session.tick(at: Self.second(0))
        _ = session.connected(1, at: Self.second(0))
        let actions = session.greeted(greeting, at: Self.second(1))
        let pause = try Self.pause(session, at: Self.second(1))
        #expect(actions == [.drop, .report(.attemptFailed(fault, attempt: 1, retryIn: pause))])
    }

    @Test func `Every state of an attempt has its deadline`() throws {
        var session = Self.machine()
        _ = session.tick(at: Self.second(0))
        #expect(session.tick(at: Self.second(19)) == [])
        let late = session.tick(at: Self.second(20))
        var pause = try Self.pause(session, at: Self.second(20))
        #expect(
            late == [.report(.attemptFailed(.timedOut(.connecting), attempt: 1, retryIn: pause))])

        _ = session.tick(at: session.deadline)
        #expect(session.connected(2, at: Self.second(40)) == true)
        let silent = session.tick(at: Self.second(55))
        pause = try Self.pause(session, at: Self.second(55))
        #expect(
            silent == [
                .drop, .report(.attemptFailed(.timedOut(.greeting), attempt: 2, retryIn: pause)),
            ])
    }

    @Test func `A connect that comes too late is dropped and makes room for others`() {
        var session = Self.machine()
        for attempt in 1...2 {
            #expect(session.tick(at: session.deadline).count == 1, "connect \(attempt)")
            _ = session.tick(at: session.deadline)
        }
        let refused = session.tick(at: session.deadline)
        guard case .report(.attemptFailed(.timedOut(.connecting), attempt: 3, _)) = refused.first
        else {
            Issue.record("a third connect beside two abandoned ones: \(refused)")
            return
        }
        #expect(session.connected(1, at: session.deadline) == false)
        let again = session.tick(at: session.deadline)
        #expect(again == [.connect(attempt: 3, address: 0, session: 7)])
        #expect(session.failed(2, .closed, at: session.deadline) == [])
        #expect(session.connected(3, at: session.deadline) == true)
    }

    @Test func `A missing acknowledgement ends the session after its deadline`() throws {
        var session = Self.running()
        session.sent(1, token: 11, at: Self.second(2))
        session.sent(2, token: 12, at: Self.second(4))
        #expect(session.acknowledged(1) == 11)
        #expect(session.acknowledged(1) == nil)
        _ = session.tick(at: Self.second(18))
        let actions = session.tick(at: Self.second(19))
        let pause = try Self.pause(session, at: Self.second(19))
        #expect(
            actions == [
                .drop, .report(.down(session: 7, .timedOut(.acknowledgement), retryIn: pause)),
            ])
        #expect(session.inFlight == 0)
        #expect(session.number == 8)
    }

    @Test(arguments: [(nil, 5), (4, 1), (60, 15), (0, 1)] as [(Int64?, Int64)])
    func `Keep-alive is looked at four times in its length`(hub: Int64?, pause: Int64) {
        let keepAlive = hub.map { Nanoseconds.seconds($0) }
        var session = Self.running(Session.Greeting(keepAlive: keepAlive))
        #expect(session.deadline == Self.second(1 + pause))
        #expect(session.tick(at: session.deadline) == [.keepAlive])
        #expect(session.deadline == Self.second(1 + 2 * pause))
    }

    @Test func `The first address comes first again after a good session only`() {
        var session = Self.machine(addresses: 3)
        var seen: [Int] = []
        func connect() -> Int {
            for action in session.tick(at: session.deadline) {
                if case .connect(let attempt, let address, _) = action {
                    seen.append(address)
                    return attempt
                }
            }
            return 0
        }
        _ = session.failed(connect(), .closed, at: session.deadline)
        for length in [1, 60] as [Int64] {
            _ = session.connected(connect(), at: session.deadline)
            let began = session.deadline
            _ = session.greeted(Session.Greeting(), at: began)
            _ = session.lost(.closed, at: began + .seconds(length))
        }
        _ = connect()
        #expect(seen == [0, 1, 2, 0])
    }

    @Test func `Stopping waits for acknowledgements, then says DISCONNECT`() {
        var session = Self.running()
        session.sent(1, token: 1, at: Self.second(2))
        #expect(session.stop(at: Self.second(2)) == [])
        #expect(session.room == 15, "the last message may still go")
        #expect(session.emptied(at: Self.second(2)) == [])
        #expect(session.room == 0)
        #expect(session.acknowledged(1) == 1)
        #expect(session.tick(at: Self.second(2)) == [.disconnect])
        #expect(session.lost(.closed, at: Self.second(2)) == [.drop])
        #expect(session.state == .stopped)
        #expect(session.deadline == .never)
    }

    @Test(arguments: [true, false])
    func `Without acknowledgements it leaves in time, and by the will if the last word is missing`(
        emptied: Bool
    ) {
        var session = Self.running()
        session.sent(1, token: 1, at: Self.second(2))
        _ = session.stop(at: Self.second(2))
        if emptied { _ = session.emptied(at: Self.second(2)) }
        let end = Self.second(2) + .milliseconds(1_500)
        #expect(session.deadline == end)
        #expect(session.tick(at: end) == (emptied ? [.disconnect] : [.drop]))
        if emptied { #expect(session.tick(at: end + .milliseconds(250)) == [.drop]) }
        #expect(session.state == .stopped)
    }

    @Test func `Nothing new is begun while the receiver of events has no room`() {
        var session = Self.machine()
        session.isHeld = true
        #expect(session.tick(at: Self.second(0)) == [])
        #expect(session.deadline == Self.second(0) + .milliseconds(20))
        var up = Self.running()
        up.isHeld = true
        #expect(up.room == 0)
    }
}
