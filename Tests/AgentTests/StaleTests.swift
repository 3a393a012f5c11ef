// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Testing

/// Devices are read every second, with a timeout of 1 s and one attempt more: what takes longer
/// than 3 s and 6 s for attempts is stale.
@Suite struct StaleTests {
    typealias Sample = Station.Sample

    private func up(
        _ devices: [Device] = [AgentTests.device("aq-1", [point("t"), point("h")])]
    ) -> Station {
        var station = Station.up(devices)
        station.pump.advance(to: moment(0))
        return station
    }

    private func advance(_ station: inout Station, to time: Int64) -> [String] {
        station.pump.advance(to: moment(time))
        return station.told().map(\.text)
    }

    @Test func `values that nobody reads any more are stale, each null, once`() throws {
        var station = up()
        _ = station.scan([1, 2], at: 1_000)
        #expect(station.pump.nextDeadline == instant(9_000), "of the start")
        #expect(advance(&station, to: 9_000).isEmpty)
        #expect(station.pump.nextDeadline == instant(10_000))
        #expect(advance(&station, to: 9_999).isEmpty)
        let told = advance(&station, to: 10_000)
        let record = try #require(live(told).first)
        #expect(
            record.hasSuffix(
                #""ts":1795215202000,"values":{"t":null,"h":null},"#
                    + #""q":{"t":"stale","h":"stale"}}"#))
        let status = told.first { $0.contains("gateway-session") }
        #expect(json(status, "state")?.string == "offline")
        #expect(json(status, "code")?.string == "stale")
        let event = events(told)
        #expect(event.count == 1 && json(event.first, "type")?.string == "device")
        #expect(json(event.first, "code")?.string == "stale")
        #expect(json(event.first, "since")?.integer == 1_795_215_193_000)
        #expect(told.count == 3)
        #expect(station.pump.nextDeadline == .never)
        #expect(advance(&station, to: 3_600_000).isEmpty)
    }

    @Test func `the first reading ends it`() {
        var station = up()
        _ = station.scan([1, 2], at: 1_000)
        _ = advance(&station, to: 10_000)
        let back = station.scan([1, 2], at: 60_000)
        #expect(live(back).first?.hasSuffix(#""values":{"t":0.1,"h":0.2}}"#) == true)
        #expect(json(events(back).first, "state")?.string == "cleared")
        #expect(back.contains { json($0, "state")?.string == "online" })
        #expect(station.pump.nextDeadline == instant(69_000))
    }

    @Test func `a device that nobody ever asked is told, without values`() {
        var station = up()
        let told = advance(&station, to: 9_000)
        #expect(live(told).isEmpty && events(told).count == 1)
        #expect(told.contains { json($0, "code")?.string == "stale" })
    }

    @Test func `failed reads are tried ones`() {
        var station = up()
        for second in 0..<100 {
            let samples = [0, 1].map { Sample(point: $0, quality: .commDisconnected) }
            let told = station.scan(samples, at: Int64(second) * 1_000)
            #expect(!told.contains { $0.contains("stale") })
            #expect(!advance(&station, to: Int64(second) * 1_000).contains { $0.contains("stale") })
        }
    }

    @Test func `marks without a reading, from a ring that is full, are not`() {
        var station = up()
        _ = station.scan([1, 2], at: 1_000)
        for second in 2..<10 { _ = station.scan([Sample](), at: Int64(second) * 1_000) }
        #expect(live(advance(&station, to: 10_000)).count == 1)
    }

    /// The pump wakes for scans anyway; its own deadline lies ahead whenever one comes in time.
    @Test func `nobody is woken for it while scans come`() {
        let devices = [1, 7, 600].map { seconds in
            var one = device("d-\(seconds)", [point("t")])
            one.poll = .seconds(Int64(seconds))
            return one
        }
        var station = up(devices)
        for second in 0..<4_000 {
            #expect(station.pump.nextDeadline > instant(Int64(second) * 1_000))
            for (index, period) in [1, 7, 600].enumerated() where second % period == 0 {
                #expect(
                    events(station.scan([1], device: index, at: Int64(second) * 1_000)).isEmpty)
            }
            #expect(advance(&station, to: Int64(second) * 1_000).isEmpty)
        }
        // The first two stop: each at its own time.
        #expect(events(advance(&station, to: 4_008_000)).count == 1)
        #expect(events(advance(&station, to: 4_100_000)).count == 1)
    }

    @Test func `a device that is back is waited for again though another one is due later`() {
        var slow = device("b", [point("t")])
        slow.poll = .seconds(600)
        var station = up([device("a", [point("t")]), slow])
        _ = station.scan([1], device: 1, at: 0)
        _ = advance(&station, to: 9_000)
        #expect(station.pump.nextDeadline == instant(1_806_000))
        _ = station.scan([1], device: 0, at: 20_000)
        #expect(station.pump.nextDeadline == instant(29_000))
        #expect(events(advance(&station, to: 29_000)).count == 1)
    }

    /// A line that is stuck from 20 s to 200 s tells then that it passed over 180 periods.
    @Test func `what was due meanwhile is due in its own window`() {
        var one = device("aq-1", [point("t")], live: .off)
        one.publishing.window = .seconds(60)
        var station = up([one])
        var told: [String] = []
        for second in 0..<300 where !(20..<200).contains(second) {
            told += station.scan(
                [Sample(bits: 5)], at: Int64(second) * 1_000, skipped: second == 200 ? 180 : 0)
            told += advance(&station, to: Int64(second) * 1_000)
            if second == 19 {
                for late in 20..<200 { told += advance(&station, to: Int64(late) * 1_000) }
            }
        }
        let windows = told.filter { $0.contains(#""from":"#) }
        #expect(windows.map { json($0, "values", "t", "n")?.integer } == [20, 0, 0, 28, 60])
        let due = windows.map { json($0, "values", "t", "due")?.integer ?? 0 }
        #expect(due == [48, 60, 60, 60, 60])
        let words = windows.map { json($0, "q", "t")?.string }
        #expect(words == [nil, "stale", "stale", nil, nil])
    }

    /// 20 devices that may take a second each: a round of all is 20 s at the longest.
    @Test func `what is read without a pause is waited for as long as its line takes`() {
        let devices = (0..<20).map { number in
            var one = device("d-\(number)", [point("t")])
            one.poll = .zero
            return one
        }
        var station = up(devices)
        for step in 0..<100 as Range<Int64> {
            for index in devices.indices {
                let time = step * 12_000 + Int64(index) * 600
                var told = advance(&station, to: time)
                told += station.scan([UInt64(step)], device: index, at: time)
                #expect(!told.contains { $0.contains("stale") })
            }
        }
        let last: Int64 = 99 * 12_000
        #expect(events(advance(&station, to: last + 65_999)).isEmpty)
        #expect(events(advance(&station, to: last + 66_000)).count == 1)
    }

    @Test func `with a period of no length none are presumed`() {
        var one = device("aq-1", [point("t")], live: .off)
        one.publishing.window = .seconds(60)
        one.poll = .zero
        var station = up([one])
        _ = station.scan([1], at: 0)
        #expect(events(advance(&station, to: 9_000)).count == 1)
        let windows = advance(&station, to: 60_000).filter { $0.contains(#""from":"#) }
        #expect(json(windows.first, "values", "t", "due")?.integer == 1)
    }
}
