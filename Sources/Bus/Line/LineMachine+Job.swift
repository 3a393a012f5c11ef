// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Texts are read once, while nothing is due. Their reads are scans behind those of rounds:
/// exchange, loss and silence are the same for both; readings, marks and periods are rounds' alone.
extension LineMachine {
    /// Texts that wait for the caller to take them.
    static let textLimit = 256

    mutating func addJob(_ device: NumberedDevice, unit: Int, _ now: Instant) {
        let (reads, places) = device.textReads
        guard !reads.isEmpty else { return }
        scans.append(Scan(job: device, reads, unit: unit))
        let shortest = PollRounds(device.device).rounds.first?.period
        jobs.append(Job(places: places, shortestPeriod: shortest))
        // What nothing else is read of is not waited for.
        if shortest == nil { beginJob(scans.count - 1, now) }
    }

    func isJob(_ scan: Int) -> Bool { jobScans.contains(scan) }

    private var jobScans: Range<Int> { rounds.upperBound..<rounds.upperBound + jobs.count }

    /// The unit has answered: what is to be read of its devices once is, after a start or a long
    /// absence.
    mutating func wantJobs(of unit: Int, _ now: Instant) {
        let last = units[unit].lastAnswer
        for scan in jobScans where scans[scan].unit == unit {
            let job = jobs[scan - rounds.upperBound]
            if last.map({ now - $0 >= job.absence }) ?? true { beginJob(scan, now) }
        }
    }

    mutating func beginJob(_ scan: Int, _ now: Instant) {
        if !scans[scan].isActive { openJobs += 1 }
        scans[scan].begin()
        scans[scan].due = now
        for (read, isRefused) in jobs[scan - rounds.upperBound].refused.enumerated() where isRefused
        {
            scans[scan].close(read)
        }
        if scans[scan].open == 0 { endJob(scan) }
    }

    mutating func endJob(_ scan: Int) {
        scans[scan].stop()
        openJobs -= 1
    }

    /// A job's next request, if one can leave now without a round's having to wait for it; nil
    /// while none can. `wake` is brought forward to the moment when one may.
    mutating func jobRequest(_ now: Instant, wake: inout Instant) -> Step? {
        guard openJobs > 0, let end = idleUntil(now) else { return nil }
        for scan in jobScans where scans[scan].isActive {
            let unit = units[scans[scan].unit]
            guard !unit.isSilent, let read = scans[scan].next(after: unit.lost) else { continue }
            let clear = lastByte + max(silence, scans[scan].gap)
            let start = max(scans[scan].due, unit.heldUntil, clear)
            guard start <= end, max(start, now) + cost(of: scan, read, now) <= end else { continue }
            if start > now {
                wake = min(wake, start)
                continue
            }
            prepare(scan, read)
            return .send
        }
        return nil
    }

    /// Until when no round wants the line; nil if one does now. A round without a period has no
    /// time at which it is due: a request may go before it, not into it.
    func idleUntil(_ now: Instant) -> Instant? {
        var end = Instant.never
        for index in rounds {
            let scan = scans[index]
            if scan.isActive, isHopeful(index, now) { continue }
            if scan.period == .zero {
                if scan.isActive, !scan.isUntouched { return nil }
            } else {
                let next = scan.isActive ? units[scan.unit].heldUntil : scan.due
                if next <= now { return nil }
                end = min(end, next)
            }
        }
        return end
    }

    /// How long a job's request keeps the line, were its answer lost; on a line whose rounds never
    /// leave that much time, and after some patience, what it should take.
    private func cost(of scan: Int, _ read: Int, _ now: Instant) -> Nanoseconds {
        let worst = worstCost(of: scan, read)
        let isTight = rounds.contains { scans[$0].period > .zero && scans[$0].period <= worst }
        let isLate = now - scans[scan].due >= Job.patience
        return isTight || isLate ? usualCost(of: scan, read) : worst
    }

    /// How long a request keeps the line, were its answer lost.
    func worstCost(of scan: Int, _ read: Int) -> Nanoseconds {
        let timeout = scans[scan].timeout
        let slowest = units[scans[scan].unit].slowest
        return framing == .rtu
            ? frames(of: scan, read) + timeout + max(timeout * 2, slowest)
            : timeout + Job.reopening
    }

    /// How long it should.
    func usualCost(of scan: Int, _ read: Int) -> Nanoseconds {
        let slowest = units[scans[scan].unit].slowest
        return max(frames(of: scan, read) + slowest, slowest * 2)
    }

    func frames(of scan: Int, _ read: Int) -> Nanoseconds {
        let wanted = scans[scan].reads[read].request
        return wireTime(WireRequest.length(framing))
            + wireTime(WireRequest.replyLength(framing, data: wanted.replyBytes))
    }

    /// The answer to a job's read.
    mutating func takeTexts(_ scan: Int, _ read: Int, dataAt start: Int) {
        for place in jobs[scan - rounds.upperBound].places[read] where texts.count < Self.textLimit
        {
            let from = start + Int(place.start)
            let words = stride(from: from, to: from + Int(place.count), by: 2).map {
                UInt16(receiver.bytes[$0]) << 8 | UInt16(receiver.bytes[$0 + 1])
            }
            texts.append(
                DeviceText(device: scans[scan].device, text: Int(place.text), words: words))
        }
    }

    /// An exception: the device does not have the text, and will not have it when asked again.
    mutating func refuseJob(_ scan: Int, _ read: Int) {
        jobs[scan - rounds.upperBound].refused[read] = true
    }

    /// A job's read has failed: it is tried again after a pause, or given up. The device is no
    /// sicker for it.
    mutating func giveJob(_ scan: Int, _ read: Int, _ now: Instant, mayRetry: Bool) {
        scans[scan].due = now + Job.pause
        if scans[scan].failed(read, mayRetry: mayRetry) { return }
        scans[scan].close(read)
        if scans[scan].open == 0 { endJob(scan) }
    }
}
