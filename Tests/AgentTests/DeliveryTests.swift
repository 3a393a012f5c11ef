// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Hub
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
            pump.handedOver()
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

    @Test func `after an outage the same records come first, to the byte, then newer ones`() {
        var pump = Station.up([Self.talker("a")]).pump
        for time in 1...3 { scan(&pump, at: Int64(time)) }
        let first = handOver(&pump).filter { sequence($0.message) != nil }
        pump.acknowledged(first[1].token, code: 0)
        pump.hubDown()
        scan(&pump, at: 4)
        pump.hubUp(session: 2, at: moment(5))
        scan(&pump, at: 6)
        let again = handOver(&pump)
        #expect(
            again.map { $0.message.topic.name.split(separator: "/").last } == [
                "state", "meta", "status", "live", "live", "live", "live",
            ])
        let records = again.compactMap { sequence($0.message) == nil ? nil : $0.message }
        #expect(records.compactMap(sequence) == [1, 3, 4, 5])
        #expect(records[0] == first[0].message && records[1] == first[2].message)
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
        for _ in 0..<2 { for item in handed { pump.acknowledged(item.token, code: code) } }
        #expect(pump.delivery.counters == expected && pump.delivery.isEmpty)
        #expect(pump.delivery.held == 0 && pump.delivery.heldBytes == 0)
    }

    @Test func `an answer to what was not handed over is nobody's`() {
        var pump = Station.up([Self.talker("a")]).pump
        scan(&pump, at: 1)
        for token in [UInt64(0), 1, 2, 3, 4, 5, 6, .max] { pump.acknowledged(token, code: 0) }
        #expect(pump.delivery.counters == DeliveryCounters() && pump.delivery.held == 1)
    }

    @Test func `in a long outage the oldest records go, counted, and memory stays`() {
        var pump = Station.up([Self.talker("a")]).pump
        pump.hubDown()
        let count = 5 * Delivery.recordLimit
        for time in 1...count { scan(&pump, at: Int64(time)) }
        #expect(pump.delivery.held == Delivery.recordLimit)
        #expect(pump.delivery.counters.dropped == count - Delivery.recordLimit)
        pump.hubUp(session: 2, at: moment(0))
        let numbers = handOver(&pump).compactMap { sequence($0.message) }
        #expect(numbers == Array(Int64(count - Delivery.recordLimit + 1)...Int64(count)))
    }

    @Test func `large records are bounded by their bytes`() {
        var pump = Station([Self.talker("a", points: 60)]).pump
        for time in 1...600 {
            scan(&pump, points: 60, at: Int64(time))
            #expect(pump.delivery.heldBytes <= Delivery.byteLimit)
        }
        #expect(pump.delivery.counters.dropped > 0)
        #expect(pump.delivery.held + pump.delivery.counters.dropped == 600)
        #expect(pump.delivery.heldBytes > Delivery.byteLimit - 4_096, "and no sooner")
    }

    @Test func `what describes the present takes no room from records`() {
        // 1,201 messages and more than a megabyte of metas.
        var pump = Pump(
            configuration((0..<600).map { Self.talker("a-\($0)", points: 20) }), epoch: "e0")
        for time in 1...200 { scan(&pump, points: 20, at: Int64(time)) }
        pump.hubUp(session: 1, at: moment(0))
        #expect(pump.delivery.held == 200 && pump.delivery.counters.dropped == 0)
        let handed = handOver(&pump)
        #expect(handed.count == 1 + 600 + 1 + 200)
        #expect(handed.map(\.message.payload.count).reduce(0, +) > 1 << 20)
    }
}
