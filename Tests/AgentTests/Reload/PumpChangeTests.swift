// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Testing

/// Another configuration, while the pump works.
@Suite struct PumpChangeTests {
    private static let here = "danang/haichau/env/bts-1/gw-1"

    private func counter(_ name: String) -> Point {
        var counter = point(name, .uint32, scale: "1")
        counter.kind = .counter
        return counter
    }

    private func windowed(_ id: String, _ points: [Point]) -> Device {
        var one = device(id, points)
        one.publishing.window = .seconds(60)
        return one
    }

    private func topics(_ told: [Station.Told]) -> [String] {
        told.map { one in
            let state = json(one.text, "state")?.string
            let end = one.text.isEmpty ? " cleared" : state.map { " \($0)" } ?? ""
            return one.topic.replacingPrefix("danang/haichau/", with: "") + end
        }
    }

    @Test func `what stays goes on, under other numbers, without a word to the hub`() {
        var limited = point("t", deadband: "1")
        var limits = AlarmLimits()
        limits.high = decimal("30")
        limited.alarm = limits
        let (a, b) = (windowed("a", [limited]), windowed("b", [point("t"), counter("n")]))
        var station = Station.up([a, b])
        _ = station.scan([200], at: 1_000)
        #expect(events(station.scan([310], at: 2_000)).count == 1, "the limit is passed")
        _ = station.scan([200, 1_000], device: 1, at: 2_000)
        let told = station.change(to: [windowed("c", [point("t")]), b, a], at: 2_500)
        #expect(
            topics(told) == [
                "sys/bts-1/gw-1/-/state", "env/bts-1/gw-1/c/meta",
            ])
        // Within its deadband, its limit still passed: nothing to say.
        #expect(station.scan([311], device: 2, at: 3_000).isEmpty)
        // One window, from before to after.
        let first = station.scan([201, 1_010], device: 1, at: 62_000)
        let window = first.first { json($0, "from") != nil }
        #expect(json(window, "values", "n", "n")?.integer == 1, "\(first)")
        #expect(live(first).count == 1 && json(live(first).first, "full") == nil)
        #expect(live(station.scan([250], device: 0, at: 3_000)).count == 1, "the new one")
    }

    @Test func `what goes tells its window, and is removed at the hub`() {
        let (a, b) = (windowed("a", [point("t")]), windowed("b", [point("t")]))
        var station = Station.up([a, b])
        _ = station.scan([200], device: 1, at: 1_000)
        let told = station.change(to: [a], at: 2_000)
        #expect(station.pump.produced.windows == 1, "the spool has it, for a quiet moment")
        let all = topics(told)
        #expect(
            all.suffix(3) == [
                "env/bts-1/gw-1/b/status removed", "env/bts-1/gw-1/b/meta cleared",
                "env/bts-1/gw-1/b/status cleared",
            ])
        #expect(station.change(to: [a], at: 3_000).count == 1, "the state alone, and once")
        // It comes back, and its numbers go on.
        let back = station.change(to: [b, a], at: 4_000)
        #expect(topics(back).contains("env/bts-1/gw-1/b/meta"))
        #expect(!topics(back).contains { $0.hasSuffix("removed") || $0.hasSuffix("cleared") })
        let record = live(station.scan([200], device: 0, at: 5_000)).first
        #expect(json(record, "seq")?.integer == 2)
    }

    @Test func `a device with another profile has another meta, and its counters count on`() {
        let before = windowed("a", [counter("n"), point("t")])
        var station = Station.up([before])
        _ = station.scan([1_000, 200], at: 1_000)
        _ = station.scan([1_004, 200], at: 2_000)
        var after = before
        after.profile.points = [point("h"), counter("n")]
        let told = station.change(to: [after], at: 3_000)
        #expect(topics(told).contains("env/bts-1/gw-1/a/meta"))
        _ = station.scan([5, 1_010], at: 4_000)
        let all = station.scan([5, 1_020], at: 62_000)
        let window = all.first { json($0, "from") != nil }
        #expect(json(window, "values", "n", "delta")?.integer == 6, "\(all)")
    }

    @Test func `a device that moves to another department leaves nothing where it was`() {
        let before = device("a", [point("t")])
        var station = Station.up([before])
        _ = station.scan([200], at: 1_000)
        var after = before
        after.domain = "water"
        let told = topics(station.change(to: [after], at: 2_000))
        #expect(told.contains("water/bts-1/gw-1/a/meta"))
        #expect(
            told.suffix(2) == ["env/bts-1/gw-1/a/meta cleared", "env/bts-1/gw-1/a/status cleared"])
    }

    @Test func `a device that the hub cannot be told of is known before anything changes`() {
        let station = Station.up([device("a", [point("t")])])
        let long = device("b", (0..<3_000).map { point("a_rather_long_name_\($0)") })
        #expect(station.pump.longMetas(of: configuration([long])).map(\.device) == ["b"])
    }
}

extension String {
    fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
        hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
    }
}
