// SPDX-License-Identifier: Apache-2.0
package import Field

/// From the wait to CONNACK.
extension Session {
    /// A connect came about. False: it is too late and must be dropped.
    package mutating func connected(_ attempt: Int, at now: Instant) -> Bool {
        guard case .connecting = state, attempt == self.attempt else {
            settle(attempt)
            return false
        }
        state = .greeting(until: now + limits.greeting)
        return true
    }

    /// A connect did not come about.
    package mutating func failed(_ attempt: Int, _ fault: HubFault, at now: Instant) -> [Action] {
        guard case .connecting = state, attempt == self.attempt else {
            settle(attempt)
            return []
        }
        return wait(for: fault, at: now)
    }

    /// CONNACK came.
    package mutating func greeted(_ greeting: Greeting, at now: Instant) -> [Action] {
        guard case .greeting = state else { return lost(.protocolViolation, at: now) }
        if greeting.code != 0 { return lost(.refused(code: greeting.code), at: now) }
        guard greeting.takesQoS1 else { return lost(.unsupported, at: now) }
        let receives = greeting.receiveMaximum ?? .max
        let takes = greeting.maximumPacket ?? Self.largestPacket
        guard receives > 0, takes > 0 else { return lost(.protocolViolation, at: now) }

        state = .running
        window = min(limits.window, receives)
        maximumPacket = min(takes, Self.largestPacket)
        failures = 0
        since = now
        // The library counts whole seconds; a quarter keeps its PINGREQ well within the hub's one
        // and a half times, and wakes us up at most once a second.
        housekeepingPause = max(.seconds(1), (greeting.keepAlive ?? keepAlive) / 4)
        housekeeping = now + housekeepingPause
        return [.report(.up(session: number, maximumPacket: maximumPacket))]
    }

    /// Begins the next attempt, or counts one that cannot begin.
    mutating func connect(at now: Instant) -> [Action] {
        if isHeld {
            state = .waiting(until: now + limits.held)
            return []
        }
        guard abandoned < limits.abandoned else {
            return wait(for: .timedOut(.connecting), at: now)
        }
        attempt += 1
        state = .connecting(until: now + limits.connecting)
        return [.connect(attempt: attempt, address: address, session: number)]
    }

    /// The attempt is over its time; the system may take minutes more, without us.
    mutating func abandon(at now: Instant) -> [Action] {
        abandoned += 1
        return wait(for: .timedOut(.connecting), at: now)
    }

    /// Counts a failure and waits.
    mutating func wait(for fault: HubFault, at now: Instant) -> [Action] {
        failures += 1
        address = (address + 1) % addresses
        let pause = backoff.afterFailure(fault.reserve(addresses: addresses))
        state = .waiting(until: now + pause)
        return [.report(.attemptFailed(fault, attempt: failures, retryIn: pause))]
    }

    /// A connect that nobody waited for has ended.
    private mutating func settle(_ late: Int) {
        if abandoned > 0 { abandoned -= 1 }
    }
}
