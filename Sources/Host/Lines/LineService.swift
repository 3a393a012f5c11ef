// SPDX-License-Identifier: Apache-2.0
package import Field

/// Serves lines to the programs of this machine at a local socket: whole lines go to a desk, its
/// answers back. No client can make it wait, fill the memory or take the place of the others for
/// long.
///
/// It works in the turns that its thread gives it, which may wait for other things besides.
package struct LineService: ~Copyable {
    /// nil: nobody can ask.
    private let listener: LocalListener?
    private let desk: LineDesk
    private let refusals: Refusals
    private var clients: [LineConnection] = []
    private var lastNumber: UInt64 = 0
    /// While no connection can be taken, the kernel would say at once that one waits.
    private var acceptsAgain = Instant(nanoseconds: 0)
    private var polls = PollSet()
    private var buffer = [UInt8](repeating: 0, count: 4_096)
    private var answers: [LineDesk.Answer] = []

    package init(
        _ listener: consuming LocalListener?, _ desk: LineDesk, _ refusals: Refusals
    ) {
        self.listener = listener
        self.desk = desk
        self.refusals = refusals
    }

    /// Waits until there is something to do, and does it, or until then. Which of these descriptors
    /// can be read.
    package mutating func turn(
        beside others: [CInt], until end: Instant = .never
    ) throws(SystemFault) -> [Bool] {
        let deadline = min(arrange(others), end)
        try polls.wait(until: deadline)
        desk.answers.wakeUp.clear()
        let now = Clock.now()
        takeAnswers(at: now)
        let first = 2 + others.count
        for index in clients.indices { serve(clients[index], polls[first + index], at: now) }
        clients.removeAll { $0.hasGone && !$0.isUnderWay }
        if polls[1].contains(.readable) { accept(at: now) }
        return others.indices.map { polls[2 + $0] != [] }
    }

    /// The two of our own first, then others, then the clients; until when to wait for them.
    private mutating func arrange(_ others: [CInt]) -> Instant {
        let accepts = Clock.now() >= acceptsAgain
        var deadline = accepts ? Instant.never : acceptsAgain
        polls.removeAll()
        polls.add(desk.answers.wakeUp.descriptor, .readable)
        polls.add(accepts ? descriptor : -1, .readable)
        for other in others { polls.add(other, .readable) }
        for client in clients {
            polls.add(client.number, client.interest)
            deadline = min(deadline, client.deadline(desk.limits.patience))
        }
        return deadline
    }

    private var descriptor: CInt {
        switch listener {
        case .some(let listener): listener.descriptor
        case nil: -1
        }
    }

    private mutating func takeAnswers(at now: Instant) {
        desk.answers.take(into: &answers)
        for answer in answers {
            guard let client = clients.first(where: { $0.client.number == answer.client })
            else { continue }
            let fits = client.answer(
                answer.line, isLast: answer.isLast, atMost: desk.limits.unread, at: now)
            if !fits { drop(client) }
        }
    }

    /// Sends, then reads: a line that came with the last one wants no poll.
    private mutating func serve(
        _ client: LineConnection, _ events: PollSet.Events, at now: Instant
    ) {
        guard !client.hasGone else { return }
        if !client.send(at: now) || !events.isDisjoint(with: .hungUp) && client.isUnderWay {
            return drop(client)
        }
        switch client.read(&buffer, at: now) {
        case .line(let line): _ = desk.events.send(.line(line, client.client))
        case .nothing: dismissIfLate(client, at: now)
        case .tooLong: say(refusals.tooLong, to: client, at: now)
        case .gone: drop(client)
        }
    }

    private func dismissIfLate(_ client: LineConnection, at now: Instant) {
        guard now >= client.deadline(desk.limits.patience) else { return }
        if client.interest == .writable { return drop(client) }
        say(refusals.tooLate, to: client, at: now)
    }

    private func say(_ refusal: [UInt8], to client: LineConnection, at now: Instant) {
        client.end(with: refusal, at: now)
        if !client.send(at: now) { drop(client) }
    }

    private func drop(_ client: LineConnection) {
        guard !client.hasGone else { return }
        client.close()
        if client.isUnderWay { _ = desk.events.send(.gone(client.client)) }
    }

    /// One at a time: who comes after an answer that ended another's turn finds that place free.
    private mutating func accept(at now: Instant) {
        do throws(SystemFault) {
            guard let socket = try next() else { return }
            lastNumber += 1
            let peer = try Peer(of: socket)
            let client = LineConnection(
                socket, LineDesk.Client(number: lastNumber, peer: peer),
                limit: desk.limits.line, at: now)
            let isFull = clients.count >= desk.limits.clients
            if let refusal = refusals.peer(peer) ?? (isFull ? refusals.tooMany : nil) {
                say(refusal, to: client, at: now)
            } else {
                clients.append(client)
            }
        } catch {
            acceptsAgain = now + Self.acceptPause
        }
    }

    private func next() throws(SystemFault) -> Descriptor? {
        switch listener {
        case .some(let listener): try listener.accept()
        case nil: nil
        }
    }

    private static let acceptPause = Nanoseconds.seconds(1)
}
