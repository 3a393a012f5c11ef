// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Doing what the session says, and telling the owner.
extension Engine {
    mutating func perform(_ actions: [Session.Action], at now: Instant) {
        for action in actions {
            switch action {
            case .connect(let number, let address, let session):
                connect(number, role.connection.addresses[address], session, at: now)
            case .drop: drop()
            case .keepAlive: attempt(at: now) { handle throws(HubFault) in try handle.keepAlive() }
            case .disconnect:
                attempt(at: now) { handle throws(HubFault) in try handle.disconnect() }
            case .report(let event): report(event)
            }
        }
    }

    /// Leaves the reports in the owner's mailbox, with one wake-up for all.
    mutating func deliver() {
        guard !pending.isEmpty else { return }
        var count = 0
        while count < pending.count, events.leave(pending[count]) { count += 1 }
        if count > 0 {
            pending.removeFirst(count)
            events.wakeUp.signal()
        }
        session.isHeld = !pending.isEmpty
    }

    /// Keeps a report until it is delivered; of attempts that failed only the last.
    mutating func report(_ event: HubEvent) {
        if case .attemptFailed = event, case .attemptFailed = pending.last { pending.removeLast() }
        pending.append(event)
    }

    /// Uses the handle, if there is one; its failure ends the session.
    mutating func attempt(
        at now: Instant, _ body: (borrowing Handle) throws(HubFault) -> Void
    ) {
        var failure: HubFault?
        switch handle {
        case .some(let handle):
            do throws(HubFault) { try body(handle) } catch let fault { failure = fault }
        case .none: return
        }
        absorb(at: now)
        if let failure { perform(session.lost(failure, at: now), at: now) }
    }

    private mutating func connect(
        _ number: Int, _ address: Address, _ session: UInt64, at now: Instant
    ) {
        let attempt = Attempt(number: number)
        do throws(HubFault) {
            try attempt.start(
                role.connection, address, will: role.will?(session), wakeUp: line.wakeUp)
            attempts.append(attempt)
        } catch let fault {
            perform(self.session.failed(number, fault, at: now), at: now)
        }
    }

    /// The handle goes, and with it everything that belonged to its session.
    private mutating func drop() {
        handle = nil
        subscription = nil
        progress = Progress()
        waiting.removeAll(keepingCapacity: true)
        next = 0
    }
}
