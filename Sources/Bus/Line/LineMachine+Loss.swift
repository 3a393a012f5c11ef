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
    /// is held for twice its timeout.
    ///
    /// The bound: an answer that is later than three timeouts, or than the slowest one seen, and
    /// has the shape of the next request's, can still be taken for it.
    mutating func lose(_ quality: Quality, _ now: Instant) {
        guard case .waiting(let scan, let read, _, _) = phase else { return }
        count(quality)
        timeoutsInARow = quality == .commTimeout ? timeoutsInARow + 1 : 0
        let unit = scans[scan].unit
        if framing == .mbap {
            phase = .closing
        } else {
            let hold = max(scans[scan].timeout * 2, units[unit].slowest)
            units[unit].heldUntil = now + hold
            units[unit].lost = scans[scan].reads[read].shape
            phase = isConverterStuck ? .closing : .quieting(bound: now + Self.longestQuieting)
        }
        give(scan, read, quality, now, mayRetry: !units[unit].isSilent)
    }

    private var isConverterStuck: Bool {
        isOverTCP && timeoutsInARow >= Self.patience && timeoutsInARow % Self.patience == 0
    }

    /// An attempt has failed: leaves the read for another, or gives it up. A unit that does not
    /// answer is silent from then on, and the rest of its round is given up with it.
    mutating func give(
        _ scan: Int, _ read: Int, _ quality: Quality, _ now: Instant, mayRetry: Bool
    ) {
        if scans[scan].failed(read, mayRetry: mayRetry) { return }
        if quality == .commTimeout || quality == .commGateway {
            let unit = scans[scan].unit
            units[unit].wentSilent(now, quality)
            for index in scans.indices where scans[index].unit == unit && scans[index].isActive {
                abandon(index, quality, now, reached: true)
            }
            return
        }
        fail(scan, read, quality, now)
        scans[scan].close(read)
        if scans[scan].open == 0 { end(scan, now, reached: true) }
    }

    /// Gives up what is left of a round.
    mutating func abandon(_ scan: Int, _ quality: Quality, _ now: Instant, reached: Bool) {
        for read in scans[scan].reads.indices where scans[scan].isOpen(read) {
            fail(scan, read, quality, now)
            scans[scan].close(read)
        }
        end(scan, now, reached: reached)
    }

    /// A fault is a reading, too.
    mutating func fail(_ scan: Int, _ read: Int, _ quality: Quality, _ now: Instant) {
        for slot in scans[scan].reads[read].slots {
            output.append(Reading(time: now, point: slot.point, quality: quality))
        }
    }

    mutating func end(_ scan: Int, _ now: Instant, reached: Bool) {
        output.append(Reading(time: now, point: scans[scan].device, kind: .scanEnd))
        scans[scan].end(now, reached: reached)
    }

    private mutating func count(_ quality: Quality) {
        switch quality {
        case .commTimeout: counters.timeouts += 1
        case .commMismatch: counters.mismatched += 1
        default: counters.garbled += 1
        }
    }
}
