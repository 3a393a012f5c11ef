// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Testing

/// Whatever a hub may bring, the auditor stays up, and small.
@Suite struct AuditHostileTests {
    private static let topic = "danang/haichau/env/bts-1/gw-1/aq-1"

    @Test func `no change to a message brings it down`() {
        var random = SplitMix(seed: 5)
        var auditor = Auditor(start: .beginning)
        let messages = HonestGateway(seed: 1).messages
        for _ in 0..<20_000 {
            let message = messages[random.below(messages.count)]
            var payload = message.payload
            for _ in 0...random.below(3) {
                let place = random.below(payload.count)
                switch random.below(4) {
                case 0: payload[place] = UInt8(random.below(256))
                case 1: payload.removeLast(payload.count - place - 1)
                case 2: payload.insert(UInt8(ascii: "9"), at: place)
                default: payload.swapAt(place, random.below(payload.count))
                }
            }
            auditor.take(
                topic: random.below(9) == 0
                    ? String(message.topic.shuffled(using: &random))
                    : message.topic,
                payload: payload, isRetained: random.below(9) == 0)
        }
        let report = auditor.report()
        #expect(report.counts.messages == 20_000 && report.problems.count > 10)
        #expect(report.problems.allSatisfy { $0.first.utf8.count <= 240 })
    }

    @Test(arguments: [
        "", "\0", "{", "null", "[]", #"{"v":1}"#, #"{"v":1e0}"#, #"{"v":1,"epoch":7}"#,
        #"{"v":1,"epoch":"e","seq":99999999999999999999,"meta":"m","ts":1,"values":{}}"#,
        #"{"v":1,"epoch":"e","seq":-1,"meta":"m","ts":9223372036854775807,"values":{}}"#,
        #"{"v":1,"epoch":"e","of":"live","meta":"m","points":["a","a"],"rows":[[1]]}"#,
        #"{"v":1,"epoch":"e","of":"event","meta":"m","rows":[[],[1],[1,2],[1,2,3],7,{}]}"#,
        #"{"v":1,"epoch":"e","id":"g","device":"aq-1","stream":"live","reason":"r","#
            + #""ranges":[[5,4]]}"#,
        #"{"v":1,"online":true,"epoch":"e","session":9223372036854775807,"produced":[1]}"#,
        String(repeating: "[", count: 100_000), String(repeating: "9", count: 300_000),
    ])
    func `a strange message on any channel is told, and no more`(payload: String) {
        var auditor = Auditor()
        for channel in ["live", "window", "event", "hist", "gap", "meta"] {
            auditor.take(topic: Self.topic + "/" + channel, payload: Array(payload.utf8))
        }
        for channel in ["state", "custody/aq-1"] {
            auditor.take(
                topic: "danang/haichau/sys/bts-1/gw-1/-/" + channel, payload: Array(payload.utf8))
        }
        #expect(auditor.report().isEmpty && !auditor.report().isGood)
    }

    @Test func `times at the end of all numbers bring nothing down`() {
        var auditor = Auditor()
        let points = #""points":{"t":{"poll":9223372036854775807}}}"#
        auditor.take(
            topic: Self.topic + "/meta", payload: Array((#"{"v":1,"meta":"m","# + points).utf8))
        for (session, time) in [Int64.min, 0, 1 << 53, .max - 1, .max].enumerated() {
            let head = #"{"v":1,"epoch":"e","meta":"m","online":true,"session":\#(session),"#
            let state = head + #""ts":\#(time)}"#
            auditor.take(
                topic: "danang/haichau/sys/bts-1/gw-1/-/state", payload: Array(state.utf8))
            for number in 1...20 {
                let record =
                    head + #""seq":\#(number),"ts":\#(time),"from":\#(time - (time > 0 ? 1 : 0)),"#
                    + #""to":\#(time),"values":{"t":1},"age":{"t":\#(time)}}"#
                for channel in ["live", "window", "event"] {
                    auditor.take(
                        topic: Self.topic + "/" + channel, payload: Array(record.utf8),
                        at: WallTime(nanoseconds: number % 2 == 0 ? .max : .min))
                }
            }
        }
        #expect(auditor.report().problems.contains { $0.kind == .timeAhead })
    }

    @Test func `what is beyond its tables is told and takes no room`() {
        var limits = Auditor.Limits()
        (limits.gateways, limits.devices, limits.series) = (4, 8, 12)
        (limits.epochs, limits.prints, limits.gaps, limits.points) = (2, 16, 4, 20)
        limits.problems = 30
        var auditor = Auditor(limits: limits)
        var random = SplitMix(seed: 9)
        for round in 0..<4_000 {
            let device = "d\(random.below(50))"
            let topic = "danang/haichau/env/bts-1/gw-\(random.below(9))/\(device)"
            let head = #"{"v":1,"epoch":"e\#(random.below(5))","meta":"m\#(random.below(99))","#
            auditor.take(
                topic: topic + "/live",
                payload: Array(
                    (head + #""seq":\#(round + 1),"ts":1795215190000,"values":{"p\#(round)":1}}"#)
                        .utf8))
            auditor.take(
                topic: topic + "/gap",
                payload: Array(
                    (head + #""id":"\#(round)","device":"\#(device)","stream":"window","#
                        + #""ranges":[[1,2]],"count":2,"reason":"x"}"#).utf8))
        }
        let report = auditor.report()
        #expect(report.gateways.count == 4)
        #expect(report.gateways.flatMap(\.devices).count == 8)
        #expect(report.gateways.flatMap(\.devices).flatMap(\.series).count <= 12)
        #expect(report.beyond > 0 && !report.isGood)
        #expect(report.problems.contains { $0.kind == .tooMany })
    }

    /// The numbers between those that come are counted as missing, though no room is left to say
    /// which they are.
    @Test func `numbers in ever so many ranges are counted in little room`() throws {
        var limits = Auditor.Limits()
        limits.ranges = 8
        var auditor = Auditor(start: .beginning, limits: limits)
        let state = #"{"v":1,"online":true,"epoch":"e","session":1,"ts":1795215190000}"#
        auditor.take(
            topic: "danang/haichau/sys/bts-1/gw-1/-/state", payload: Array(state.utf8))
        for number in stride(from: 1, through: 1_999, by: 2) {
            let record =
                #"{"v":1,"epoch":"e","seq":\#(number),"meta":"m","ts":1795215190000,"values":{}}"#
            auditor.take(topic: Self.topic + "/live", payload: Array(record.utf8))
        }
        let report = auditor.report()
        let series = try #require(report.gateways.first?.devices.first?.series.first)
        #expect(series.heldCount == 1_000 && series.missingCount == 999)
        #expect(series.held.ranges.count <= 8)
        #expect(report.problems.contains { $0.kind == .tooMany })
    }

    @Test func `a gap of many ranges does not hold it up`() {
        var auditor = Auditor()
        let began = Clock.now()
        for round in 0..<20 {
            let ranges = (0..<4_096).map { "[\($0 * 3 + round + 1),\($0 * 3 + round + 1)]" }
            let gap =
                #"{"v":1,"epoch":"e","id":"\#(round)","device":"aq-1","stream":"live","#
                + #""reason":"x","ranges":[\#(ranges.joined(separator: ","))]}"#
            auditor.take(topic: Self.topic + "/gap", payload: Array(gap.utf8))
        }
        #expect(Clock.now() - began < .seconds(60))
        let series = auditor.report().gateways.first?.devices.first?.series.first
        #expect((series?.declared.ranges.count ?? 0) <= Auditor.Limits().ranges)
    }
}
