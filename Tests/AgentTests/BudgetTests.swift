// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Hub
import Spool
import Testing

/// What a month's budget lets the pump send, with a spool that keeps what stays.
@Suite struct BudgetTests {
    /// 2026-11-28 00:00.
    static let late: Int64 = 1_795_824_000_000
    private static let day: Int64 = 86_400_000

    private struct Told {
        var channel: String
        var text: String
    }

    /// A device that talks each second, and a hub that takes all.
    private struct Bench {
        let devices: [Device]
        let budget: ByteCount
        var pump: Pump
        var spool = SimulatedSpool(epoch: "e0")
        var time: Int64 = 0
        var wall: Int64
        var session: UInt64 = 1

        init(_ bytes: Int64, wall: Int64 = BudgetTests.late) {
            var one = device("a", [point("t"), point("h")], live: .every)
            one.publishing.window = .seconds(10)
            (devices, budget, self.wall) = ([one], ByteCount(bytes: bytes), wall)
            pump = Pump(
                configuration(devices, budget: budget), spool.open(Self.keys), seed: 1)
            begin()
        }

        private static let keys = Stream.allCases.map { SeriesKey(device: "a", stream: $0) }

        var now: Moment { moment(time, wall: wall) }

        mutating func begin() {
            pump.advance(to: now)
            pump.hubUp(session: session, at: now)
            session += 1
        }

        /// The process dies, and another one begins.
        mutating func restart() {
            pump.hubDown()
            pump = Pump(
                configuration(devices, budget: budget), spool.open(Self.keys), seed: session)
            begin()
        }

        /// A second passes with a scan; what the hub has got of it.
        mutating func second(_ quality: Quality = .good) -> [Told] {
            time += 1_000
            var readings = (0..<2).map {
                Reading(
                    time: instant(time), bits: UInt64(time / 1_000 % 100), point: UInt32($0),
                    quality: quality)
            }
            readings.append(.end(ofRound: 0, of: 0, at: instant(time), skipped: 0))
            pump.take(readings.span, at: now)
            pump.advance(to: now)
            return move()
        }

        mutating func seconds(_ count: Int) -> [Told] {
            (0..<count).reduce(into: []) { all, _ in all += second() }
        }

        /// All that can go goes, and the disk has all that it was told.
        private mutating func move() -> [Told] {
            var all: [Told] = []
            for _ in 0..<4 {
                pump.prepareOrders()
                while let next = pump.store.next {
                    spool.take(next.order)
                    pump.ordersHandedOver()
                }
                while spool.hasWork {
                    spool.step()
                    spool.commit()
                    while let news = spool.nextNews() { pump.take(news: news, at: now) }
                }
                while let (message, token) = pump.delivery.next {
                    let channel = message.topic.name.split(separator: "/").last ?? ""
                    let text = String(decoding: message.payload, as: UTF8.self)
                    all.append(Told(channel: String(channel), text: text))
                    pump.handedOver(at: instant(time))
                    pump.answered(token, .delivered, at: instant(time))
                }
            }
            return all
        }

        /// The process ends: the spool knows all that the hub has.
        mutating func finish() {
            pump.closeBooks()
            _ = move()
        }

        var waiting: Int { spool.rows.count { !spool.isDelivered($0) } }
        var used: Int64 { pump.budget?.spending.used ?? 0 }
    }

    private func levels(_ told: [Told]) -> [String] {
        let states = told.filter { $0.channel == "state" }
        return states.compactMap { json($0.text, "budget", "level")?.string }
    }

    private func count(_ told: [Told], _ channel: String) -> Int {
        told.count { $0.channel == channel }
    }

    @Test func `live values stay here first, then windows; events, gaps and states go`() {
        var bench = Bench(60_000)
        var told: [Told] = []
        while bench.pump.budget?.level == .all, told.count < 1_000 { told += bench.second() }
        #expect(count(told, "live") > 40 && count(told, "window") > 3)
        #expect((48_000..<51_000).contains(bench.used), "\(bench.used)")
        told += bench.second()
        #expect(levels(told) == ["all", "windows"])
        let sparse = bench.seconds(60)
        #expect(count(sparse, "live") == 0 && count(sparse, "window") == 6)
        #expect(count(sparse, "hist") == 0, "live values are not sent late instead")
        var rest: [Told] = []
        while bench.pump.budget?.level == .windows, rest.count < 1_000 { rest += bench.second() }
        rest += bench.second()
        #expect(levels(rest) == ["events"])
        let quiet = bench.seconds(60)
        #expect(quiet.isEmpty, "\(quiet.map(\.channel))")
        var broken: [Told] = []
        for _ in 0..<20 { broken += bench.second(.commTimeout) }
        #expect(count(broken, "event") > 0 && count(broken, "status") == 1)
        #expect(count(broken, "live") + count(broken, "window") == 0)
        bench.finish()
        #expect(bench.waiting > 100 && bench.spool.gaps.isEmpty, "nothing is given up")
    }

    @Test func `each change is said once, and the state says what it is about`() throws {
        var bench = Bench(40_000)
        #expect(bench.pump.takeBudgetNews() == nil)
        let told = bench.seconds(300)
        let last = bench.pump.takeBudgetNews()
        let news = try #require(last)
        #expect(news.level == .events && news.limit == 40_000)
        #expect(bench.pump.takeBudgetNews() == nil)
        let state = try #require(told.last { $0.channel == "state" })
        #expect(json(state.text, "budget", "limit")?.integer == 40_000)
        #expect(json(state.text, "budget", "month")?.string == "2026-11")
        let used = try #require(json(state.text, "budget", "used")?.integer)
        #expect((38_000...39_500).contains(used), "\(used)")
    }

    @Test func `with the new month all goes again, and what had stayed comes late`() {
        var bench = Bench(60_000)
        _ = bench.seconds(300)
        #expect(bench.pump.budget?.level == .events)
        let waited = bench.waiting
        #expect(waited > 150)
        // The first of December: everything new, nothing late yet.
        bench.wall += 3 * Self.day
        let first = bench.seconds(5)
        #expect(levels(first) == ["all"])
        #expect(count(first, "hist") == 0 && count(first, "live") >= 4)
        #expect(first.contains { $0.text.contains(#""full":true"#) }, "how things stand")
        bench.wall += 27 * Self.day
        let later = bench.seconds(25)
        bench.finish()
        #expect(count(later, "hist") > 0)
        #expect(bench.waiting < 10 && bench.spool.gaps.isEmpty, "\(bench.waiting) of \(waited)")
    }

    @Test func `history does not eat the days ahead`() {
        // The second day of a month.
        var bench = Bench(1_000_000, wall: Self.late - 26 * Self.day)
        bench.pump.hubDown()
        _ = bench.seconds(3_000)
        bench.begin()
        let told = bench.seconds(60)
        #expect(count(told, "hist") > 0 && bench.waiting > 1_000, "\(bench.waiting)")
        #expect(bench.used < 1_000_000 / 30 * 2 + 40_000, "\(bench.used)")
        bench.wall += 15 * Self.day
        _ = bench.seconds(60)
        bench.finish()
        #expect(bench.waiting < 10, "\(bench.waiting)")
    }

    @Test func `an event of an outage comes at once, whatever was spent`() {
        // The second day of a month, and half of the budget has gone.
        var bench = Bench(60_000, wall: Self.late - 26 * Self.day)
        _ = bench.seconds(30)
        bench.pump.hubDown()
        _ = bench.seconds(100)
        for _ in 0..<20 { _ = bench.second(.commTimeout) }
        _ = bench.seconds(20)
        bench.begin()
        let late = bench.seconds(20).filter { $0.channel == "hist" }
        #expect(!late.isEmpty && late.allSatisfy { json($0.text, "of")?.string == "event" })
        let waiting = Set(
            bench.spool.rows.filter { !bench.spool.isDelivered($0) }.map(\.series.stream))
        #expect(!waiting.contains(.event) && waiting.contains(.live), "\(waiting)")
    }

    @Test func `a restart does not begin the month anew`() {
        var bench = Bench(60_000)
        _ = bench.seconds(30)
        for _ in 0..<3 {
            let before = bench.used
            bench.restart()
            #expect(bench.used > before)
            _ = bench.seconds(10)
        }
        #expect(bench.pump.budget?.level != .all, "\(bench.used)")
    }

    @Test func `without the key nothing is counted, told or written down`() throws {
        let one = device("a", [point("t")], live: .every)
        var station = Station.up([one])
        _ = station.scan([1], at: 0)
        #expect(station.pump.budget == nil)
        station.pump.prepareOrders()
        var batches = 0
        while let next = station.pump.store.next {
            if case .write(let batch, _, _) = next.order {
                batches += 1
                #expect(batch.spending == nil)
            }
            station.pump.ordersHandedOver()
        }
        #expect(batches > 0)
        let farewell = try #require(station.pump.farewell(at: moment(0)))
        #expect(!String(decoding: farewell.payload, as: UTF8.self).contains("budget"))
    }

    /// The numbers of Delivery.md: ten devices with ten points each, a month of thirty days.
    @Test(arguments: [(10, 3_200...3_600), (60, 530...600), (300, 105...121)])
    func `a month of ten devices costs what the page says`(
        _ window: Int64, _ told: ClosedRange<Int>
    ) throws {
        let names = [
            "voltage_l1", "voltage_l2", "voltage_l3", "current_l1", "current_l2",
            "current_l3", "active_power", "power_factor", "frequency", "active_energy_import",
        ]
        var one = device("meter-1", names.map { point($0, .int32) }, live: .every)
        one.publishing.window = .seconds(window)
        var pump = Pump(configuration([one], budget: .gigabytes(1)), opening([one]), seed: 1)
        pump.advance(to: moment(0, wall: Self.late))
        pump.hubUp(session: 1, at: moment(0, wall: Self.late))
        var sizes: [String: Int] = [:]
        for second in stride(from: 0, through: 2 * window + 10, by: 10) {
            let time = second * 1_000
            var readings = names.indices.map {
                Reading(
                    time: instant(time), bits: UInt64(2_300 + second * Int64($0 + 7) % 97),
                    point: UInt32($0))
            }
            readings.append(.end(ofRound: 0, of: 0, at: instant(time), skipped: 0))
            pump.take(readings.span, at: moment(time, wall: Self.late))
            pump.advance(to: moment(time, wall: Self.late))
            while let (message, token) = pump.delivery.next {
                let channel = String(message.topic.name.split(separator: "/").last ?? "")
                sizes[channel] = message.packetBytes
                pump.handedOver(at: instant(time))
                pump.answered(token, .delivered, at: instant(time))
            }
        }
        // Ids and numbers are longer in a city than here.
        let (live, record) = (try #require(sizes["live"]) + 40, try #require(sizes["window"]) + 40)
        let seconds = 30 * 86_400 * 10
        let often = SIMTraffic.exchange(live) * (seconds / 10) / 1_000_000
        #expect((1_500...1_800).contains(often), "live \(live) B: \(often) MB")
        let month = SIMTraffic.exchange(record) * (seconds / Int(window)) / 1_000_000
        #expect(told.contains(month), "windows of \(record) B: \(month) MB")
        let idle = 30 * 86_400 / 20 * SIMTraffic.ping / 1_000_000
        #expect(idle == 52, "\(idle) MB of pings")
    }
}
