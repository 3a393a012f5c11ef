// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Testing

@Suite struct LimitEventTests {
    typealias Sample = Station.Sample

    /// A temperature in tenths with limits.
    private func watched(
        low: String? = nil, high: String? = "30", hysteresis: String = "2", delay: Int64 = 0,
        text: Text? = nil
    ) -> Point {
        var limits = AlarmLimits()
        limits.low = low.map(decimal)
        limits.high = high.map(decimal)
        limits.hysteresis = decimal(hysteresis)
        limits.delay = .milliseconds(delay)
        limits.severity = .alarm
        limits.text = text
        var one = point("t")
        one.alarm = limits
        return one
    }

    private func up(_ points: [Point]) -> Station {
        Station.up([device("aq-1", points, live: .off)])
    }

    @Test func `a raise and its clear are told to the byte`() throws {
        let text = Text(en: "Cabinet is hot", vi: "Tủ nóng")
        var station = up([watched(delay: 2_000, text: text)])
        #expect(events(station.scan([299], at: 0)).isEmpty)
        #expect(events(station.scan([301], at: 1_000)).isEmpty)
        #expect(events(station.scan([305], at: 2_000)).isEmpty)
        let raised = events(station.scan([310], at: 3_000))
        let meta = try #require(json(raised.first, "meta")?.string)
        let head = #"{"v":1,"epoch":"e0","seq":"#
        let words = #","text":{"vi":"Tủ nóng","en":"Cabinet is hot"}}"#
        #expect(
            raised == [
                head + #"1,"meta":"\#(meta)","ts":1795215195000,"type":"limit","point":"t","#
                    + #""state":"raised","severity":"alarm","value":31.0,"limit":30,"#
                    + #""code":"limit/high","since":1795215193000"# + words
            ])
        #expect(events(station.scan([281], at: 4_000)).isEmpty, "not back by the hysteresis")
        #expect(events(station.scan([280], at: 5_000)).isEmpty)
        #expect(
            events(station.scan([270], at: 7_000)) == [
                head + #"2,"meta":"\#(meta)","ts":1795215199000,"type":"limit","point":"t","#
                    + #""state":"cleared","severity":"alarm","value":27.0,"limit":30,"#
                    + #""code":"limit/high","since":1795215193000"# + words
            ])
    }

    @Test func `from beyond one limit to beyond the other, what is over comes first`() {
        var station = up([watched(low: "10")])
        _ = station.scan([350], at: 0)
        let down = events(station.scan([50], at: 1_000))
        #expect(down.map { json($0, "code")?.string } == ["limit/high", "limit/low"])
        #expect(down.map { json($0, "state")?.string } == ["cleared", "raised"])
        let up = events(station.scan([350], at: 2_000))
        #expect(up.map { json($0, "code")?.string } == ["limit/low", "limit/high"])
        #expect(up.map { json($0, "state")?.string } == ["cleared", "raised"])
    }

    @Test func `a failed read neither clears an alarm nor puts it off`() {
        var station = up([watched(delay: 2_000), point("h")])
        func scan(_ bits: UInt64, _ quality: Quality, _ time: Int64) -> [String] {
            events(
                station.scan(
                    [Sample(point: 0, bits: bits, quality: quality), Sample(point: 1, bits: 1)],
                    at: time)
            ).filter { json($0, "type")?.string == "limit" }
        }
        #expect(scan(310, .good, 0).isEmpty)
        #expect(scan(0, .commTimeout, 1_000).isEmpty)
        #expect(scan(310, .good, 2_000).count == 1, "2 s after the first, with a gap in between")
        for second in 3..<60 { #expect(scan(0, .faultSensorBreak, Int64(second) * 1_000).isEmpty) }
        #expect(scan(310, .good, 60_000).isEmpty, "it has been raised all the time")
        #expect(scan(200, .good, 61_000).isEmpty)
        #expect(scan(200, .good, 63_000).count == 1)
    }

    @Test func `a suspect value counts`() {
        var hot = watched()
        hot.range = Limits(low: decimal("-40"), high: decimal("50"))
        var station = up([hot])
        let told = events(station.scan([600], at: 0))
        #expect(told.count == 1 && json(told.first, "value") == .number("60.0"))
    }

    @Test func `a reconnection repeats nothing, a start tells anew what is raised`() {
        var station = up([watched()])
        #expect(events(station.scan([350], at: 0)).count == 1)
        station.pump.hubDown()
        station.pump.hubUp(session: 2, at: moment(500))
        #expect(events(station.told().map(\.text)).isEmpty)
        #expect(events(station.scan([350], at: 1_000)).isEmpty)
        var next = up([watched()])
        #expect(events(next.scan([350], at: 2_000)).count == 1)
    }

    @Test func `a value that jumps or stands still is suspect in live and window, and counts`() {
        var steep = point("t")
        steep.rate = decimal("1")
        var still = point("u")
        still.quantity = "voltage"
        var one = device("aq-1", [steep, still])
        one.publishing.window = .seconds(3_600)
        var station = Station.up([one])
        station.pump.advance(to: moment(0))
        var told: [String] = []
        for second in 0...3_608 {
            let t: UInt64 = second == 5 ? 500 : 200
            told += station.scan([t, 2_300], at: Int64(second) * 1_000)
        }
        let spikes = live(told).filter { json($0, "q", "t")?.string == "suspect/rate" }
        #expect(spikes.map { json($0, "values", "t") } == [.number("50.0"), .number("20.0")])
        let flat = live(told).filter { json($0, "q", "u")?.string == "suspect/flat-line" }
        #expect(flat.count == 1 && json(flat.first, "values", "u") == .number("230.0"))
        station.pump.cutWindows(at: moment(3_609_000))
        let windows = (told + station.told().map(\.text)).filter { $0.contains(#""from":"#) }
        #expect(windows.count == 2)
        #expect(json(windows.first, "q", "t")?.string == "suspect/rate")
        #expect(json(windows.first, "values", "t", "max") == .number("50.0"), "it counts")
        #expect(json(windows.last, "q", "u")?.string == "suspect/flat-line")
        let last = json(windows.last, "values", "u")
        #expect(last?["n"] == last?["due"])
        #expect(events(told).isEmpty, "a suspect value is one")
    }

    /// Four devices without a pause that may take two seconds each: a round is 8 s at the longest.
    @Test func `a value that is read whenever the line comes round is compared with the last`() {
        var steep = point("t")
        steep.rate = decimal("1")
        let devices = (0..<4).map { number in
            var one = device("d-\(number)", [steep])
            (one.poll, one.timeout) = (.zero, .seconds(2))
            return one
        }
        var station = Station.up(devices)
        _ = station.scan([200], at: 0)
        let spike = live(station.scan([500], at: 7_000))
        #expect(json(spike.first, "q", "t")?.string == "suspect/rate")
        let later = live(station.scan([200], at: 31_001))
        #expect(json(later.first, "q", "t") == nil, "more than three rounds later")
    }

    @Test func `what is outside its range keeps that reason`() {
        var steep = point("t")
        steep.rate = decimal("1")
        steep.range = Limits(low: decimal("0"), high: decimal("40"))
        var station = Station.up([device("aq-1", [steep])])
        _ = station.scan([200], at: 0)
        let out = live(station.scan([500], at: 1_000))
        #expect(json(out.first, "q", "t")?.string == "suspect/range")
        let back = live(station.scan([200], at: 2_000))
        #expect(json(back.first, "q", "t")?.string == "suspect/rate")
        let calm = live(station.scan([200], at: 3_000))
        #expect(calm.count == 1 && json(calm.first, "q") == nil, "the same bits, now believed")
    }
}
