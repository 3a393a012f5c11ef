// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Testing

/// Points of several groups, each brought by a round of its own.
@Suite struct RoundTests {
    typealias Sample = Station.Sample

    /// Fast every second (round 0), normal every 5 s (1), slow every minute (2), one on demand.
    private static var device: Device {
        let groups: [(String, Point.Group)] = [
            ("s", .slow), ("f", .fast), ("n", .normal), ("g", .fast), ("d", .demand),
        ]
        let points = groups.map { name, group in
            var one = point(name, scale: "1")
            one.group = group
            return one
        }
        var device = AgentTests.device("aq-1", points)
        device.periods = Periods(fast: .seconds(1), normal: .seconds(5), slow: .seconds(60))
        return device
    }

    private func values(_ text: String?) -> [String] {
        json(text, "values")?.members?.map(\.key) ?? []
    }

    @Test func `each round is a record of its own, and one complete with all`() {
        var station = Station.up([Self.device])
        func told(_ points: [Int], _ bits: UInt64, _ round: UInt8, _ time: Int64) -> [String] {
            station.scan(
                points.map { Sample(point: $0, bits: bits) }, round: round, at: time)
        }
        let first = live(told([1, 3], 1, 0, 0))
        #expect(values(first.first) == ["f", "g"] && json(first.first, "full") == nil)
        let second = live(told([2], 1, 1, 50))
        #expect(values(second.first) == ["f", "n", "g"] && json(second.first, "full") == nil)
        let third = live(told([0], 1, 2, 100))
        // The point on demand was never asked for: nothing waits for it.
        #expect(values(third.first) == ["s", "f", "n", "g"])
        #expect(json(third.first, "full")?.bool == true)
        #expect(json(third.first, "age", "f")?.integer == 100)
        #expect(values(live(told([1, 3], 2, 0, 1_000)).first) == ["f", "g"])
        #expect(values(live(told([2], 2, 1, 5_000)).first) == ["n"])
        #expect(live(told([1, 3], 2, 0, 6_000)).isEmpty)
    }

    @Test func `what one round has brought is not another round's`() {
        var station = Station.up([Self.device])
        // The end of round 1 comes while round 0 is not done: its readings stay where they belong.
        let early = station.scan(
            [Sample(point: 1, bits: 1), Sample(point: 2, bits: 1)], round: 1, at: 0)
        #expect(values(live(early).first) == ["f", "n"])
        let next = live(station.scan([Sample(point: 3, bits: 1)], round: 0, at: 100))
        #expect(values(next.first) == ["f", "n", "g"])
    }

    @Test func `samples are due as often as their round`() throws {
        var device = Self.device
        device.publishing.live = .off
        device.publishing.window = .seconds(60)
        var station = Station.up([device])
        station.pump.closeWindows(at: moment(0))
        var told: [String] = []
        // The clock is 12 s past a minute: the second window is a whole one.
        for second in Int64(0)..<110 {
            let skipped: Int64 = second == 70 ? 3 : 0
            if (71...73).contains(second) { continue }
            let fast = second % 10 == 9 ? [1] : [1, 3]
            told += station.scan(
                fast.map { Sample(point: $0, bits: 7) }, round: 0, at: second * 1_000,
                skipped: skipped)
            if second % 5 == 0 {
                told += station.scan(
                    [Sample(point: 2, bits: 7)], round: 1, at: second * 1_000 + 20)
            }
            if second % 60 == 0 {
                told += station.scan(
                    [Sample(point: 0, bits: 7)], round: 2, at: second * 1_000 + 40)
            }
        }
        let whole = try #require(told.last { $0.contains(#""to":"#) })
        func count(_ point: String, _ key: String) -> Int64? {
            json(whole, "values", point, key)?.integer
        }
        #expect(count("f", "n") == 57 && count("f", "due") == 60)
        #expect(count("g", "n") == 51 && count("g", "due") == 60)
        #expect(count("n", "n") == 12 && count("n", "due") == 12)
        #expect(count("s", "n") == 1 && count("s", "due") == 1)
        #expect(json(whole, "values", "d") == nil)
    }

    @Test func `meta tells each point's period`() {
        var device = Self.device
        device.profile.points[3].leastPoll = .seconds(7)
        var station = Station([device])
        station.pump.hubUp(session: 1, at: moment(0))
        let meta = station.told().first { $0.topic.hasSuffix("/meta") }?.text
        let polls = ["s", "f", "n", "g"].map { json(meta, "points", $0, "poll")?.integer }
        #expect(polls == [60_000, 1_000, 5_000, 7_000])
        #expect(json(meta, "points", "d") != nil && json(meta, "points", "d", "poll") == nil)
    }

    @Test func `a slow round that fails says what became of the device`() {
        var station = Station.up([Self.device])
        _ = station.scan([Sample(point: 1, bits: 1), Sample(point: 3, bits: 1)], at: 0)
        let lost = station.scan([Sample(point: 0, quality: .commTimeout)], round: 2, at: 100)
        #expect(lost.contains { json($0, "state")?.string == "offline" })
        let back = station.scan([Sample(point: 1, bits: 1)], at: 1_000)
        #expect(back.contains { json($0, "state")?.string == "online" })
    }

    @Test func `what is only read slowly is not stale before three of its periods`() {
        var slow = Self.device
        slow.profile.points = [slow.profile.points[0]]
        var station = Station.up([slow])
        station.pump.advance(to: moment(0))
        _ = station.scan([Sample(point: 0, bits: 1)], at: 0)
        station.pump.advance(to: moment(180_000))
        #expect(station.told().isEmpty)
        station.pump.advance(to: moment(190_000))
        #expect(station.told().contains { json($0.text, "state")?.string == "offline" })
    }
}
