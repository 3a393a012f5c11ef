// SPDX-License-Identifier: Apache-2.0
package import Field

extension LineMachine {
    /// Picks what is due first and may be asked now, once the gap has passed.
    mutating func nextRequest(_ now: Instant) -> Step {
        while true {
            let (chosen, next) = mostDue(now)
            var wake = next
            if let step = guestRequest(now, wake: &wake) { return step }
            if openJobs > 0, let step = jobRequest(now, wake: &wake) { return step }
            guard let scan = chosen,
                let read = scans[scan].next(after: units[scans[scan].unit].lost)
            else {
                blockedSince = .never
                return .wait(until: wake)
            }
            let gap = max(silence, scans[scan].gap)
            let clear = lastByte + gap
            if now >= clear {
                let isProbe = units[scans[scan].unit].isSilent
                let cut = isProbe ? probeTimeout(scan, now, until: next) : nil
                prepare(scan, read)
                cutTimeout = cut
                return .send
            }
            blockedSince = min(blockedSince, now)
            // A line that never falls quiet: its devices' rounds fail, one by one.
            guard now >= blockedSince + gap + Self.longestQuieting else {
                return .wait(until: clear)
            }
            abandon(scan, .commGarbled, now, reached: false)
        }
    }

    /// The device that is due longest of those that may be asked now; else when one may be. A
    /// silent unit is asked when that keeps nobody waiting, and before the others only once it has
    /// waited for such a moment; `wake` is when they want the line.
    private mutating func mostDue(_ now: Instant) -> (scan: Int?, wake: Instant) {
        var wake = Instant.never
        var missed = Instant.never
        var (chosen, hopeful, insisting) = (Int?.none, Int?.none, Int?.none)
        for index in rounds {
            let wait = readiness(index, now)
            if wait > now {
                wake = min(wake, wait)
            } else if isHopeful(index, now) {
                if scans[index].due < due(hopeful) { hopeful = index }
                let insists = units[scans[index].unit].insistsAt
                missed = min(missed, insists, scans[index].due + scans[index].grace)
            } else if units[scans[index].unit].isSilent {
                if scans[index].due < due(insisting) { insisting = index }
            } else if scans[index].due < due(chosen) {
                chosen = index
            }
        }
        if let insisting, due(insisting) < due(chosen) {
            return (insisting, chosen == nil ? wake : now)
        }
        guard chosen == nil, let hopeful else { return (chosen, wake) }
        if probeTimeout(hopeful, now, until: wake) != nil { return (hopeful, wake) }
        return (nil, min(wake, missed))
    }

    private func due(_ scan: Int?) -> Instant { scan.map { scans[$0].due } ?? .never }

    /// When the device's next request may leave, as far as the device is concerned: `now` or
    /// earlier if it may at once. Begins its round when it is due.
    private mutating func readiness(_ index: Int, _ now: Instant) -> Instant {
        if !scans[index].isActive {
            guard scans[index].due <= now else { return scans[index].due }
            if scans[index].hasLearned, scans[index].retriesAt <= now { scans[index].tryAgain(now) }
            scans[index].begin()
        }
        let unit = units[scans[index].unit]
        if unit.isResting(now) || isTooLate(index, now) {
            abandon(index, unit.reason, now, reached: false)
            return scans[index].due
        }
        if scans[index].open == 0 {
            // The device refuses all of it.
            end(index, now, reached: false)
            return scans[index].due
        }
        return unit.heldUntil
    }

    mutating func prepare(_ scan: Int, _ read: Int) {
        let wanted = scans[scan].reads[read].request
        request.unit = units[scans[scan].unit].id
        request.function = wanted.table.function
        request.address = wanted.address
        request.count = UInt16(wanted.count)
        request.words = []
        request.description = nil
        if isGuest(scan), let guest = guests.current { prepare(guest) }
        request.replyBytes = wanted.replyBytes
        request.transaction &+= 1
        outgoingCount = request.encode(framing, into: &outgoingBytes)
        receiver.clear()
        cutTimeout = nil
        phase = .waiting(scan: scan, read: read, sent: .never, deadline: .never)
    }

    /// What a guest wants other than a read.
    private mutating func prepare(_ guest: GuestRead) {
        if let write = guest.write {
            (request.function, request.words) = (write.function, write.words)
        } else if let description = guest.description {
            (request.function, request.description) = (description.function, description)
        }
    }

    /// The request has been handed to the link: the deadline is the time that it takes on the
    /// wire, the device's own, and the time that its answer takes.
    package mutating func sent(at now: Instant) {
        guard case .waiting(let scan, let read, .never, _) = phase else { return }
        if !isGuest(scan) { counters.requests += 1 }
        blockedSince = .never
        lastByte = now + wireTime(outgoingCount)
        let timeout = cutTimeout ?? scans[scan].timeout
        let deadline = lastByte + timeout + wireTime(request.replyLength(framing))
        phase = .waiting(scan: scan, read: read, sent: now, deadline: deadline)
    }

    func wireTime(_ characters: Int) -> Nanoseconds {
        (guestSpeed ?? speed)?.time(characters: characters) ?? .zero
    }

    /// The request was not sent after all: something else was on the line.
    mutating func withdraw() {
        guard case .waiting(_, _, .never, _) = phase else { return }
        (phase, isForeign) = (.idle, false)
    }

    /// While there is no link: gives up rounds that are overdue by their grace, so that the hub
    /// hears of it once a period, and says when the next will be.
    mutating func failOverdue(_ now: Instant) -> Instant {
        var wake = Instant.never
        for index in rounds {
            let grace = scans[index].grace
            if max(scans[index].due, brokenSince) + grace <= now {
                if !scans[index].isActive { scans[index].begin() }
                abandon(index, .commDisconnected, now, reached: false)
            }
            wake = min(wake, max(scans[index].due, brokenSince) + grace)
        }
        return wake
    }
}
