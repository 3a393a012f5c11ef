// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// One line on its thread: the state machine, the link under it, and when to open that again.
struct LineDriver: Sendable {
    let id: String
    let link: Link
    private let manners: PortManners
    private(set) var index: Int
    var machine: LineMachine
    private var open: OpenLink?
    private var reconnect: Reconnect
    /// When the link is opened next; `.never` while it is open or being opened.
    private var openAt: Instant
    /// Since when, and how often, it could not be opened.
    private var closed = (since: Instant.never, count: 0)
    /// In quarantine until then.
    private var heldUntil: Instant
    /// Whether the link is known to be open, to be closed for this reason, or nothing yet.
    private var told: BusFault??
    /// Whether it was told that the port's driver hands on bytes late: once is enough.
    private var hasToldSlow = false

    /// Whether the port has a guest's settings.
    private var isTuned = false

    /// Where what passes is kept for a while.
    private var captures: Captures

    init(
        _ line: NumberedLine, _ captures: Captures, _ shelf: inout ReadShelf, index: Int,
        at now: Instant
    ) {
        self.captures = captures
        id = line.line.id
        link = line.line.link
        manners = PortManners(line.line)
        self.index = index
        machine = LineMachine(line, &shelf, at: now)
        reconnect = Reconnect(link, seed: UInt64(bitPattern: now.nanoseconds) &+ UInt64(index))
        openAt = now
        heldUntil = line.heldUntil
    }

    /// From now on until then: a time that is over releases it, and it is opened at once.
    mutating func hold(until end: Instant, at now: Instant) {
        guard end != heldUntil else { return }
        heldUntil = end
        if open == nil, openAt != .never { openAt = now }
    }

    /// Goes on in another group, on another thread.
    mutating func move(to captures: Captures, index: Int, at now: Instant) {
        (self.captures, self.index) = (captures, index)
        // Of a link that is being opened the other group would hear.
        if open == nil, openAt == .never { openAt = now }
    }

    /// The link stays as it is, and leads to other devices from now on.
    mutating func change(
        to line: NumberedLine, _ staying: [(new: NumberedDevice, old: NumberedDevice)],
        at now: Instant
    ) {
        var next = LineMachine(line, at: now)
        next.goOn(from: machine, staying)
        machine = next
    }

    /// What to poll; negative while there is no link.
    var descriptor: CInt { open?.descriptor ?? -1 }

    /// The link was opened, or could not be; what of it is news.
    mutating func opened(_ result: Result<OpenLink, BusFault>, at now: Instant) -> LineNews? {
        var fault: BusFault?
        var isSlow = false
        var away = (since: now, count: 0)
        switch result {
        case .success(let link):
            open = link
            isSlow = link.isSlow && !hasToldSlow
            hasToldSlow = link.isSlow
            away = closed
            closed = (.never, 0)
            machine.linkUp(at: now)
            captures.add(.up, [], 0..<0, on: index, at: now)
        case .failure(let reason):
            fault = reason
            closed = (min(closed.since, now), closed.count + 1)
            openAt = max(now + reconnect.next(), heldUntil)
            machine.refuseGuests(for: reason)
        }
        defer { told = fault }
        guard told != .some(fault) || isSlow else { return nil }
        return LineNews(
            line: id, address: link.address, fault: fault, failed: away.count,
            away: away.count > 0 ? now - away.since : .zero, isSlow: isSlow)
    }

    /// Takes a read. Whoever asks may have plugged the adapter in just now: a closed link is opened
    /// at once, and where it cannot be they hear why.
    mutating func ask(_ read: GuestRead, at now: Instant) {
        machine.ask(read)
        if open == nil, openAt != .never { openAt = min(openAt, now) }
    }

    /// What is left to do before the thread may end: the answer that is awaited, and nothing new.
    mutating func finish() -> Instant {
        guard machine.isBusy else { return .never }
        let now = Clock.now()
        let turn = open?.advance(to: now) ?? .never
        switch advance(to: now) {
        case .wait(let until): return min(until, turn)
        case .close, .send:
            machine.withdraw()
            return .never
        }
    }

    /// Whether it goes on also when its readings may find no room: what is due is due, and a
    /// reading that is refused is counted, where one that was not taken would go unnoticed.
    var mustRun: Bool { !machine.isUnpaced || machine.isBusy || open?.isSending ?? false }

    /// Does what the machine asks for until it waits; until when.
    mutating func run(_ connector: Connector, _ answers: Mailbox<Connector.Opened>) -> Instant {
        while true {
            let now = Clock.now()
            if openAt <= now {
                openAt = .never
                begin(connector, answers, at: now)
            }
            let turn = open?.advance(to: now) ?? .never
            switch advance(to: now) {
            case .wait(let until):
                if isTuned, machine.guestSpeed == nil { tune(nil) }
                return min(until, openAt, turn)
            case .close: drop(at: now)
            case .send:
                let speed = machine.guestSpeed
                if speed != nil || isTuned { tune(speed) }
                send()
            }
        }
    }

    /// Has the link opened. In quarantine that is answered here, where it costs nothing.
    private func begin(
        _ connector: Connector, _ answers: Mailbox<Connector.Opened>, at now: Instant
    ) {
        guard now < heldUntil else {
            return connector.open(link, manners, line: index, answer: answers)
        }
        _ = answers.send(Connector.Opened(line: index, result: .failure(.quarantined)))
    }

    /// A thread that gets its turn late finds an answer that was there in time: what has come is
    /// read before the wait is over.
    private mutating func advance(to now: Instant) -> LineMachine.Step {
        if machine.isOverdue(now) { read() }
        return machine.advance(to: now)
    }

    /// The port has the line's own settings but while a guest's request is out. One that does not
    /// take a guest's is left as it is, and one that does not take its own again is opened anew.
    private mutating func tune(_ speed: SerialSpeed?) {
        guard let open else { return isTuned = false }
        isTuned = speed != nil
        if open.tune(speed) { return }
        guard isTuned else { return drop(at: Clock.now()) }
        machine.refuseForeign(Clock.now())
        tune(nil)
    }

    /// How many buffers of bytes are taken in one turn: a line that babbles must not hold up the
    /// others of its thread.
    private static let readsPerTurn = 8

    /// Reads what has come.
    mutating func read() {
        for _ in 0..<Self.readsPerTurn {
            guard let open else { return }
            let heard = machine.counters.heard
            var isFull = false
            do throws(SystemFault) {
                let alive = try machine.receive { (buffer, start) throws(SystemFault) in
                    let transfer = try Descriptor.read(open.descriptor, into: &buffer, at: start)
                    let now = Clock.now()
                    guard case .bytes(let count) = transfer else { return (transfer, now) }
                    isFull = start + count == buffer.count
                    captures.add(.received, buffer, start..<start + count, on: index, at: now)
                    return (transfer, now)
                }
                if machine.counters.heard > heard { reconnect.worked() }
                if !alive { drop(at: Clock.now()) }
                if !isFull { return }
            } catch {
                drop(at: Clock.now())
            }
        }
    }

    /// What came before our request leaves is never its answer: it is read and dropped first, and
    /// the silence begins anew.
    private mutating func send() {
        // Its settings were refused.
        guard machine.isBusy else { return }
        if machine.framing == .rtu {
            let strays = machine.counters.strayBytes
            read()
            if machine.counters.strayBytes > strays { return machine.withdraw() }
        }
        guard let open else { return }
        do {
            let (bytes, count) = machine.outgoing
            switch try open.write(bytes, count) {
            case .bytes(count):
                let now = Clock.now()
                machine.sent(at: now)
                open.sent(until: machine.lastByte)
                captures.add(.sent, bytes, 0..<count, on: index, at: now)
            // A dozen bytes that do not fit: the other end has stopped reading.
            case .bytes, .wouldBlock, .closed: drop(at: Clock.now())
            }
        } catch {
            drop(at: Clock.now())
        }
    }

    /// Hands on what is no reading; false if some of it finds no room and waits for the next turn.
    mutating func tell(_ orders: LineGroupOrders) -> Bool {
        // Mostly there is nothing, which each mailbox would take longer to see.
        guard machine.hasWords else { return true }
        let texts = orders.texts.send(from: &machine.texts)
        let results = orders.results.send(from: &machine.guestResults)
        let learned = orders.learned.send(from: &machine.learned)
        return texts && results && learned
    }

    private mutating func drop(at now: Instant) {
        guard open != nil else { return }
        (open, isTuned) = (nil, false)
        machine.linkDown(at: now)
        captures.add(.down, [], 0..<0, on: index, at: now)
        openAt = now + reconnect.next()
    }
}
