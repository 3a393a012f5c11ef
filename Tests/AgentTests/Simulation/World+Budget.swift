// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Hub
import Spool

/// What a month has cost at least, counted beside the pump: without pings, and without what the hub
/// sends.
struct Purse {
    var spent: Int64 = 0
    /// What the pump went down to.
    var deepest = SIMBudget.Level.all
    var months = 0
    /// Of these, those in which the hub got something.
    var fruitful = 0
    /// Days from one last day of a month to the next one's, from that November on.
    static let steps: [Int64] = [41, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
}

extension World {
    /// A message goes: only one that there was money for.
    mutating func pay(for message: Message, of budget: ByteCount) {
        let (spent, limit) = (purse.spent, budget.bytes)
        let channel = message.topic.name.split(separator: "/").last
        switch channel {
        case "live": check(spent * 100 < limit * 80, "live at \(spent) of \(limit)")
        case "window": check(spent * 100 < limit * 95, "a window at \(spent) of \(limit)")
        case "hist" where !Self.isOfEvents(message):
            let share = Double(limit) * shareOfMonth
            check(Double(spent) <= share, "history at \(spent), beyond \(share)")
        default: break
        }
        purse.spent += Int64(SIMTraffic.exchange(message.packetBytes))
        purse.deepest = max(purse.deepest, pump.budget?.level ?? .all)
    }

    private static func isOfEvents(_ message: Message) -> Bool {
        let text = String(decoding: SimulatedHub.payload(message) ?? [], as: UTF8.self)
        return json(text, "of")?.string == "event"
    }

    /// It begins on the 20th of a November, and goes on from last day to last day.
    private var shareOfMonth: Double {
        let hour = 3_600_000.0
        let passed = 19 * 24 * hour + Double(time) + 22.887 * hour
        return purse.months == 0 ? min(1, passed / (30 * 24 * hour)) : 1
    }

    /// The process is about to die: where the spool has all that it was told, it knows no less than
    /// was spent.
    mutating func checkSavings() {
        let saved = spool.spending?.used ?? 0
        if !spool.hasWork, pump.store.next == nil {
            let spent = purse.spent
            check(saved >= spent, "\(saved) are on record of \(spent)")
        }
        purse.spent = min(purse.spent, saved)
    }

    /// Seconds that pass of each month: windows without readings are told meanwhile, and cost.
    static let restInMonth = 300

    /// What the month cannot pay for waits in the spool, and goes in the months after it.
    mutating func settleMonths() {
        checkHeld()
        // At ten in the morning: hours are left for what is late.
        clock.beginning -= 12 * 3_600_000
        while hasBacklog, purse.months < Purse.steps.count {
            clock.beginning += Purse.steps[purse.months] * 86_400_000
            purse.months += 1
            purse.spent = 0
            let before = hub.held.count
            rest(atMost: Self.restInMonth)
            if hub.held.count > before { purse.fruitful += 1 }
        }
    }

    private var hasBacklog: Bool {
        !pump.delivery.isEmpty || !spool.gaps.isEmpty
            || spool.rows.contains { !spool.isDelivered($0) }
    }

    private mutating func checkHeld() {
        var waiting: Set<SimulatedHub.Name> = []
        for row in spool.rows {
            waiting.insert(
                SimulatedHub.Name(
                    epoch: row.epoch, device: row.series.device,
                    stream: row.series.stream.name, number: row.sequence))
        }
        // What could not be kept is declared there, until the hub has been told.
        let gone = spool.gaps.filter { $0.epoch == "e0" }
        var all = given
        for (key, range) in pump.numbersGiven { all[key, default: SequenceRanges()].insert(range) }
        for (key, numbers) in all {
            for number in numbers.ranges.joined() {
                let name = SimulatedHub.Name(
                    epoch: "e0", device: key.device, stream: key.stream.name, number: number)
                let isKnown =
                    hub.held[name] != nil || hub.declared.contains(name)
                    || hub.lost.contains(name) || waiting.contains(name)
                    || gone.contains { $0.declares(number, of: key) }
                check(isKnown, "\(name) is neither held, nor declared, nor in the spool")
            }
        }
    }
}

extension GapRecord {
    fileprivate func declares(_ number: UInt64, of key: SeriesKey) -> Bool {
        device == key.device && stream == key.stream && ranges.contains(number)
    }
}
