// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

extension Scene {
    /// Carries out a plan to its end, each fault begun and ended when its time has come.
    mutating func carryOut(_ plan: Plan) throws {
        var waiting = plan.faults[...]
        var running: [(fault: Fault, span: Int)] = []
        while !waiting.isEmpty || !running.isEmpty {
            let next = (running.map(\.fault.end) + waiting.prefix(1).map(\.begin)).min()
            try run(until: start + (next ?? .zero))
            for (fault, span) in running where start + fault.end <= Clock.now() {
                try end(fault)
                end(span)
            }
            running.removeAll { spans[$0.span].end != nil }
            while let fault = waiting.first, start + fault.begin <= Clock.now() {
                waiting.removeFirst()
                running.append((fault, begin(fault.kind)))
                try begin(fault)
            }
        }
    }

    private mutating func begin(_ fault: Fault) throws {
        let length = fault.length.shownSeconds
        switch fault.kind {
        case .kill:
            killAgent()
            say("agent killed, starts again after \(length)")
        case .damage:
            killAgent()
            let damage = Damage.allCases[Int(fault.draw % UInt64(Damage.allCases.count))]
            try damage.happen(to: "\(directory)/spool.db", draw: fault.draw)
            say("agent killed, \(damage.name), starts again after \(length)")
        case .stop:
            say("agent asked to stop, starts again after \(length)")
            askAgentToStop()
        case .brokerKill:
            programs.killBroker()
            say("broker killed for \(length)")
        case .brokerFreeze:
            programs.freezeBroker(true)
            say("broker frozen for \(length)")
        case .stall:
            control.stall(until: Clock.now() + fault.length)
            say("disk stands still for \(length)")
        case .full:
            control.fill(true)
            say("disk full for \(length)")
        case .fullStart:
            killAgent()
            control.fill(true)
            try startAgent()
            say("agent killed, starts again on a full disk, which has room after \(length)")
        case .clock:
            control.step(fault.step)
            say("clock steps by \(fault.step.shownSeconds) for \(length)")
        case .cut, .halfOpen, .slow, .login, .acknowledgements: spoilLink(fault)
        }
    }

    private mutating func spoilLink(_ fault: Fault) {
        let length = fault.length.shownSeconds
        switch fault.kind {
        case .cut:
            proxy.manners.isCut = true
            say("link cut for \(length)")
        case .halfOpen:
            proxy.manners.isSilent = true
            say("link half open for \(length)")
        case .slow:
            proxy.manners.bytesPerSecond = fault.bytesPerSecond
            say("link slow, \(fault.bytesPerSecond) bytes a second, for \(length)")
        case .login:
            // Nobody logs in who is in.
            proxy.drop()
            proxy.manners.refusesLogins = true
            say("logins refused for \(length)")
        default:
            proxy.manners.losesAcknowledgements = true
            say("acknowledgements lost for \(length)")
        }
    }

    private mutating func end(_ fault: Fault) throws {
        switch fault.kind {
        case .kill, .damage: try startAgent()
        case .stop:
            try waitForStop(within: Self.stopping)
            try startAgent()
        case .brokerKill: try programs.startBroker()
        case .brokerFreeze: programs.freezeBroker(false)
        case .full, .fullStart: control.fill(false)
        case .stall: control.stall(until: Instant(nanoseconds: 0))
        case .clock: control.step(.zero - fault.step)
        case .cut: proxy.manners.isCut = false
        case .halfOpen:
            proxy.manners.isSilent = false
            // Two of three links do not come back to life.
            if fault.draw % 3 != 0 { proxy.drop() }
        case .slow: proxy.manners.bytesPerSecond = nil
        case .login: proxy.manners.refusesLogins = false
        case .acknowledgements:
            proxy.manners.losesAcknowledgements = false
            proxy.drop()
        }
    }

    /// How long the agent may take to end when asked: two seconds for the hub, and the disk.
    private static let stopping = Nanoseconds.seconds(20)

    /// Starts the broker, somebody who listens, and the agent; returns when a session is wanted.
    mutating func open() throws {
        try programs.startBroker()
        try run(until: Clock.now() + .milliseconds(300))
        try programs.startListener()
        try run(until: Clock.now() + .milliseconds(300))
        try startAgent()
        guard try run(atMost: .seconds(20), until: { $0.sessions > 0 }) else {
            throw Failure(text: "the agent never came to the proxy: \(directory)/agent.log")
        }
    }

    /// No further readings; waits until all of them have come. The agent is asked to stop and
    /// started again, which it does not wait to log in after. What is then absent is so for good:
    /// nothing waits any more.
    mutating func settle(atMost time: Nanoseconds) throws -> Bool {
        say("all faults are over; the agent is asked to stop and starts again")
        askAgentToStop()
        try waitForStop(within: Self.stopping)
        let before = sessions
        try startAgent()
        guard try run(atMost: .seconds(20), until: { $0.sessions > before }) else { return false }
        try run(until: Clock.now() + .milliseconds(1_500))
        meters.close()
        let since = Clock.now()
        let end = since + time
        while Clock.now() < end {
            try run(until: Clock.now() + .milliseconds(500))
            let last = books.lastHistory > since ? books.lastHistory : since
            guard Clock.now() - last >= Self.quiet else { continue }
            let ledger = ledger()
            if missing == 0, ledger.undeclared == ledger.forgotten { return true }
        }
        return false
    }

    /// Longer than history waits after a session's beginning.
    private static let quiet = Nanoseconds.seconds(6)
}
