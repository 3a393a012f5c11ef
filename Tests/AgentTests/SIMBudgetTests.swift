// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Spool
import Testing

/// The month's budget as a value: a budget of 1,000,000 bytes, and the clock as the test has it.
@Suite struct SIMBudgetTests {
    private static let limit = ByteCount(bytes: 1_000_000)
    private static let november = CalendarMonth(number: 2_026 * 12 + 10)

    /// So many days after the beginning of November 2026, on both clocks.
    private static func day(_ days: Double) -> Moment {
        let passed = Int64(days * 86_400_000)
        return Moment(
            now: Instant(nanoseconds: (1_000_000_000 + passed) * 1_000_000),
            wall: WallTime(milliseconds: 1_793_491_200_000 + passed))
    }

    /// The same, and the wall clock is not set.
    private static func lost(_ days: Double) -> Moment {
        let now = day(days).now
        return Moment(now: now, wall: WallTime(nanoseconds: now.nanoseconds))
    }

    /// The same budget in the next process, by what was written down.
    private static func next(_ budget: SIMBudget) -> SIMBudget {
        SIMBudget(limit: limit, budget.toSave() ?? budget.spending)
    }

    private static func spent(_ bytes: Int, on days: Double = 15) -> SIMBudget {
        var budget = SIMBudget(limit: limit, nil)
        budget.spend(bytes, at: day(days))
        return budget
    }

    @Test(arguments: [
        (0, SIMBudget.Level.all), (799_999, .all), (800_000, .windows), (949_999, .windows),
        (950_000, .events), (1_000_000, .events), (9_000_000, .events),
    ])
    func `each step of the ladder has its share of the month`(
        _ bytes: Int, _ level: SIMBudget.Level
    ) {
        var budget = Self.spent(bytes)
        #expect(budget.takeTurn() == (level == .all ? nil : .all))
        #expect(budget.level == level)
        #expect(budget.takeTurn() == nil, "once")
        let lets: [Stream] =
            switch level {
            case .all: [.live, .window, .event]
            case .windows: [.window, .event]
            case .events: [.event]
            }
        #expect(Stream.allCases.filter { level.lets($0) } == lets)
    }

    @Test func `a month begins with nothing spent, whichever month that is`() {
        var budget = Self.spent(999_999, on: 29.9)
        #expect(budget.takeTurn() == .all)
        budget.follow(Self.day(29.999_99))
        #expect(budget.takeTurn() == nil && budget.spending.month == Self.november)
        budget.follow(Self.day(30))
        #expect(budget.takeTurn() == .events && budget.level == .all)
        #expect(budget.spending.used == 0 && budget.spending.month?.text == "2026-12")
        budget.spend(5, at: Self.day(61))
        #expect(budget.spending.used == 5 && budget.spending.month?.text == "2027-01")
    }

    @Test func `what a process without the disk counted is not forgotten, nor what was before`() {
        func inherited(_ own: SIMBudget, _ left: SIMBudget) -> MonthSpending {
            var budget = own
            budget.inherit(left.spending)
            return budget.spending
        }
        let nobody = SIMBudget(limit: Self.limit, nil)
        var unplaced = nobody
        unplaced.spend(40, at: Self.lost(15))
        #expect(inherited(Self.spent(600), unplaced).used == 640)
        #expect(inherited(Self.spent(600), unplaced).month == Self.november)
        #expect(inherited(Self.spent(600), Self.spent(700)).used == 700)
        #expect(inherited(Self.spent(700), Self.spent(600)).used == 700)
        #expect(inherited(nobody, Self.spent(600)) == Self.spent(600).spending)
        #expect(inherited(nobody, unplaced).used == 40)
        let december = Self.spent(5, on: 31)
        #expect(inherited(Self.spent(600), december) == december.spending)
        #expect(inherited(december, Self.spent(600)).used == 5)
    }

    @Test func `a clock that is set back finds its month as it was`() {
        var budget = Self.spent(600)
        budget.spend(50, at: Self.day(31))
        #expect(budget.spending.used == 50)
        budget.follow(Self.day(29))
        #expect(budget.spending.used == 650 && budget.spending.month == Self.november)
        budget.spend(1, at: Self.day(29))
        // Set back beyond what is remembered: nothing is forgiven.
        budget.follow(Self.day(-40))
        #expect(budget.spending.used == 651)
    }

    @Test func `what is spent while nobody knows the month counts in this one and in the next`() {
        var budget = Self.spent(600)
        budget.spend(30, at: Self.lost(28))
        #expect(budget.spending.used == 630 && budget.spending.month == Self.november)
        var stays = budget
        stays.spend(1, at: Self.day(29))
        #expect(stays.spending.used == 631 && stays.spending.unplaced == 0)
        budget.spend(1, at: Self.day(31))
        #expect(budget.spending.used == 31 && budget.spending.month?.text == "2026-12")
        budget.follow(Self.day(29))
        #expect(budget.spending.used == 631)
        var first = SIMBudget(limit: Self.limit, nil)
        first.spend(900_000, at: Self.lost(0))
        #expect(first.takeTurn() == .all && first.level == .windows && first.spending.month == nil)
        first.follow(Self.day(3))
        #expect(first.spending.used == 900_000 && first.spending.month == Self.november)
    }

    @Test func `the next process never knows less, and not much more`() throws {
        var budget = SIMBudget(limit: Self.limit, nil)
        var (saved, saves) = (MonthSpending(), 0)
        var generator = SplitMix(seed: 7)
        for step in 0..<3_000 {
            let isLost = step % 500 > 400
            let days = Double(step) / 100
            let bytes = Int.random(in: 0..<700, using: &generator)
            budget.spend(bytes, at: isLost ? Self.lost(days) : Self.day(days))
            if let next = budget.toSave() {
                (saved, saves) = (next, saves + 1)
                budget.gave(next, in: UInt64(step))
            }
            #expect(saved.used >= budget.spending.used && saved.month == budget.spending.month)
            #expect(saved.used <= budget.spending.used + SIMBudget.leastAhead)
            #expect(!isLost || saved.unplaced >= budget.spending.unplaced)
        }
        #expect((50...300).contains(saves), "\(saves) saves of a megabyte")
        let next = SIMBudget(limit: Self.limit, saved)
        #expect(next.spending == saved)
    }

    @Test func `a month that was not known before a restart is not begun anew by it`() {
        var budget = Self.spent(100_000)
        budget.spend(40_000, at: Self.lost(28))
        var next = Self.next(budget)
        next.follow(Self.day(33))
        #expect(next.spending.used >= 40_000 && next.spending.used < 60_000)
    }

    @Test(arguments: [(3.0, 100_000), (15.0, 500_000), (24.0, 800_000), (29.0, 800_000)])
    func `of a count that is lost the month's share is presumed`(_ days: Double, _ used: Int64) {
        var budget = SIMBudget(limit: Self.limit, nil, isPresuming: true)
        budget.spend(10, at: Self.lost(days))
        #expect(budget.spending.used == 10)
        budget.follow(Self.day(days))
        budget.follow(Self.day(days))
        #expect(budget.spending.used == used + 10)
        var known = SIMBudget(limit: Self.limit, MonthSpending(), isPresuming: true)
        known.follow(Self.day(days))
        #expect(known.spending.used == 0)
    }

    @Test func `history has what the days so far have left, once that is on record`() throws {
        var budget = Self.spent(100_000, on: 2.9)
        let saved = try #require(budget.toSave())
        budget.gave(saved, in: 4)
        budget.committed(3)
        #expect(!budget.letsHistory(at: Self.day(28)), "not on record")
        budget.committed(4)
        #expect(!budget.letsHistory(at: Self.day(2.99)) && budget.letsHistory(at: Self.day(3)))
        #expect(!budget.letsHistory(at: Self.lost(28)), "without a date a day's share")
        budget.spend(Int(SIMBudget.leastAhead), at: Self.day(4))
        #expect(!budget.letsHistory(at: Self.day(28)))
        budget.follow(Self.day(58))
        #expect(!budget.letsHistory(at: Self.day(58)), "another month is not on record")
    }

    @Test func `silence in a session costs pings, and none without one`() {
        var budget = SIMBudget(limit: Self.limit, nil)
        budget.follow(Self.day(1))
        #expect(budget.spending.used == 0)
        let minute = 60.0 / 86_400
        budget.sessionBegan(at: Self.day(1))
        let begun = budget.spending.used
        #expect(begun == Int64(SIMTraffic.session))
        for step in 1...40 { budget.follow(Self.day(1 + Double(step) * minute / 4)) }
        let pings = (budget.spending.used - begun) / Int64(SIMTraffic.ping)
        #expect((29...30).contains(pings), "ten minutes: \(pings)")
        budget.spend(0, at: Self.day(1.1))
        let busy = budget.spending.used
        for step in 1...40 {
            budget.spend(0, at: Self.day(1.1 + Double(step) * minute / 4))
        }
        budget.sessionEnded()
        let ended = budget.spending.used
        #expect(ended == busy, "whoever sends does not ping")
        budget.follow(Self.day(2))
        #expect(budget.spending.used == ended)
    }

    @Test(arguments: [(1, 1 + 6 + 44 + 216), (1_186, 1_452), (1_187, 1_187 + 6 + 66 + 360)])
    func `a packet costs its headers, its acknowledgement and theirs`(_ packet: Int, _ cost: Int) {
        #expect(SIMTraffic.exchange(packet) == cost)
    }
}
