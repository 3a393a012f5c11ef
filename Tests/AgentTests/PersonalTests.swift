// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Testing

@Suite struct PersonalTests {
    typealias Sample = Station.Sample

    /// How many people are on the stairs, with a limit, and the temperature there.
    private var points: [Point] {
        var people = point("people", .uint16, scale: "1")
        people.isPersonal = true
        people.kind = .state
        var limits = AlarmLimits()
        limits.high = decimal("5")
        people.alarm = limits
        return [people, point("t")]
    }

    @Test(arguments: [Publishing.Live.change, .every])
    func `what speaks of persons is in windows only`(live mode: Publishing.Live) {
        var one = device("aq-1", points, live: mode, heartbeat: .seconds(10))
        one.publishing.window = .seconds(60)
        var station = Station.up([one])
        station.pump.advance(to: moment(0))
        var told: [String] = []
        for second in 0..<60 {
            let people = Sample(
                point: 0, bits: UInt64(second % 9),
                quality: (20..<25).contains(second) ? .faultNoSignal : .good)
            told += station.scan(
                [people, Sample(point: 1, bits: 200)], at: Int64(second) * 1_000)
        }
        let windows = told.filter { $0.contains(#""from":"#) }
        #expect(windows.count == 1 && json(windows[0], "values", "people", "n")?.integer == 43)
        let rest = told.filter { !$0.contains(#""from":"#) }
        #expect(!rest.contains { $0.contains("people") })
        #expect(events(told).isEmpty)
        let full = live(rest).filter { json($0, "full")?.bool == true }
        #expect(full.count == 6, "complete is all that is told at all")
    }

    @Test func `a counter of persons that goes back is no event`() {
        var visitors = point("visitors", .uint16, scale: "1")
        visitors.kind = .counter
        visitors.isPersonal = true
        var one = device("aq-1", [visitors])
        one.publishing.window = .seconds(60)
        var station = Station.up([one])
        _ = station.scan([500], at: 0)
        #expect(events(station.scan([0], at: 1_000)).isEmpty)
    }

    @Test func `its meta says so, and its limits`() {
        var station = Station([device("aq-1", points)])
        station.pump.hubUp(session: 1, at: moment(0))
        let meta = station.told().first { $0.topic.hasSuffix("/meta") }?.text
        #expect(json(meta, "points", "people", "personal")?.bool == true)
        #expect(json(meta, "points", "t", "personal") == nil)
    }
}
