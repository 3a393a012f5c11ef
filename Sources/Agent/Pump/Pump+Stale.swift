// SPDX-License-Identifier: Apache-2.0
package import Field

extension Pump {
    /// When `advance(to:)` has something to do, if nothing is read until then.
    package var nextDeadline: Instant {
        var next = min(nextEdge, nextStale, maintenance.nextEnd)
        if session != nil {
            next = min(next, history.deadline(hasParts: delivery.hasHistory))
            next = min(next, delivery.retellsAt)
            if let until = desk.replay?.pausedUntil { next = min(next, until) }
            if mayHaveGaps, !isAskingForGaps, !delivery.hasGaps { next = min(next, gapPause) }
        }
        return next
    }

    /// Does what is due by time alone: tells windows that have ended, and values that are stale.
    package mutating func advance(to moment: Moment) {
        closeWindows(at: moment)
        endMaintenance(moment)
        followBudget(moment)
        retell(at: moment.now)
        advanceHistory(at: moment.now)
        advanceGaps(at: moment.now)
        tellDurability(moment)
        guard moment.now >= staleCheck else { return }
        for number in vigils.indices where vigils[number].deadline <= moment.now {
            tellStale(number, moment)
        }
        findNextStale(moment.now)
    }

    /// Begins to wait for first scans.
    mutating func beginVigils(_ now: Instant) {
        for number in vigils.indices where vigils[number].heard == nil {
            vigils[number].begin(now)
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
        vigils[number].note(failure: .stale, at: moment.now)
        let turned = vigils[number].silence.fail(.stale, at: last, atOnce: true)
        tellSilence(number, turned, at: moment.now, moment)
        tellLive(number, nil, moment)
    }

    /// Adds to a stale device's window what was planned in it. The line counts the periods that it
    /// passes over only when it works again, and they would all be due in that window.
    mutating func presume(_ number: Int, until end: Instant) {
        guard vigils[number].isStale else { return }
        for round in vigils[number].rounds.indices {
            let missed = vigils[number].rounds[round].presume(until: end)
            for point in devices[number].points where points[point].round == UInt8(round) {
                tallies[point].presume(missed)
            }
        }
    }
}
