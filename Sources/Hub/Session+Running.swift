// SPDX-License-Identifier: Apache-2.0
package import Field

/// From CONNACK to the end.
extension Session {
    /// A packet that will be acknowledged was given to the library.
    package mutating func sent(_ packet: UInt16, token: UInt64?, at now: Instant) {
        precondition(isUp && flights.count < window, "sent without room")
        flights.append(
            Flight(packet: packet, token: token, deadline: now + limits.acknowledgement))
    }

    /// An acknowledgement came: of whose message, if it was a sender's. One for a packet that is
    /// not under way counts for nothing.
    package mutating func acknowledged(_ packet: UInt16) -> UInt64? {
        guard let index = flights.firstIndex(where: { $0.packet == packet }) else { return nil }
        return flights.remove(at: index).token
    }

    /// The connection is gone or useless.
    package mutating func lost(_ fault: HubFault, at now: Instant) -> [Action] {
        flights.removeAll(keepingCapacity: true)
        switch state {
        case .greeting: return [.drop] + wait(for: fault, at: now)
        case .running: return [.drop, fall(fault, at: now)]
        case .draining, .leaving:
            state = .stopped
            return [.drop]
        case .waiting, .connecting, .stopped: return []
        }
    }

    /// The owner wants to end: what was sent is waited for, within the time for it.
    package mutating func stop(at now: Instant) -> [Action] {
        switch state {
        case .running:
            state = .draining(until: now + limits.draining)
            return []
        case .greeting:
            state = .stopped
            return [.drop]
        case .waiting, .connecting:
            state = .stopped
            return []
        case .draining, .leaving, .stopped: return []
        }
    }

    /// While draining: all that was to be sent has been given to the library.
    package mutating func emptied(at now: Instant) -> [Action] {
        guard case .draining = state else { return [] }
        isEmptied = true
        return flights.isEmpty ? leave(at: now) : []
    }

    /// Does what is due.
    package mutating func tick(at now: Instant) -> [Action] {
        switch state {
        case .waiting(let until): return now < until ? [] : connect(at: now)
        case .connecting(let until): return now < until ? [] : abandon(at: now)
        case .greeting(let until): return now < until ? [] : lost(.timedOut(.greeting), at: now)
        case .running: return tend(at: now)
        case .draining(let until):
            guard now >= until else {
                return isEmptied && flights.isEmpty ? leave(at: now) : tend(at: now)
            }
            // What was written comes before DISCONNECT. If the last message was not, the will
            // is to speak for us: no DISCONNECT.
            return isEmptied ? leave(at: now) : lost(.timedOut(.acknowledgement), at: now)
        case .leaving(let until): return now < until ? [] : lost(.closed, at: now)
        case .stopped: return []
        }
    }

    /// Acknowledgements in time, keep-alive when due.
    private mutating func tend(at now: Instant) -> [Action] {
        if let oldest = flights.first, oldest.deadline <= now {
            return lost(.timedOut(.acknowledgement), at: now)
        }
        guard now >= housekeeping else { return [] }
        housekeeping = now + housekeepingPause
        return [.keepAlive]
    }

    private mutating func leave(at now: Instant) -> [Action] {
        flights.removeAll(keepingCapacity: true)
        state = .leaving(until: now + limits.leaving)
        return [.disconnect]
    }

    /// The session that ran has ended.
    private mutating func fall(_ fault: HubFault, at now: Instant) -> Action {
        let length = now - since
        let fault = rivalry(fault, at: now)
        // The first address is the one that is wanted; a hub that drops us at once is not.
        address = backoff.isStable(length) ? 0 : (address + 1) % addresses
        let pause = backoff.afterSession(
            lasting: length, fault.reserve(addresses: addresses))
        state = .waiting(until: now + pause)
        defer { number += 1 }
        return .report(.down(session: number, fault, retryIn: pause))
    }

    /// Losing our id once may be an old connection of our own, or a technician's client.
    private mutating func rivalry(_ fault: HubFault, at now: Instant) -> HubFault {
        guard fault == .dismissed(code: Reason.takenOver) else { return fault }
        defer { takenOver = now }
        guard let before = takenOver, now - before <= Self.rivalSpan else { return fault }
        return .rival
    }
}
