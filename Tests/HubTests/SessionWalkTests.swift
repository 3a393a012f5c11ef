// SPDX-License-Identifier: Apache-2.0
import Field
import Hub
import Testing

/// A session that meets events in any order, and what is around it: whether a handle exists, which
/// connects run. It checks after each event what must always hold.
private struct Walk {
    var session: Session
    var now = Instant(nanoseconds: 0)
    var random: SystemLike
    var hasHandle = false
    var connects: [Int] = []
    var packets: [UInt16] = []
    var packet: UInt16 = 0
    var ups = 0
    var downs = 0
    var expected: UInt64 = 1

    init(seed: UInt64) {
        random = SystemLike(state: seed)
        session = Session(
            addresses: 2, keepAlive: .seconds(20), limits: Session.Limits(),
            backoff: Backoff.Settings(), seed: seed, first: 1, now: now)
    }

    mutating func step() {
        switch Int.random(in: 0..<100, using: &random) {
        case ..<10:
            now = session.state == .stopped ? now : max(now, session.deadline)
            perform(session.tick(at: now))
        case ..<20:
            now = now + .milliseconds(Int64.random(in: 0...2_000, using: &random))
            perform(session.tick(at: now))
        case ..<40: connect()
        case ..<58: perform(session.greeted(greeting(), at: now))
        case ..<75: send()
        case ..<92: acknowledge()
        case ..<94: session.isHeld.toggle()
        case ..<96: perform(session.emptied(at: now))
        case ..<99: perform(session.lost(.closed, at: now))
        default:
            if Int.random(in: 0..<25, using: &random) == 0 { perform(session.stop(at: now)) }
        }
        check()
    }

    private mutating func connect() {
        let attempt =
            connects.randomElement(using: &random) ?? Int.random(in: 0..<9, using: &random)
        connects.removeAll { $0 == attempt }
        if Bool.random(using: &random) {
            if session.connected(attempt, at: now) {
                #expect(!hasHandle, "one handle at a time")
                hasHandle = true
            }
        } else {
            perform(session.failed(attempt, .closed, at: now))
        }
    }

    private mutating func greeting() -> Session.Greeting {
        Session.Greeting(
            code: Int.random(in: 0..<5, using: &random) == 0 ? 0x88 : 0,
            receiveMaximum: [nil, 1, 3, 40].randomElement(using: &random) ?? nil,
            keepAlive: [nil, .zero, .seconds(3)].randomElement(using: &random) ?? nil)
    }

    private mutating func send() {
        for _ in 0..<Int.random(in: 1...20, using: &random) where session.room > 0 {
            packet &+= 1
            packets.append(packet)
            session.sent(packet, token: UInt64(packet), at: now)
        }
    }

    private mutating func acknowledge() {
        let known = packets.randomElement(using: &random) ?? 9
        let token = session.acknowledged(known)
        #expect(token == nil || packets.contains(known))
        packets.removeAll { $0 == known }
    }

    private mutating func perform(_ actions: [Session.Action]) {
        for action in actions {
            switch action {
            case .connect(let attempt, let address, let number):
                #expect(!hasHandle && (0..<2).contains(address) && number == expected)
                connects.append(attempt)
            case .drop:
                #expect(hasHandle, "only what exists is dropped")
                hasHandle = false
                packets.removeAll()
            case .keepAlive, .disconnect: #expect(hasHandle)
            case .report(.up(let number, _)):
                #expect(number == expected)
                ups += 1
            case .report(.down(let number, _, _)):
                #expect(number == expected)
                expected += 1
                downs += 1
            case .report: break
            }
        }
    }

    private func check() {
        #expect(session.inFlight <= 16)
        #expect(session.inFlight <= session.window || session.inFlight == 0)
        switch session.state {
        case .running, .draining: #expect(hasHandle && ups == downs + 1)
        case .greeting, .leaving: #expect(hasHandle && session.room == 0 && session.inFlight == 0)
        case .waiting, .connecting, .stopped:
            #expect(!hasHandle && session.room == 0 && session.inFlight == 0)
        }
        #expect(session.room + session.inFlight <= 16)
        #expect(connects.count <= 3, "one connect, and two that nobody waits for")
        if session.state == .stopped {
            #expect(session.deadline == .never)
        } else {
            #expect(session.deadline <= now + .seconds(120), "a deadline in every state")
        }
    }
}

/// The same events from the same seed.
private struct SystemLike: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}

@Suite struct SessionWalkTests {
    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `No order of events breaks the window, the handle or the deadlines`(seed: UInt64) {
        var walk = Walk(seed: seed)
        for _ in 0..<800 { walk.step() }
    }

    @Test func `The walks reach sessions, losses and ends`() {
        var (ups, downs, ends) = (0, 0, 0)
        for seed in 1...200 as ClosedRange<UInt64> {
            var walk = Walk(seed: seed)
            for _ in 0..<800 { walk.step() }
            ups += walk.ups
            downs += walk.downs
            ends += walk.session.state == .stopped ? 1 : 0
        }
        #expect(ups > 500 && downs > 500 && ends > 20, "\(ups) \(downs) \(ends)")
    }
}
