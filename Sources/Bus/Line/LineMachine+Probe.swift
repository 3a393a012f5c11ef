// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A unit that is silent is asked now and then whether it is back. Such a probe mostly ends with
/// its timeout. It waits for a moment that nobody else wants, as long as the pause before it was;
/// then it goes before the others, and is made so seldom that the silent units of a line together
/// cost no more than their share of its time.
extension LineMachine {
    /// Whether it is a probe that waits for such a moment.
    func isHopeful(_ scan: Int, _ now: Instant) -> Bool {
        let unit = units[scans[scan].unit]
        return unit.isSilent && now < unit.insistsAt
    }

    /// It has waited in vain: the period is told of all the same.
    func isTooLate(_ scan: Int, _ now: Instant) -> Bool {
        isHopeful(scan, now) && scans[scan].isUntouched
            && now >= scans[scan].due + scans[scan].grace
    }

    /// How long a probe may wait for its answer, if the others want the line back by then; nil
    /// where that is too short to tell anything.
    func probeTimeout(_ scan: Int, _ now: Instant, until next: Instant) -> Nanoseconds? {
        let unit = units[scans[scan].unit]
        guard let read = scans[scan].next(after: unit.lost) else { return nil }
        let start = max(now, lastByte + max(silence, scans[scan].gap), unit.heldUntil)
        let left: Nanoseconds = next - start
        let free = left - frames(of: scan, read)
        return free < shortestProbe(scan) ? nil : min(free, scans[scan].timeout)
    }

    /// A unit that has answered does so as fast as ever when it is back; one that never has gets
    /// half of its time.
    private func shortestProbe(_ scan: Int) -> Nanoseconds {
        let (timeout, slowest) = (scans[scan].timeout, units[scans[scan].unit].slowest)
        return slowest == .zero ? timeout / 2 : min(timeout, max(slowest * 2, timeout / 4))
    }

    /// The unit has not answered, again or for the first time. What a probe has cost the others is
    /// its own share, and as many times that are the others' until the next one.
    mutating func wentSilent(_ unit: Int, _ now: Instant, _ quality: Quality) {
        let silent = units.reduce(units[unit].isSilent ? 0 : 1) { $0 + ($1.isSilent ? 1 : 0) }
        let rest = units[unit].toll * Int64(silent * (100 - tax) / tax)
        units[unit].wentSilent(now, quality, resting: rest)
    }

    /// A request has been lost that left at that moment.
    mutating func charge(_ scan: Int, _ sent: Instant, _ now: Instant) {
        guard scan < rounds.upperBound, sent != .never else { return }
        let isOwed = units[scans[scan].unit].isSilent && cutTimeout == nil
        units[scans[scan].unit].toll = isOwed ? now - sent + silence : .zero
    }
}
