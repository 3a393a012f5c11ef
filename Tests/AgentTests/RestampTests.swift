// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Hub
import Spool
import Testing

/// What the pump makes of records that were taken while the clock was not trusted.
@Suite struct RestampTests {
    private static let utc: Int64 = 1_795_215_192_000
    private static let boot: UInt128 = 7

    /// A pump that is asked by the test for what it asks of the spool.
    private struct Desk {
        var pump: Pump
        var orders: [SpoolOrder] = []

        init(_ devices: [Device], counters: [DeviceCounters] = []) {
            var opening = opening(devices)
            opening.counters = counters
            pump = Pump(configuration(devices), opening, seed: 1, boot: RestampTests.boot)
        }

        /// Hands its orders over; batches are committed at once.
        mutating func work(at moment: Moment) {
            pump.prepareOrders()
            while let next = pump.store.next {
                orders.append(next.order)
                pump.ordersHandedOver()
                if case .write(_, let ordinal, _) = next.order {
                    pump.take(news: .committed(ordinal: ordinal, SpoolCommit()), at: moment)
                }
            }
        }

        /// The last question after records without a time.
        var question: (after: Int64, number: UInt32)? {
            orders.reversed().lazy.compactMap { order in
                if case .unsynced(let after, let number) = order { (after, number) } else { nil }
            }.first
        }

        var batches: [SpoolBatch] {
            orders.compactMap { order in
                if case .write(let batch, _, _) = order { batch } else { nil }
            }
        }

        var restamped: [RestampedRow] { batches.flatMap(\.restamped) }
        var rows: [NewRow] { batches.flatMap(\.rows) }

        var areTimesKnown: Bool {
            orders.contains { if case .timesAreKnown = $0 { true } else { false } }
        }

        /// Answers the last question.
        mutating func answer(_ rows: [SpooledRow], isAtEnd: Bool = true, at moment: Moment) {
            guard let question else { return }
            let page = SpoolPage(
                rows: rows.filter { $0.row > question.after }, last: rows.last?.row ?? 0,
                isAtEnd: isAtEnd)
            pump.take(news: .unsynced(page, question: question.number), at: moment)
            work(at: moment)
        }
    }

    private static func moment(
        _ milliseconds: Int64, wall: Int64? = utc, isTrusted: Bool = true
    ) -> Moment {
        Moment(
            now: instant(milliseconds),
            wall: WallTime(nanoseconds: ((wall ?? -20_000_000) + milliseconds) * 1_000_000),
            isTrusted: isTrusted)
    }

    /// A live record without a true time: taken under a boot after so many ms of its running, when
    /// its clock said this (nil: 1970).
    private static func row(
        _ number: Int64, boot: UInt128, uptime: Int64, clock: Int64?
    ) -> SpooledRow {
        let content = LiveContent(values: [], isFull: false)
        let taken = Field.Uptime(boot: boot, at: Instant(nanoseconds: uptime * 1_000_000))
        let at = clock ?? 1_767_225_600_000 + uptime
        return SpooledRow(
            row: number, epoch: "e0", series: SeriesKey(device: "a", stream: .live),
            sequence: UInt64(number), from: at, to: at, meta: 1,
            body: StoredRecord(.live(content), clock: .unsynced(taken: taken)).packed)
    }

    private static func clock(_ row: RestampedRow) -> RecordClock? {
        StoredRecord(packed: row.body)?.clock
    }

    @Test func `records of this boot get the time that they had`() throws {
        var desk = Desk([device("a", [point("t")])])
        let early = Self.moment(0, wall: nil, isTrusted: false)
        desk.pump.advance(to: early)
        desk.work(at: early)
        #expect(desk.question == nil && !desk.areTimesKnown, "without a time nothing is asked")
        let late = Self.moment(5_000)
        desk.pump.advance(to: late)
        desk.work(at: late)
        #expect(desk.question?.after == 0)
        let first = Self.row(3, boot: Self.boot, uptime: 19_999_000, clock: nil)
        desk.answer([first], isAtEnd: false, at: late)
        #expect(desk.question?.after == 3 && !desk.areTimesKnown)
        desk.answer(
            [Self.row(4, boot: Self.boot, uptime: 20_001_000, clock: Self.utc - 9_999)], at: late)
        #expect(desk.restamped.map(\.from) == [Self.utc - 1_000, Self.utc + 1_000])
        #expect(desk.restamped.allSatisfy { Self.clock($0) == .restamped && $0.from == $0.to })
        #expect(desk.areTimesKnown)
    }

    /// Boots that ended, from the first to the last: what the clock of each said at its record,
    /// ms before the running boot began; nil: 1970. And when the record is said to be of.
    static let ends: [([(uptime: Int64, said: Int64?)], [Int64])] = [
        // As late as it can be: the running boot began 20,000 s before.
        ([(60_000, nil)], [0]),
        ([(60_000, nil), (30_000, nil)], [-30_000, 0]),
        // Its own clock agrees with what came after it.
        ([(60_000, 500_000)], [-500_000]),
        ([(60_000, nil), (30_000, 500_000)], [-530_000, -500_000]),
        // It cannot have been so late.
        ([(60_000, -500_000)], [0]),
        ([(60_000, 400_000), (30_000, 500_000)], [-530_000, -500_000]),
    ]

    @Test(arguments: ends)
    func `a boot that ended is placed as late as it can have been`(
        boots: [(uptime: Int64, said: Int64?)], times: [Int64]
    ) {
        var desk = Desk([device("a", [point("t")])])
        let late = Self.moment(0)
        let began = Self.utc - 20_000_000
        let rows = boots.enumerated().map { index, one in
            Self.row(
                Int64(index + 1), boot: UInt128(100 + index), uptime: one.uptime,
                clock: one.said.map { began - $0 })
        }
        desk.pump.advance(to: late)
        desk.work(at: late)
        desk.answer(rows, at: late)
        #expect(desk.restamped.isEmpty && desk.question?.after == 0, "first all are looked at")
        desk.answer(rows, at: late)
        #expect(desk.restamped.map { $0.to - began } == times)
        #expect(desk.restamped.allSatisfy { Self.clock($0) == .estimated })
        #expect(desk.areTimesKnown)
    }

    @Test func `more boots than are told apart take another round, and keep their order`() {
        var desk = Desk([device("a", [point("t")])])
        let late = Self.moment(0)
        var rows = (1...600).map {
            Self.row(Int64($0), boot: UInt128(100 + $0), uptime: 1_000, clock: nil)
        }
        desk.pump.advance(to: late)
        desk.work(at: late)
        var rounds = 0
        while !desk.areTimesKnown, rounds < 20 {
            rounds += 1
            desk.answer(rows, at: late)
            let done = Set(desk.restamped.map(\.row))
            rows.removeAll { done.contains($0.row) }
        }
        #expect(rounds == 6 && rows.isEmpty)
        let times = desk.restamped.sorted { $0.row < $1.row }.map(\.to)
        #expect(times == times.sorted() && Set(times).count == 600)
    }

    @Test func `an answer to a question of before is not taken`() throws {
        var desk = Desk([device("a", [point("t")])])
        desk.pump.advance(to: Self.moment(0))
        desk.work(at: Self.moment(0))
        let first = try #require(desk.question)
        // Somebody sets the clock to 1970, and right again.
        for wall in [nil, Self.utc] {
            desk.pump.advance(to: Self.moment(1_000, wall: wall))
            desk.work(at: Self.moment(1_000, wall: wall))
        }
        let row = Self.row(1, boot: Self.boot, uptime: 1, clock: nil)
        let page = SpoolPage(rows: [row], last: 1, isAtEnd: true)
        desk.pump.take(news: .unsynced(page, question: first.number), at: Self.moment(1_000))
        desk.work(at: Self.moment(1_000))
        #expect(desk.restamped.isEmpty && !desk.areTimesKnown)
        desk.answer([row], at: Self.moment(1_000))
        #expect(desk.restamped.count == 1 && desk.areTimesKnown)
    }

    @Test func `a disk that cannot answer is asked again when it has taken something`() throws {
        var desk = Desk([device("a", [point("t")])])
        desk.pump.advance(to: Self.moment(0))
        desk.work(at: Self.moment(0))
        let first = try #require(desk.question)
        desk.pump.take(news: .unsynced(nil, question: first.number), at: Self.moment(0))
        desk.work(at: Self.moment(0))
        #expect(try #require(desk.question).number == first.number)
        desk.pump.take(news: .committed(ordinal: 1, SpoolCommit()), at: Self.moment(0))
        desk.work(at: Self.moment(0))
        #expect(try #require(desk.question).number != first.number)
    }

    @Test func `what the hub took without its time is not done with`() throws {
        var desk = Desk([device("a", [point("t")], live: .every)])
        let early = Self.moment(0, wall: nil, isTrusted: false)
        desk.pump.hubUp(session: 1, at: early)
        let readings = [
            Reading(time: instant(0), bits: 1, point: 0),
            Reading(time: instant(0), point: 0, kind: .scanEnd),
        ]
        desk.pump.take(readings.span, at: early)
        var live: UInt64?
        while let (message, token) = desk.pump.delivery.next {
            if message.topic.name.hasSuffix("/live") { live = token }
            desk.pump.handedOver(at: early.now)
        }
        let late = Self.moment(1_000)
        desk.pump.advance(to: late)
        // Now it is under way with a time that is being put right.
        desk.pump.answered(try #require(live), .delivered, at: late.now)
        desk.pump.closeBooks()
        desk.work(at: late)
        #expect(desk.batches.allSatisfy(\.delivered.isEmpty) && desk.rows.count == 1)
    }

    @Test func `the gateway says at once what becomes of its clock`() throws {
        var desk = Desk([device("a", [point("t")])])
        func states() -> [String] {
            var told: [String] = []
            while let (message, token) = desk.pump.delivery.next {
                if message.topic.name.hasSuffix("/state") {
                    let text = String(decoding: message.payload, as: UTF8.self)
                    told.append(json(text, "clock")?.string ?? "")
                }
                desk.pump.handedOver(at: instant(0))
                desk.pump.answered(token, .delivered, at: instant(0))
            }
            return told
        }
        desk.pump.advance(to: Self.moment(0, isTrusted: false))
        desk.pump.hubUp(session: 1, at: Self.moment(0, isTrusted: false))
        #expect(states() == ["unsynced"])
        desk.pump.advance(to: Self.moment(100, isTrusted: false))
        #expect(states() == [])
        desk.pump.advance(to: Self.moment(200))
        #expect(states() == ["synced"])
        desk.pump.advance(to: Self.moment(300))
        #expect(states() == [])
        desk.pump.advance(to: Self.moment(400, wall: nil))
        #expect(states() == ["unsynced"])
    }

    /// A counter's last reading in an earlier process, what this kernel's clock says at first
    /// (nil: 1970), and since when the first window counts once the time is known.
    static let readings: [(at: Int64, wall: Int64?, since: Int64)] = [
        (utc - 90_000_000, nil, utc - 90_000_000),
        (utc - 90_000_000, utc - 80_000_000, utc - 90_000_000),
        (utc - 90_000_000, utc, utc - 90_000_000),
        // Of this boot, 500 s before, or of one that was longer than this has been.
        (~19_500_000, nil, utc - 500_000),
        (~30_000_000, nil, utc - 20_000_000),
    ]

    @Test(arguments: readings)
    func `a counter of an earlier process keeps its time`(
        at: Int64, wall: Int64?, since: Int64
    ) throws {
        var counter = point("e", .uint32)
        counter.kind = .counter
        var one = device("a", [counter])
        one.publishing.window = .seconds(60)
        let reading = CounterReading(point: "e", bits: 5, at: at)
        var desk = Desk([one], counters: [DeviceCounters(device: "a", readings: [reading])])
        desk.pump.advance(to: Self.moment(0, wall: wall, isTrusted: false))
        desk.pump.advance(to: Self.moment(1_000))
        let readings = [
            Reading(time: instant(2_000), bits: 9, point: 0),
            Reading(time: instant(2_000), point: 0, kind: .scanEnd),
        ]
        desk.pump.take(readings.span, at: Self.moment(2_000))
        desk.pump.cutWindows(at: Self.moment(3_000))
        desk.work(at: Self.moment(3_000))
        let row = try #require(desk.rows.last { $0.series.stream == .window })
        guard case .window(let sums) = StoredRecord(packed: row.body)?.content,
            case .counter(_, _, let told, _) = sums.first?.figures
        else { throw Missing() }
        #expect(told == since)
    }

    private struct Missing: Error {}
}
