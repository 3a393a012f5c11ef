// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Hub
import Spool
import Testing

extension World {
    /// Link and disk do what they should, until there is nothing left to do.
    mutating func settle() {
        (isSpoolStuck, isSettling) = (false, true)
        if isStrict || !isUp { up() }
        gainTrust()
        if isAsking { askAtTheEnd() }
        let breaks = isAsking && isStrict ? 3 : 0
        if budget == nil {
            rest(breaks: breaks)
        } else {
            // What the month cannot pay for waits.
            rest(breaks: breaks, atMost: Self.restInMonth)
            settleMonths()
        }
        pump.closeBooks()
        giveOrders()
        while spool.hasWork {
            spool.step()
            spool.commit()
            tellNews(8)
        }
        noteNumbers()
        balance()
    }

    /// Time passes, a second at a time, until nothing moves any more; the session ends so many
    /// times.
    mutating func rest(breaks: Int = 0, atMost seconds: Int = 20_000) {
        var (quiet, breaks) = (0, breaks)
        for _ in 0..<seconds where quiet < 40 {
            time += 1_000
            if breaks > 0, below(4) == 0 {
                breaks -= 1
                up()
            }
            pump.advance(to: now)
            giveOrders()
            for _ in 0..<4 { spool.step() }
            spool.commit()
            tellNews(8)
            carry(40)
            arrive(flying.count)
            for one in flying {
                pump.answered(one.token, Verdict(one.code ?? 0), at: instant(time))
            }
            flying = []
            let isQuiet = pump.delivery.isEmpty && !spool.hasWork && pump.store.next == nil
            // Longer than any pause but the hour's, which another session ends.
            quiet = isQuiet ? quiet + 1 : 0
        }
    }

    /// The hub takes what it can without times, some of which is under way when the clock is set.
    private mutating func gainTrust() {
        guard clock.isTimeless, !clock.isTrusted else { return }
        for _ in 0..<20 {
            burst(2)
            carry(40)
            if below(3) > 0 { answer(40) }
            giveOrders()
            for _ in 0..<4 { spool.step() }
            spool.commit()
            tellNews(8)
        }
        carry(80)
        clock.change(0, at: time)
        pump.advance(to: now)
        for _ in 0..<20 {
            giveOrders()
            for _ in 0..<4 { spool.step() }
            tellNews(8)
            if below(4) == 0 { answer(3) }
        }
    }

    private mutating func balance() {
        let told = hub.problems
        problems += told
        for (key, numbers) in given {
            for range in numbers.ranges {
                for number in range {
                    let name = name(key, number)
                    if hub.held[name] != nil || hub.declared.contains(name) { continue }
                    if hub.lost.contains(name) { continue }
                    problems.append("\(name) is neither held nor declared")
                }
            }
        }
        for row in spool.rows where !spool.isDelivered(row) {
            problems.append("\(row.series) \(row.sequence) still waits in the spool")
        }
        // The last batch may have had to make room in a spool that did not know what the hub has.
        let waiting = spool.gaps.count { budget == nil || !isHeld($0) }
        check(waiting == 0, "\(waiting) gaps wait in the spool")
        // What a month's rest cannot pay for waits.
        let owed = hub.owed
        // Of a device that is gone there is nothing that it is.
        let outdated = hub.outdated.filter { topic in
            devices.contains { topic.contains("/\($0.id)/") }
        }
        check(outdated.isEmpty, "\(outdated) tell what devices were")
        if budget == nil, !isHasty { check(owed.isEmpty, "the hub was told \(owed) in vain") }
        judgeAnswers()
        // Months that pass are not in what it remembers.
        if budget == nil { balanceTimes() }
    }

    private func isHeld(_ gap: GapRecord) -> Bool {
        let key = SeriesKey(device: gap.device, stream: gap.stream)
        return gap.ranges.ranges.joined().allSatisfy { hub.held[name(key, $0)] != nil }
    }

    /// Each record that could get its true time has it, in the spool and at the hub.
    private mutating func balanceTimes() {
        check(spool.areTimesKnown, "all that can have times have them")
        for row in spool.rows {
            let name = name(row.series, row.sequence)
            check(!StoredRecord.isUnsynced(row.body), "\(name) waits for its time")
            let told = hub.times[name]
            check(told?.standing != .unsynced, "\(name) was not told with its time")
            check(told == nil || told?.at == row.to, "\(name) was told with another time")
        }
        for (name, told) in hub.times {
            guard let sealed = sealed[name] else { continue }
            let away = told.at - clock.utc(sealed.at)
            switch told.standing {
            case .plain, .restamped: check((-1...1).contains(away), "\(name) is \(away) ms away")
            // It is of a boot that has ended, and as early as that.
            case .estimated:
                check(sealed.boot != clock.boot, "\(name) is of this boot")
                check(told.at <= clock.utc(clock.bootedAt), "\(name) is not of this boot")
            case .unsynced: break
            }
        }
    }
}
