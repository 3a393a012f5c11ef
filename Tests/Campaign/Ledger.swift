// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Devices' answers against what the hub holds of them: which are neither held nor declared.
///
/// An epoch's numbers are given in the order of the polls. So what stands between two counters that
/// are held, a number that was declared or one that tells of a failed read, accounts for one answer
/// between them. Beside these, readings that were declared without numbers account for answers of
/// their time; and each kill for one answer that the agent had not read yet.
struct Ledger {
    /// Answers between two that are held.
    struct Hole {
        var device: String
        /// The first and last of them.
        var counters: ClosedRange<Int>
        /// When they were given.
        var times: [Instant]
        /// When those were that nothing accounts for.
        var undeclared: [Instant]
    }

    private(set) var answered = 0
    private(set) var held = 0
    private(set) var holes: [Hole] = []
    /// Numbers that one kill declared beyond the answers it cost, at most.
    private(set) var mostBeyond = 0
    /// Streams of which a kill declared more than their block beyond.
    private(set) var overdeclared: [String] = []
    /// Counters that stand behind a higher one: a value under a number that is not its own.
    private(set) var disordered: [String] = []

    var absent: Int { holes.reduce(0) { $0 + $1.times.count } }
    var undeclared: Int { holes.reduce(0) { $0 + $1.undeclared.count } }
    /// Of these, answers of a time in which the gateway said that it can keep nothing.
    var forgotten: Int {
        holes.flatMap(\.undeclared).count { time in volatile.contains { $0.contains(time) } }
    }

    /// How long before or after a kill an answer may have left that the agent never read.
    private static let unread = Nanoseconds.milliseconds(300)

    /// When the agent's process ended without its doing.
    let kills: [Instant]
    /// When the gateway said that it can keep nothing.
    let volatile: [ClosedRange<Instant>]
    /// UTC in ms at a moment, by the machine's clock.
    let wall: (Instant) -> Int64

    init(
        kills: [Instant], volatile: [ClosedRange<Instant>], wall: @escaping (Instant) -> Int64
    ) {
        (self.kills, self.volatile, self.wall) = (kills, volatile, wall)
    }

    /// What accounts for answers between two counters.
    private struct Account {
        var between: Range<Int>
        var count: Int
        var isDeclared: Bool
    }

    /// `block`: numbers that the agent has reserved of its stream at most.
    mutating func judge(
        _ device: String, _ answers: [Meter.Answer], _ book: DeviceBook, block: Int
    ) {
        answered += answers.count { $0.at != .never }
        let counters = book.counters
        held += Int(counters.count)
        var accounts = accounts(device, book, counters, end: answers.count + 1)
        var lost = book.lost
        var unread = kills
        for gap in SequenceRanges([0...UInt64(answers.count)]).subtracting(counters).ranges {
            // What could not be sent was no answer.
            let absent = (max(1, Int(gap.lowerBound))..<Int(gap.upperBound) + 1)
                .filter { answers[$0 - 1].at != .never }
            guard let low = absent.first, let high = absent.last else { continue }
            let open = absent.filter { counter in
                !Self.take(counter, &accounts) && !take(answers[counter - 1], &lost)
                    && !take(answers[counter - 1].at, &unread)
            }
            holes.append(
                Hole(
                    device: device, counters: low...high, times: absent.map { answers[$0 - 1].at },
                    undeclared: open.map { answers[$0 - 1].at }))
        }
        for account in accounts where account.isDeclared {
            let beyond = beyond(account, answers)
            mostBeyond = max(mostBeyond, beyond)
            if beyond > block { overdeclared.append("\(device): \(beyond)") }
        }
    }

    private mutating func accounts(
        _ device: String, _ book: DeviceBook, _ counters: SequenceRanges, end: Int
    ) -> [Account] {
        var accounts: [Account] = []
        for epoch in book.epochs {
            var last: Int?
            var waiting: [(count: Int, isDeclared: Bool)] = []
            func close(_ range: Range<Int>) {
                accounts += waiting.map {
                    Account(between: range, count: $0.count, isDeclared: $0.isDeclared)
                }
                waiting = []
            }
            for place in epoch.places {
                switch place {
                case .failed: waiting.append((1, false))
                case .declared(let count): waiting.append((count, true))
                case .counter(let counter):
                    if let last, counter < last {
                        disordered.append("\(device): \(counter) behind \(last)")
                        continue
                    }
                    let before = last ?? Self.neighbour(counter, counters, -1) ?? 0
                    close(before..<max(before, counter))
                    last = counter
                }
            }
            let next = last.flatMap { Self.neighbour($0, counters, 1) } ?? end
            close((last ?? 0)..<max(last ?? 0, next))
        }
        return accounts.sorted { $0.between.upperBound < $1.between.upperBound }
    }

    /// The held counter next below or above one that is held.
    private static func neighbour(_ counter: Int, _ held: SequenceRanges, _ way: Int) -> Int? {
        let next = counter + way
        if next > 0, held.contains(UInt64(next)) { return next }
        return way > 0
            ? held.ranges.first { $0.lowerBound > counter }.map { Int($0.lowerBound) }
            : held.ranges.last { $0.upperBound < counter }.map { Int($0.upperBound) }
    }

    private static func take(_ counter: Int, _ accounts: inout [Account]) -> Bool {
        let index = accounts.firstIndex {
            $0.count > 0 && $0.between.lowerBound < counter && counter < $0.between.upperBound
        }
        guard let index else { return false }
        accounts[index].count -= 1
        return true
    }

    /// A reading that was declared without a number, of that second by the agent's clock.
    private func take(_ answer: Meter.Answer, _ lost: inout [DeviceBook.Lost]) -> Bool {
        let time = wall(answer.at) + answer.offset.milliseconds
        let index = lost.firstIndex {
            $0.polls > 0 && $0.from - 1_000 <= time && time <= $0.to + 1_000
        }
        guard let index else { return false }
        lost[index].polls -= 1
        return true
    }

    private func take(_ time: Instant, _ kills: inout [Instant]) -> Bool {
        let index = kills.firstIndex {
            time + Self.unread > $0 && $0 + Self.unread > time
        }
        guard let index else { return false }
        kills.remove(at: index)
        return true
    }

    /// Numbers that one kill between two counters declared beyond the answers it cost.
    private func beyond(_ account: Account, _ answers: [Meter.Answer]) -> Int {
        guard account.count > 0 else { return 0 }
        let (low, high) = (account.between.lowerBound, account.between.upperBound)
        let from = low > 0 ? answers[low - 1].at : Instant(nanoseconds: .min)
        let to = high <= answers.count ? answers[high - 1].at : Instant.never
        let count = max(1, kills.count { from <= $0 && $0 <= to })
        return (account.count + count - 1) / count
    }
}
