// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Testing

/// The wall clock at the tests' beginning is 12 s past a minute.
@Suite struct WindowTests {
    typealias Sample = Station.Sample

    private func device(
        _ points: [Point], window: Nanoseconds = .seconds(60), id: String = "aq-1"
    ) -> Device {
        var one = AgentTests.device(id, points, live: .off)
        one.publishing.window = window
        return one
    }

    private func up(_ devices: [Device]) -> Station {
        var station = Station.up(devices)
        station.pump.closeWindows(at: moment(0))
        return station
    }

    private func windows(_ texts: [String]) -> [String] {
        texts.filter { $0.contains(#""from":"#) }
    }

    @Test func `a window is aligned to the minute and told once its edge is passed`() throws {
        var station = up([device([point("t")])])
        var told: [String] = []
        for second in 0..<110 {
            told += station.scan([UInt64(200 + second)], at: Int64(second) * 1_000)
        }
        let meta = try #require(json(windows(told).first, "meta")?.string)
        #expect(
            windows(told) == [
                // From the start on, 48 s before the first edge.
                #"{"v":1,"epoch":"e0","seq":1,"meta":"\#(meta)","from":1795215192000,"#
                    + #""to":1795215240000,"values":{"t":{"n":48,"due":48,"min":20.0,"max":24.7,"#
                    + #""mean":22.35,"last":24.7}}}"#,
                #"{"v":1,"epoch":"e0","seq":2,"meta":"\#(meta)","from":1795215240000,"#
                    + #""to":1795215300000,"values":{"t":{"n":60,"due":60,"min":24.8,"max":30.7,"#
                    + #""mean":27.75,"last":30.7}}}"#,
            ])
    }

    @Test func `a device that misses a third of its polls is two thirds complete`() {
        var station = up([device([point("t"), point("h")])])
        var told: [String] = []
        for second in 0..<110 {
            let quality: Quality = second % 3 == 0 ? .commTimeout : .good
            told += station.scan(
                [Sample(point: 0, bits: 200, quality: quality), Sample(point: 1, bits: 5)],
                at: Int64(second) * 1_000)
        }
        let full = windows(told).last
        #expect(json(full, "values", "t", "n")?.integer == 40)
        #expect(json(full, "values", "t", "due")?.integer == 60)
        #expect(json(full, "values", "h", "n")?.integer == 60)
        #expect(json(full, "q") == nil)
    }

    @Test func `periods that the line passed over and readings that were refused are due`() {
        var station = up([device([point("t"), point("h")])])
        _ = station.scan([Sample(point: 0, bits: 1)], at: 1_000, skipped: 4)
        station.pump.closeWindows(at: moment(60_000))
        let told = station.told().map(\.text)
        #expect(json(told.first, "values", "t", "n")?.integer == 1)
        #expect(json(told.first, "values", "t", "due")?.integer == 5)
        #expect(json(told.first, "values", "h", "n")?.integer == 0)
        #expect(json(told.first, "values", "h", "due")?.integer == 5)
        #expect(json(told.first, "q", "h")?.string == "stale")
    }

    @Test func `a silent line's window is told when its grace is over, not before`() {
        var station = up([device([point("t")])])
        _ = station.scan([200], at: 1_000)
        // Poll 1 s and timeout 1 s.
        station.pump.advance(to: moment(49_999))
        #expect(windows(station.told().map(\.text)).isEmpty)
        #expect(station.pump.nextDeadline == instant(50_000))
        station.pump.advance(to: moment(50_000))
        #expect(windows(station.told().map(\.text)).count == 1)
        // Read before the edge, heard of after the window was told.
        let late = Sample(point: 0, bits: 1, before: 2_500)
        #expect(windows(station.scan([late], at: 50_100)).isEmpty)
        let next = station.scan([Sample(point: 0, bits: 7)], at: 108_100)
        #expect(json(next.first, "values", "t", "late")?.integer == 1)
        #expect(json(next.first, "values", "t", "n")?.integer == 0)
    }

    @Test func `a step of the clock ends the window where it truly ends`() {
        var station = up([device([point("t")])])
        _ = station.scan([200], at: 1_000)
        // After 10 s the clock is set forward by an hour and half a second.
        let wall: Int64 = 1_795_215_192_000 + 3_600_500
        let told = station.scan([Sample(point: 0, bits: 300)], at: 10_000, wall: wall)
        #expect(json(told.first, "from")?.integer == 1_795_215_192_000)
        #expect(json(told.first, "to")?.integer == 1_795_215_202_000)
        #expect(json(told.first, "clock")?.string == "stepped")
        station.pump.closeWindows(at: moment(70_000, wall: wall))
        let next = station.told().first?.text
        #expect(json(next, "from")?.integer == 1_795_218_802_500)
        #expect(json(next, "to")?.integer == 1_795_218_840_000)
        #expect(json(next, "clock") == nil)
    }

    @Test func `a clock that creeps does not`() {
        var station = up([device([point("t")])])
        var told: [String] = []
        for second in 0..<110 {
            let wall = 1_795_215_192_000 + Int64(second) * 10
            told += station.scan([Sample(point: 0, bits: 1)], at: Int64(second) * 1_000, wall: wall)
        }
        let all = windows(told)
        #expect(all.allSatisfy { json($0, "clock") == nil })
        #expect(json(all.last, "from")?.integer == 1_795_215_240_000)
    }

    @Test func `an untrusted clock is told, and its end cuts the window`() {
        var station = Station([device([point("t")])])
        station.pump.hubUp(session: 1, at: moment(0, wall: 5_000))
        _ = station.told()
        _ = station.scan([Sample(point: 0, bits: 1)], at: 0, wall: 5_000)
        let told = station.scan([Sample(point: 0, bits: 1)], at: 1_000)
        #expect(windows(told).map { json($0, "clock")?.string } == ["unsynced"])
    }

    @Test func `a stop tells what the open window holds so far`() {
        var station = up([device([point("t")])])
        _ = station.scan([200], at: 1_000)
        station.pump.cutWindows(at: moment(5_000))
        let told = station.told().map(\.text)
        #expect(json(told.first, "to")?.integer == 1_795_215_197_000)
        #expect(json(told.first, "values", "t", "n")?.integer == 1)
        station.pump.cutWindows(at: moment(6_000))
        #expect(station.told().isEmpty, "nothing is told twice")
        _ = station.scan([300], at: 6_500)
        station.pump.cutWindows(at: moment(7_000))
        let rest = station.told().map(\.text)
        #expect(json(rest.first, "values", "t", "n")?.integer == 1)
        let from = json(rest.first, "from")?.integer
        #expect(from == 1_795_215_198_000, "where the last one ended")
    }

    @Test func `many points are told in parts below 64 KiB`() {
        let points = (0..<1_000).map { number in
            var one = point("p\(number)_" + String(repeating: "x", count: 34), .float64, scale: "1")
            one.unit = ""
            return one
        }
        var station = up([device(points)])
        let bits = (-1.23456789012345e-300).bitPattern
        _ = station.scan(
            points.indices.map { Sample(point: $0, bits: bits, quality: .suspectRange) }, at: 0)
        station.pump.cutWindows(at: moment(1_000))
        let told = station.told().map(\.text)
        #expect(told.count == 5 && told.allSatisfy { $0.utf8.count <= 65_536 })
        #expect(told.map { json($0, "seq")?.integer } == [1, 2, 3, 4, 5])
    }

    @Test func `many windows that end together find room, with the hub or in the spool`() {
        let points = (0..<50).map { point("a_point_with_a_name_\($0)") }
        let devices = (0..<200).map { device(points, id: "d-\($0)") }
        var station = up(devices)
        for number in devices.indices {
            _ = station.scan([], device: number, at: 0)
        }
        var told = 0
        repeat {
            station.pump.advance(to: moment(100_000))
            told += windows(station.told().map(\.text)).count
        } while station.pump.nextDeadline <= instant(100_000)
        #expect(told > 60 && station.pump.produced.windows == 200)
        #expect(station.pump.store.lost == 0)
    }

    @Test func `without windows none are told`() {
        var station = up([device([point("t")], window: .zero)])
        for second in 0..<130 {
            #expect(windows(station.scan([1], at: Int64(second) * 1_000)).isEmpty)
        }
        station.pump.advance(to: moment(129_000))
        #expect(windows(station.told().map(\.text)).isEmpty)
    }

    @Test func `a counter that goes back is an event at once`() {
        var counter = point("e", .uint32, scale: "0.01")
        counter.kind = .counter
        var station = up([device([counter])])
        _ = station.scan([5_000], at: 0)
        let told = station.scan([3], at: 1_000)
        #expect(told.count == 1)
        #expect(
            told.first?.hasSuffix(
                #""ts":1795215193000,"type":"counter","point":"e","state":"info","#
                    + #""severity":"warning","value":0.03,"code":"counter-reset"}"#) == true)
        #expect(json(told.first, "seq")?.integer == 1)
    }

    @Test func `devices have windows of their own length`() {
        let devices = [
            device([point("t")], window: .seconds(10), id: "a"), device([point("t")], id: "b"),
        ]
        var station = up(devices)
        var told: [Int: Int] = [:]
        for second in 0..<60 {
            for number in 0...1 {
                told[number, default: 0] +=
                    windows(
                        station.scan([1], device: number, at: Int64(second) * 1_000)
                    ).count
            }
        }
        #expect(told == [0: 6, 1: 1])
    }
}
