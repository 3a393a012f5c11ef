// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Hub
import Testing

/// A hub and a line that do anything in any order; after every event the books must balance.
private struct Walk {
    /// What the hub's session takes at a time: 64 messages and a window of 16.
    static let window = 80
    static let names = ["a", "b", "c"]

    var generator: SplitMix
    var pump: Pump
    let pointCount: Int
    var time: Int64 = 0
    var session: UInt64?
    var sessions: UInt64 = 0
    var flying: [(token: UInt64, record: Record?)] = []
    var answered: [UInt64] = []

    struct Record: Hashable {
        var stream: String
        var number: Int
    }

    /// What each record said when it was first handed over.
    var payloads: [Record: [UInt8]] = [:]
    var done: Set<Record> = []
    /// In this session: of each stream the last number handed over, of each device the meta.
    var last: [String: Int] = [:]
    var metas: [String: String] = [:]
    var isBorn = false
    var books = DeliveryCounters()
    var handed = 0

    init(seed: UInt64) {
        generator = SplitMix(seed: seed)
        pointCount = seed % 50 == 0 ? 30 : 1
        let points = (0..<pointCount).map { point("point_with_a_rather_long_name_\($0)") }
        let lives = Publishing.Live.allCases.filter { $0 != .off }
        pump = Pump(
            configuration(
                Self.names.enumerated().map {
                    device($1, points, live: lives[$0 % lives.count], heartbeat: .seconds(5))
                }), epoch: "e0")
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }

    mutating func step() {
        time += Int64(below(2_000))
        switch below(20) {
        case 0..<8: scan()
        case 8..<12: handOver(below(30))
        case 12..<17: answer()
        case 17: up()
        case 18: down()
        default: if below(20) == 0 { for _ in 0..<1_500 { scan() } } else { foreignAnswer() }
        }
        check()
    }

    mutating func scan() {
        let device = below(Self.names.count)
        var readings: [Reading] = []
        for point in 0..<pointCount where below(8) > 0 {
            readings.append(
                Reading(
                    time: instant(time), bits: UInt64(below(50)),
                    point: UInt32(device * pointCount + point),
                    quality: below(20) == 0 ? .commTimeout : .good))
        }
        readings.append(Reading(time: instant(time), point: UInt32(device), kind: .scanEnd))
        pump.take(readings.span, at: moment(time))
    }

    mutating func up() {
        sessions += 1
        session = sessions
        pump.hubUp(session: sessions, at: moment(time))
        begin()
    }

    mutating func down() {
        session = nil
        pump.hubDown()
        begin()
    }

    private mutating func begin() {
        flying = []
        last = [:]
        metas = [:]
        isBorn = false
    }

    mutating func handOver(_ count: Int) {
        guard session != nil else { return }
        for _ in 0..<count where flying.count < Self.window {
            guard let (message, token) = pump.delivery.next else { return }
            pump.handedOver()
            flying.append((token, look(message)))
        }
    }

    /// What a message is, checked against what was told in this session and before.
    private mutating func look(_ message: Message) -> Record? {
        handed += 1
        let levels = message.topic.name.split(separator: "/").map(String.init)
        let (device, channel) = (levels[5], levels[6])
        hold(isBorn == (channel != "state"), "the state comes first, once")
        isBorn = true
        guard channel == "live" || channel == "event" else {
            if channel == "meta" { metas[device] = field("meta", message.payload) }
            return nil
        }
        hold(metas[device] == field("meta", message.payload), "its meta was told before")
        let stream = "\(device)/\(channel)"
        let record = Record(stream: stream, number: Int(field("seq", message.payload)) ?? 0)
        hold(record.number > last[stream] ?? 0, "in order")
        last[stream] = record.number
        hold(payloads[record] ?? message.payload == message.payload, "the same bytes")
        payloads[record] = message.payload
        hold(!done.contains(record), "what was answered is not sent again")
        return record
    }

    /// The plain text after a key, up to the next comma.
    private func field(_ key: String, _ payload: [UInt8]) -> String {
        let head = String(decoding: payload.prefix(100), as: UTF8.self)
        let parts = head.split(separator: ",").first { $0.hasPrefix("\"\(key)\":") } ?? ""
        return String(parts.dropFirst(key.utf8.count + 3))
    }

    mutating func answer() {
        for _ in 0..<below(8) where !flying.isEmpty {
            let (token, record) = flying.remove(at: below(flying.count))
            let code = [UInt8(0x00), 0x00, 0x10, 0x87, 0x97][below(5)]
            pump.acknowledged(token, code: code)
            answered.append(token)
            guard let record else { continue }
            done.insert(record)
            switch code {
            case 0: books.delivered += 1
            case 0x10: books.unheard += 1
            default: books.refused += 1
            }
        }
    }

    mutating func foreignAnswer() {
        pump.acknowledged(.max - UInt64(below(100)), code: 0)
        if !answered.isEmpty { pump.acknowledged(answered[below(answered.count)], code: 0x87) }
    }

    /// As an expectation, which costs too much to be stated a million times.
    private func hold(_ isTrue: Bool, _ rule: Comment) {
        if !isTrue { Issue.record(rule) }
    }

    func check() {
        let (delivery, counters) = (pump.delivery, pump.delivery.counters)
        let out = counters.delivered + counters.unheard + counters.refused + counters.dropped
        var known = books
        known.dropped = counters.dropped
        hold(0...Delivery.recordLimit ~= delivery.held, "records are bounded")
        hold(0...Delivery.byteLimit ~= delivery.heldBytes, "bytes are bounded")
        hold(pump.produced.records == out + delivery.held, "none is lost or counted twice")
        hold(counters == known, "what the hub said is what was counted")
    }

    /// Delivers all that is left.
    mutating func settle() {
        up()
        repeat {
            handOver(Self.window)
            for (token, record) in flying {
                pump.acknowledged(token, code: 0)
                if let record {
                    done.insert(record)
                    books.delivered += 1
                }
            }
            flying = []
        } while pump.delivery.next != nil
        check()
        #expect(pump.delivery.isEmpty && pump.delivery.held == 0 && pump.delivery.heldBytes == 0)
        #expect(done.count + pump.delivery.counters.dropped == pump.produced.records)
    }
}

@Suite struct DeliveryWalkTests {
    @Test(arguments: 0..<20) func `under any order of events the books balance`(_ part: UInt64) {
        var (handed, dropped, records) = (0, 0, 0)
        for seed in part * 100..<part * 100 + 100 {
            var walk = Walk(seed: seed)
            for _ in 0..<60 { walk.step() }
            walk.settle()
            handed += walk.handed
            records += walk.pump.produced.records
            dropped += walk.pump.delivery.counters.dropped
        }
        #expect(handed > 5_000 && records > 3_000 && dropped > 0, "the walks went somewhere")
    }
}
