// SPDX-License-Identifier: Apache-2.0
package import Field

extension Pump {
    /// When `advance(to:)` has something to do, if nothing is read until then.
    package var nextDeadline: Instant { isBehind ? .never : min(nextEdge, nextStale) }

    /// Does what is due by time alone: tells windows that have ended, and values that are stale.
    package mutating func advance(to moment: Moment) {
        closeWindows(at: moment)
        // Not while readings wait in their rings because the hub takes too little.
        guard moment.now >= staleCheck, !isBehind else { return }
        for number in vigils.indices where vigils[number].deadline <= moment.now && !isBehind {
            tellStale(number, moment)
        }
        findNextStale(moment.now)
    }

    /// Begins to wait for first scans.
    mutating func beginVigils(_ now: Instant) {
        for number in vigils.indices where vigils[number].heard == nil {
            (vigils[number].heard, vigils[number].counted) = (now, now)
        }
        findNextStale(now)
    }

    /// Readings move deadlines on all the time. They are looked at anew when half of the time to
    /// the first of them has passed and something has come anyway: so as long as scans come, none
    /// is ever reached, and the pump is not woken for it.
    private mutating func findNextStale(_ now: Instant) {
        nextStale = vigils.reduce(.never) { min($0, $1.deadline) }
        staleCheck = nextStale == .never ? .never : now + (nextStale - now) / 2
    }

    /// A scan of the device brought readings.
    mutating func heard(_ number: Int, at now: Instant) {
        vigils[number].heard = now
        guard vigils[number].isStale else { return }
        vigils[number].isStale = false
        if vigils[number].deadline < nextStale { findNextStale(now) }
    }

    /// Nothing was read for too long, and not even in vain: nobody asks the device any more.
    private mutating func tellStale(_ number: Int, _ moment: Moment) {
        let last = vigils[number].heard ?? moment.now
        vigils[number].isStale = true
        for point in devices[number].points where points[point].isKnown {
            let stale = Reading(time: moment.now, point: UInt32(point), quality: .stale)
            points[point].take(stale, rules[Int(points[point].rule)].conversion)
        }
        updateStatus(number, failure: .stale, moment)
        let turned = vigils[number].silence.fail(.stale, at: last, atOnce: true)
        tellSilence(number, turned, at: moment.now, moment)
        tellLive(number, moment)
    }

    /// Adds to a stale device's window what was planned in it. The line counts the periods that it
    /// passes over only when it works again, and they would all be due in that window.
    mutating func presume(_ number: Int, until end: Instant) {
        let vigil = vigils[number]
        guard vigil.isStale, vigil.period > .zero, end > vigil.counted else { return }
        // What is due at the very end belongs to the next window.
        let missed = ((end - vigil.counted).count - 1) / vigil.period.count
        vigils[number].counted = vigil.counted + vigil.period * missed
        vigils[number].presumed += UInt64(missed)
        for point in devices[number].points {
            tallies[point].presume(UInt32(clamping: missed))
        }
    }

    /// The line has accounted for its periods up to a mark; those that are not in a window yet.
    mutating func settle(_ number: Int, skipped: UInt64, at mark: Instant) -> UInt32 {
        let presumed = vigils[number].presumed
        (vigils[number].presumed, vigils[number].counted) = (0, mark)
        return UInt32(clamping: skipped - min(skipped, presumed))
    }
}
