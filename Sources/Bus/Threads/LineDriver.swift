// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// One line on its thread: the state machine, the link under it, and when to open that again.
struct LineDriver {
    let id: String
    let link: Link
    let index: Int
    var machine: LineMachine
    private var open: OpenLink?
    private var reconnect: Reconnect
    /// When the link is opened next; `.never` while it is open or being opened.
    private var openAt: Instant
    /// Whether the link is known to be open, to be closed for this reason, or nothing yet.
    private var told: BusFault??

    init(_ line: NumberedLine, _ shelf: inout ReadShelf, index: Int, at now: Instant) {
        id = line.line.id
        link = line.line.link
        self.index = index
        machine = LineMachine(line, &shelf, at: now)
        reconnect = Reconnect(link, seed: UInt64(bitPattern: now.nanoseconds) &+ UInt64(index))
        openAt = now
    }

    /// What to poll; negative while there is no link.
    var descriptor: CInt { open?.descriptor ?? -1 }

    /// The link was opened, or could not be; what of it is news.
    mutating func opened(_ result: Result<OpenLink, BusFault>, at now: Instant) -> LineNews? {
        var fault: BusFault?
        switch result {
        case .success(let link):
            open = link
            machine.linkUp(at: now)
        case .failure(let reason):
            fault = reason
            openAt = now + reconnect.next()
        }
        defer { told = fault }
        return told == .some(fault) ? nil : LineNews(line: id, address: link.address, fault: fault)
    }

    /// What is left to do before the thread may end: the answer that is awaited, and nothing new.
    mutating func finish() -> Instant {
        guard machine.isBusy else { return .never }
        switch machine.advance(to: Clock.now()) {
        case .wait(let until): return until
        case .close, .send:
            machine.withdraw()
            return .never
        }
    }

    /// Whether it goes on also when its readings may find no room: what is due is due, and a
    /// reading that is refused is counted, where one that was not taken would go unnoticed.
    var mustRun: Bool { !machine.isUnpaced || machine.isBusy }

    /// Does what the machine asks for until it waits; until when.
    mutating func run(_ connector: Connector, _ answers: Mailbox<Connector.Opened>) -> Instant {
        while true {
            let now = Clock.now()
            if openAt <= now {
                openAt = .never
                connector.open(link, line: index, answer: answers)
            }
            switch machine.advance(to: now) {
            case .wait(let until): return min(until, openAt)
            case .close: drop(at: now)
            case .send: send()
            }
        }
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
                let alive = try machine.receive(at: Clock.now) {
                    (buffer, start) throws(SystemFault) in
                    let transfer = try Descriptor.read(open.descriptor, into: &buffer, at: start)
                    if case .bytes(let count) = transfer { isFull = start + count == buffer.count }
                    return transfer
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
        if machine.framing == .rtu {
            let strays = machine.counters.strayBytes
            read()
            if machine.counters.strayBytes > strays { return machine.withdraw() }
        }
        guard let open else { return }
        do {
            let (bytes, count) = machine.outgoing
            switch try open.write(bytes, count) {
            case .bytes(count): machine.sent(at: Clock.now())
            // A dozen bytes that do not fit: the other end has stopped reading.
            case .bytes, .wouldBlock, .closed: drop(at: Clock.now())
            }
        } catch {
            drop(at: Clock.now())
        }
    }

    /// Hands on the texts that have come; false if some find no room and wait for the next turn.
    mutating func tellTexts(_ mailbox: Mailbox<DeviceText>) -> Bool {
        guard !machine.texts.isEmpty else { return true }
        let told = machine.texts.prefix { mailbox.send($0) }.count
        machine.texts.removeFirst(told)
        return machine.texts.isEmpty
    }

    private mutating func drop(at now: Instant) {
        guard open != nil else { return }
        open = nil
        machine.linkDown(at: now)
        openAt = now + reconnect.next()
    }
}
