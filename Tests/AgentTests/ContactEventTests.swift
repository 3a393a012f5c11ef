// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Testing

@Suite struct ContactEventTests {
    typealias Sample = Station.Sample

    private var door: Point {
        var door = point("door", .bool, scale: "1")
        door.quantity = "contact"
        door.unit = ""
        return door
    }

    private var mode: Point {
        var mode = point("mode", .uint16, scale: "1")
        mode.kind = .state
        return mode
    }

    private func up(_ points: [Point]) -> Station {
        Station.up([device("aq-1", points, live: .off)])
    }

    @Test func `each change is told at once, the first value is none`() throws {
        var station = up([door, mode])
        #expect(events(station.scan([0, 3], at: 0)).isEmpty)
        #expect(events(station.scan([0, 3], at: 1_000)).isEmpty)
        let opened = events(station.scan([1, 3], at: 2_000))
        let meta = try #require(json(opened.first, "meta")?.string)
        #expect(
            opened == [
                #"{"v":1,"epoch":"e0","seq":1,"meta":"\#(meta)","ts":1795215194000,"#
                    + #""type":"contact","point":"door","state":"info","severity":"info","#
                    + #""value":true}"#
            ])
        let both = events(station.scan([0, 7], at: 3_000))
        #expect(both.map { json($0, "value") } == [.bool(false), .number("7")])
    }

    @Test func `it does not wait for the scan's end`() {
        var station = up([door])
        _ = station.scan([0], at: 0)
        let reading = [Reading(time: instant(900), bits: 1, point: 0)]
        station.pump.take(reading.span, at: moment(900))
        #expect(events(station.told().map(\.text)).count == 1)
    }

    @Test func `limits say how grave it is, and are told besides`() {
        var limits = AlarmLimits()
        limits.high = decimal("0.5")
        limits.severity = .alarm
        var watched = door
        watched.alarm = limits
        var station = up([watched])
        _ = station.scan([0], at: 0)
        let opened = events(station.scan([1], at: 1_000))
        #expect(opened.map { json($0, "type")?.string } == ["contact", "limit"])
        #expect(opened.map { json($0, "severity")?.string } == ["alarm", "alarm"])
        let closed = events(station.scan([0], at: 2_000))
        #expect(closed.map { json($0, "severity")?.string } == ["info", "alarm"])
        #expect(closed.map { json($0, "state")?.string } == ["info", "cleared"])
    }

    @Test func `a change during an outage is told after it`() {
        var station = up([door, point("t")])
        _ = station.scan([0, 5], at: 0)
        let lost = [Sample(point: 0, quality: .commTimeout), Sample(point: 1, bits: 5)]
        #expect(events(station.scan(lost, at: 1_000)).isEmpty)
        #expect(events(station.scan([1, 5], at: 2_000)).count == 1)
        #expect(events(station.scan(lost, at: 3_000)).isEmpty)
        #expect(events(station.scan([1, 5], at: 4_000)).isEmpty)
    }

    @Test func `a bool of many bits changes only between none and some`() {
        var station = up([door])
        _ = station.scan([1], at: 0)
        #expect(events(station.scan([2], at: 1_000)).isEmpty)
        #expect(events(station.scan([0], at: 2_000)).count == 1)
    }

    /// 25 times a second for five minutes.
    @Test func `a contact that chatters does not flood the hub`() {
        var station = up([door])
        var told: [String] = []
        _ = station.scan([0], at: 0)
        for step in 1...7_500 {
            told += events(station.scan([UInt64(step % 2)], at: Int64(step) * 40))
        }
        #expect(told.count == 5 * 30)
        told += events(station.scan([0], at: 600_000))
        // The last of all is a new state or none.
        let suppressed = told.reduce(0) { $0 + (json($1, "suppressed")?.integer ?? 0) }
        #expect(suppressed + Int64(told.count) <= 7_500)
        told += events(station.scan([1], at: 601_000))
        #expect(json(told.last, "value") == .bool(true))
        let all = told.reduce(0) { $0 + (json($1, "suppressed")?.integer ?? 0) }
        print("chattering: \(told.count) events, \(all) suppressed of 7501 changes")
    }

    /// The gate lets 30 through in a minute, and what it held back is told as it is at the end.
    @Test(arguments: 0..<10 as Range<UInt64>)
    func `however it changes, the hub ends up with the truth`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var station = up([door, mode])
        var told: [String: JSON] = [:]
        var perMinute: [Int64: Int] = [:]
        var last: [UInt64] = [0, 0]
        var changes = 0
        var count = 0
        _ = station.scan(last, at: 0)
        for step in 1...1_000 {
            // A minute's rest, and then a last change, which says how many were not told.
            let next = last.map { old in
                switch step {
                case ..<900: UInt64(Int.random(in: 0...1, using: &random))
                case ..<1_000: old
                default: 1 - old
                }
            }
            changes += zip(last, next).count { $0 != $1 }
            last = next
            let time = Int64(step) * 1_000
            for event in events(station.scan(next, at: time)) {
                count += 1 + Int(json(event, "suppressed")?.integer ?? 0)
                perMinute[time / 60_000, default: 0] += 1
                if let name = json(event, "point")?.string { told[name] = json(event, "value") }
            }
        }
        #expect(told["door"] == .bool(last[0] == 1) && told["mode"] == .number("\(last[1])"))
        #expect(perMinute.values.allSatisfy { $0 <= 60 })
        #expect(count >= changes, "each change is told or counted")
        #expect(count <= changes + 2 * perMinute.count, "what is told late was counted before")
    }
}
