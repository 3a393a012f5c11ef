// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Host
import Hub
import Spool
import Testing

@Suite struct DeliveryTests {
    /// A device whose every scan gives a record.
    private static func talker(_ id: String, points: Int = 1) -> Device {
        device(id, (0..<points).map { point("point_with_a_rather_long_name_\($0)") }, live: .every)
    }

    /// Takes what waits without acknowledging it.
    private func handOver(_ pump: inout Pump) -> [(message: Message, token: UInt64)] {
        var all: [(message: Message, token: UInt64)] = []
        while let next = pump.delivery.next {
            all.append(next)
            pump.handedOver(at: instant(0))
        }
        return all
    }

    private func scan(_ pump: inout Pump, points: Int = 1, at time: Int64) {
        var readings = (0..<points).map {
            Reading(time: instant(time), bits: UInt64(time), point: UInt32($0))
        }
        readings.append(Reading(time: instant(time), point: 0, kind: .scanEnd))
        pump.take(readings.span, at: moment(time))
    }

    private func sequence(_ message: Message) -> Int64? {
        json(String(decoding: message.payload, as: UTF8.self), "seq")?.integer
    }

    /// What the pump would have written down.
    private func batch(_ pump: inout Pump) -> SpoolBatch {
        pump.prepareOrders()
        var all = SpoolBatch()
        while let next = pump.store.next {
            if case .write(let batch, _, _) = next.order {
                all.rows += batch.rows
                all.gaps += batch.gaps
                all.delivered += batch.delivered
            }
            pump.ordersHandedOver()
        }
        return all
    }

    private func acknowledge(_ pump: inout Pump, _ token: UInt64, _ code: UInt8 = 0) {
        pump.answered(token, Verdict(code), at: instant(0))
    }

    @Test func `every record goes to the spool, and to a hub that is there`() {
        var pump = Station.up([Self.talker("a")]).pump
        for time in 1...3 { scan(&pump, at: Int64(time)) }
        #expect(handOver(&pump).compactMap { sequence($0.message) } == [1, 2, 3])
        #expect(batch(&pump).rows.map(\.sequence) == [1, 2, 3])
        pump.hubDown()
        scan(&pump, at: 4)
        pump.hubUp(session: 2, at: moment(5))
        scan(&pump, at: 6)
        let told = handOver(&pump)
        #expect(
            told.map { $0.message.topic.name.split(separator: "/").last } == [
                "state", "meta", "status", "live",
            ])
        #expect(told.compactMap { sequence($0.message) } == [5], "the newest at once")
        #expect(batch(&pump).rows.map(\.sequence) == [4, 5])
    }

    /// The first record of history that a pump makes of ten values every ten seconds.
    private func history(
        _ packing: HubSettings.Packing, _ version: HubSettings.Version
    ) throws -> Message {
        let devices = [Self.talker("a", points: 10)]
        var configuration = configuration(devices, packing: packing)
        configuration.hub.version = version
        var pump = Pump(configuration, opening(devices), seed: 1)
        pump.hubUp(session: 1, at: moment(0))
        _ = handOver(&pump)
        var random = SplitMix(seed: 1)
        var levels = (0..<10).map { _ in Int.random(in: 0..<10_000, using: &random) }
        let rows = (1...100).map { number in
            let values = levels.indices.map { index in
                levels[index] += Int.random(in: -20...20, using: &random)
                return LiveValue(point: index, value: .float32(Float(levels[index]) / 100))
            }
            return SpooledRow(
                row: Int64(number), epoch: "e9", series: SeriesKey(device: "a", stream: .live),
                sequence: UInt64(number), from: Int64(number) * 10_000,
                to: Int64(number) * 10_000, meta: 7,
                body: StoredRecord(.live(LiveContent(values: values, isFull: false))).packed)
        }
        let meta = StoredMeta(
            name: "1f0c9a2b", points: (0..<10).map { "point_\($0)" }, payload: [])
        pump.take(
            news: .page(
                SpoolPage(rows: rows, last: 100, isAtEnd: true), session: 1, metas: [7: meta]),
            at: moment(60_000))
        let told = handOver(&pump).map(\.message)
        return try #require(told.first { $0.topic.name.hasSuffix("hist") })
    }

    @Test func `history is deflated where the file says so, and MQTT 5 tells its readers`() throws {
        let plain = try history(.plain, .v5)
        #expect(plain.properties == [])
        #expect(try history(.deflate, .v311) == plain)
        let short = try history(.deflate, .v5)
        #expect(short.properties == [.deflated])
        #expect(
            Inflation.inflated(short.payload, atMost: Received.largestInflated) == plain.payload)
        // Figures that wander: less than half, and no wonder.
        let share = Double(short.payload.count) / Double(plain.payload.count)
        #expect(share > 0.2 && share < 0.5, "\(share) of \(plain.payload.count)")
    }

    static let answers: [(UInt8, DeliveryCounters)] = [
        (0x00, DeliveryCounters(delivered: 1)), (0x10, DeliveryCounters(unheard: 1)),
        (0x87, DeliveryCounters(refused: 1)), (0x97, DeliveryCounters(refused: 1)),
        (0xFF, DeliveryCounters(refused: 1)),
    ]

    @Test(arguments: answers)
    func `every answer is counted as what it is, once`(code: UInt8, expected: DeliveryCounters) {
        var pump = Station.up([Self.talker("a")]).pump
        scan(&pump, at: 1)
        let handed = handOver(&pump)
        for _ in 0..<2 { for item in handed { acknowledge(&pump, item.token, code) } }
        #expect(pump.delivery.counters == expected && pump.delivery.isEmpty)
        #expect(pump.delivery.held == 0 && pump.delivery.heldBytes == 0)
    }

    @Test func `an answer to what was not handed over is nobody's`() {
        var pump = Station.up([Self.talker("a")]).pump
        scan(&pump, at: 1)
        for token in [UInt64(0), 1, 2, 3, 4, 5, 6, .max] { acknowledge(&pump, token) }
        #expect(pump.delivery.counters == DeliveryCounters() && pump.delivery.held == 1)
    }

    @Test func `in an outage nothing waits in memory but what the disk does not take`() {
        var pump = Station.up([Self.talker("a")]).pump
        pump.hubDown()
        for time in 1...1_000 {
            scan(&pump, at: Int64(time))
            #expect(batch(&pump).rows.count == 1 && pump.delivery.isEmpty)
        }
    }

    @Test func `what neither hub nor disk take is counted and declared, and memory stays`() {
        var pump = Station([Self.talker("a", points: 60)]).pump
        var rows = 0
        for time in 1...2_000 { scan(&pump, points: 60, at: Int64(time)) }
        let first = batch(&pump)
        rows += first.rows.count
        #expect(rows > 200 && rows < 2_000)
        #expect(first.rows.reduce(0) { $0 + $1.body.count } <= Store.byteLimit)
        let gaps = first.gaps + batch(&pump).gaps
        #expect(gaps.map(\.ranges) == [SequenceRanges([UInt64(rows + 1)...2_000])])
        #expect(gaps.first?.reason == .notStored && pump.store.lost == UInt64(2_000 - rows))
    }

    @Test func `values that found the ring full are declared with their round's end`() {
        var pump = Station([Self.talker("a")]).pump
        for (time, count) in [(1, 7), (2, 0), (3, 5)] {
            let mark = Reading.end(
                ofRound: 0, of: 0, at: instant(Int64(time)), skipped: 1, refused: count)
            pump.take([mark].span, at: moment(Int64(time)))
        }
        #expect(pump.store.isDurable)
        let gaps = batch(&pump).gaps
        #expect(gaps.map(\.readings) == [12] && gaps.map(\.reason) == [.ringFull])
        #expect(gaps.map { $0.to - $0.from } == [2] && gaps.allSatisfy(\.ranges.isEmpty))
    }

    @Test func `without a number nothing is told, and the readings are declared`() {
        let one = Self.talker("a")
        var pump = Pump(configuration([one]), opening([one], numbers: 3), seed: 1)
        pump.hubUp(session: 1, at: moment(0))
        _ = handOver(&pump)
        for time in 1...5 { scan(&pump, at: Int64(time)) }
        let told = handOver(&pump).compactMap { sequence($0.message) }
        #expect(told == [1, 2, 3])
        #expect(batch(&pump).gaps.map(\.readings) == [2])
    }

    /// What says of them that they are lost is not on the disk: a crash would leave nothing of it.
    @Test func `while readings have no number, the state says that not all is kept`() {
        let one = Self.talker("a")
        var pump = Pump(configuration([one]), opening([one], numbers: 3), seed: 1)
        func states(at time: Int64) -> [Bool?] {
            pump.advance(to: moment(time))
            return handOver(&pump).compactMap {
                let state = json(String(decoding: $0.message.payload, as: UTF8.self), "durable")
                return state?.bool
            }
        }
        pump.hubUp(session: 1, at: moment(0))
        #expect(states(at: 0) == [true])
        for time in 1...3 { scan(&pump, at: Int64(time)) }
        #expect(states(at: 3) == [])
        scan(&pump, at: 4)
        #expect(states(at: 4) == [false])
        pump.prepareOrders()
        var (gaps, ordinal) = (0, UInt64(0))
        while let next = pump.store.next {
            if case .write(let batch, let number, _) = next.order {
                (gaps, ordinal) = (gaps + batch.gaps.count, number)
            }
            pump.ordersHandedOver()
        }
        #expect(gaps == 1)
        let grant = NumberGrant(series: SeriesKey(device: "a", stream: .live), next: 4, through: 9)
        pump.take(news: .committed(ordinal: ordinal - 1, SpoolCommit()), at: moment(5))
        #expect(states(at: 5) == [])
        var commit = SpoolCommit()
        commit.grants = [grant]
        pump.take(news: .committed(ordinal: ordinal, commit), at: moment(6))
        #expect(states(at: 6) == [true])
        scan(&pump, at: 7)
        #expect(handOver(&pump).compactMap { sequence($0.message) } == [4])
    }

    @Test func `what describes the present takes no room from records`() {
        // 1,201 messages and more than a megabyte of metas.
        let devices = (0..<600).map { Self.talker("a-\($0)", points: 20) }
        var pump = Pump(configuration(devices), opening(devices), seed: 1)
        scan(&pump, points: 20, at: 1)
        pump.hubUp(session: 1, at: moment(0))
        for time in 2...101 { scan(&pump, points: 20, at: Int64(time)) }
        let handed = handOver(&pump)
        #expect(handed.count == 1 + 600 + 1 + 100)
        #expect(handed.map(\.message.payload.count).reduce(0, +) > 1 << 20)
    }
}
