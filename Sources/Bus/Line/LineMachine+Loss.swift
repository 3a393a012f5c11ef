// SPDX-License-Identifier: Apache-2.0
internal import Field

extension LineMachine {
    /// How long a line that does not become quiet is waited for.
    static let longestQuieting = Nanoseconds.milliseconds(500)
    /// Timeouts in a row after which a converter's connection is opened anew.
    static let patience = 8

    /// The answer did not come, or cannot be used. What arrives from now on may be the lost answer
    /// and must never be taken for the next one's: on TCP the connection is closed; on RTU, which
    /// has no transaction number, the line is let fall quiet, what came is dropped, and the unit
    /// is held.
    mutating func lose(_ quality: Quality, _ now: Instant) {
        guard case .waiting(let scan, let read, let sent, _) = phase else { return }
        if !isGuest(scan) { count(quality) }
        spend(scan, sent, now)
        charge(scan, sent, now)
        timeoutsInARow = quality == .commTimeout ? timeoutsInARow + 1 : 0
        let isClosing = framing == .mbap || isConverterStuck
        phase = isClosing ? .closing : .quieting(bound: now + Self.longestQuieting)
        if isForeign { leaveForeign(now) } else { hold(scan, read, now) }
        give(scan, read, quality, now, mayRetry: !units[scans[scan].unit].isSilent)
    }

    /// Keeps an RTU line from asking the unit before a lost answer has had time to come.
    ///
    /// The bound: after a silence, an answer that begins within three timeouts of its request's
    /// end cannot be taken for another; after a damaged answer or a lost link, one that begins
    /// within two timeouts of that. A later one is taken for the next request's if it has the
    /// same function and length: RTU has nothing else to tell them apart.
    mutating func hold(_ scan: Int, _ read: Int, _ now: Instant) {
        guard framing == .rtu else { return }
        let unit = scans[scan].unit
        let pause = max(scans[scan].timeout * 2, units[unit].slowest)
        units[unit].heldUntil = max(units[unit].heldUntil, now + pause)
        units[unit].lost = scans[scan].reads[read].shape
    }

    /// What to call it that nothing of what has come until the deadline is the answer.
    mutating func verdict() -> Quality {
        let heard = echoHeard
        guard receiver.count > heard else { return .commTimeout }
        guard framing == .rtu, let stranger = receiver.rtuStranger(echoed: heard)
        else { return .commGarbled }
        if !isGuestAsking { counters.foreignFrames += 1 }
        let isAll = receiver.count == heard + stranger.length
        let isLate = units.contains {
            $0.id == stranger.unit && $0.id != request.unit && $0.lost != nil
        }
        return isAll && isLate ? .commTimeout : .commMismatch
    }

    private var isConverterStuck: Bool {
        isOverTCP && timeoutsInARow >= Self.patience && timeoutsInARow % Self.patience == 0
    }

    /// An attempt has failed: leaves the read for another, or gives it up. A unit that does not
    /// answer is silent from then on, whatever noise its probes may meet, and the rest of its round
    /// is given up with it.
    mutating func give(
        _ scan: Int, _ read: Int, _ quality: Quality, _ now: Instant, mayRetry: Bool
    ) {
        if isGuest(scan) { return giveGuest(quality, now, mayRetry: mayRetry) }
        if isJob(scan) { return giveJob(scan, read, now, mayRetry: mayRetry) }
        if scans[scan].failed(read, mayRetry: mayRetry) { return }
        let unit = scans[scan].unit
        let isSilent = units[unit].isSilent && quality != .commDisconnected
        if quality == .commTimeout || quality == .commGateway || isSilent {
            wentSilent(unit, now, quality)
            for index in rounds where scans[index].unit == unit && scans[index].isActive {
                abandon(index, quality, now, reached: false)
            }
            return
        }
        fail(scan, read, quality, now)
        scans[scan].learning?.search?.gaveUp(read)
        scans[scan].close(read)
        if scans[scan].open == 0 { end(scan, now, reached: true) }
    }

    /// Gives up what is left of a round.
    mutating func abandon(_ scan: Int, _ quality: Quality, _ now: Instant, reached: Bool) {
        for read in scans[scan].reads.indices where scans[scan].isOpen(read) {
            fail(scan, read, quality, now)
            scans[scan].close(read)
        }
        end(scan, now, reached: reached, quality)
    }

    /// A fault is a reading, too.
    mutating func fail(_ scan: Int, _ read: Int, _ quality: Quality, _ now: Instant) {
        let firstPoint = scans[scan].firstPoint
        for slot in scans[scan].reads[read].slots {
            output.append(Reading(time: now, point: firstPoint + slot.point, quality: quality))
        }
    }

    /// `quality`: of what is not asked for in each round, where the round was not asked at all.
    mutating func end(_ scan: Int, _ now: Instant, reached: Bool, _ quality: Quality? = nil) {
        for hole in scans[scan].hasLearned ? scans[scan].holes : [] {
            let point = scans[scan].firstPoint + UInt32(hole.point)
            output.append(Reading(time: now, point: point, quality: quality ?? hole.quality))
        }
        conclude(scan, now, reached: reached)
        let skipped = scans[scan].end(now, reached: reached)
        counters.skipped += Int(skipped)
        output.append(
            .end(
                ofRound: scans[scan].number, of: scans[scan].device, at: now, skipped: skipped))
    }

    private mutating func count(_ quality: Quality) {
        switch quality {
        case .commTimeout: counters.timeouts += 1
        case .commMismatch: counters.mismatched += 1
        default: counters.garbled += 1
        }
    }
}
