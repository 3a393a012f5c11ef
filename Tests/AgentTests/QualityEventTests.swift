// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Testing

@Suite struct QualityEventTests {
    typealias Sample = Station.Sample

    private func up(_ count: Int) -> Station {
        Station.up([device("aq-1", (0..<count).map { point("p\($0)") }, live: .off)])
    }

    /// One scan: these points fail with a quality, the others are read.
    private func scan(
        _ station: inout Station, _ count: Int, at time: Int64, failing: Range<Int> = 0..<0,
        _ quality: Quality = .commTimeout
    ) -> [String] {
        events(
            station.scan(
                (0..<count).map {
                    Sample(point: $0, bits: 5, quality: failing.contains($0) ? quality : .good)
                }, at: time))
    }

    @Test func `a point that fails twice in a row is told, and when it is back`() throws {
        var station = up(2)
        #expect(scan(&station, 2, at: 0).isEmpty)
        #expect(scan(&station, 2, at: 1_000, failing: 0..<1, .faultSensorBreak).isEmpty)
        let raised = scan(&station, 2, at: 2_000, failing: 0..<1, .faultSensorBreak)
        let meta = try #require(json(raised.first, "meta")?.string)
        #expect(
            raised == [
                #"{"v":1,"epoch":"e0","seq":1,"meta":"\#(meta)","ts":1795215194000,"#
                    + #""type":"quality","point":"p0","state":"raised","severity":"warning","#
                    + #""code":"fault/sensor-break","since":1795215193000}"#
            ])
        #expect(scan(&station, 2, at: 3_000, failing: 0..<1, .commIllegalAddress).isEmpty)
        let cleared = scan(&station, 2, at: 4_000)
        #expect(
            cleared == [
                #"{"v":1,"epoch":"e0","seq":2,"meta":"\#(meta)","ts":1795215196000,"#
                    + #""type":"quality","point":"p0","state":"cleared","severity":"warning","#
                    + #""code":"fault/sensor-break","since":1795215193000}"#
            ])
        #expect(scan(&station, 2, at: 5_000).isEmpty)
    }

    @Test func `single failures are none`() {
        var station = up(2)
        for second in 0..<200 {
            let failing = second % 3 == 0 ? 0..<1 : 0..<0
            #expect(scan(&station, 2, at: Int64(second) * 1_000, failing: failing).isEmpty)
        }
        for second in 200..<400 {
            let failing = second % 2 == 0 ? 0..<2 : 0..<0
            #expect(scan(&station, 2, at: Int64(second) * 1_000, failing: failing).isEmpty)
        }
    }

    /// Read every 200 ms; the line leaves a unit alone for 500 ms after a lost answer.
    @Test func `rounds that failed untried after one lost poll are none`() {
        var station = up(2)
        for step in 0..<100 as Range<Int64> {
            let failing = step % 10 < 4 ? 0..<2 : 0..<0
            #expect(scan(&station, 2, at: step * 200, failing: failing).isEmpty)
        }
        for step in 100..<104 as Range<Int64> {
            #expect(scan(&station, 2, at: step * 200, failing: 0..<2).isEmpty)
        }
        #expect(scan(&station, 2, at: 104 * 200, failing: 0..<2).count == 1)
    }

    @Test func `a device of a hundred points that goes silent is one event`() throws {
        var station = up(100)
        #expect(scan(&station, 100, at: 0).isEmpty)
        #expect(scan(&station, 100, at: 1_000, failing: 0..<100).isEmpty)
        let raised = scan(&station, 100, at: 2_000, failing: 0..<100)
        let meta = try #require(json(raised.first, "meta")?.string)
        #expect(
            raised == [
                #"{"v":1,"epoch":"e0","seq":1,"meta":"\#(meta)","ts":1795215194000,"#
                    + #""type":"device","state":"raised","severity":"warning","#
                    + #""code":"comm/timeout","since":1795215193000}"#
            ])
        for second in 3..<100 {
            #expect(scan(&station, 100, at: Int64(second) * 1_000, failing: 0..<100).isEmpty)
        }
        let cleared = scan(&station, 100, at: 100_000)
        #expect(cleared.count == 1 && json(cleared.first, "state")?.string == "cleared")
        #expect(json(cleared.first, "since")?.integer == 1_795_215_193_000)
    }

    @Test func `a device that never answered since the start is told`() {
        var station = up(2)
        _ = scan(&station, 2, at: 0, failing: 0..<2, .commDisconnected)
        let raised = scan(&station, 2, at: 1_000, failing: 0..<2, .commDisconnected)
        #expect(raised.count == 1 && json(raised.first, "code")?.string == "comm/disconnected")
    }

    @Test func `refusals are answers: each point is told for itself`() {
        var station = up(3)
        _ = scan(&station, 3, at: 0, failing: 0..<3, .commIllegalAddress)
        let raised = scan(&station, 3, at: 1_000, failing: 0..<3, .commIllegalAddress)
        #expect(raised.map { json($0, "point")?.string } == ["p0", "p1", "p2"])
    }

    @Test func `a silence does not end what a point was told to lack`() {
        var station = up(2)
        for time in [0, 1_000] as [Int64] {
            _ = scan(&station, 2, at: time, failing: 0..<1, .faultNoSignal)
        }
        for time in [2_000, 3_000] as [Int64] { _ = scan(&station, 2, at: time, failing: 0..<2) }
        let back = scan(&station, 2, at: 4_000, failing: 0..<1, .faultNoSignal)
        #expect(back.map { json($0, "type")?.string } == ["device"])
        let whole = scan(&station, 2, at: 5_000)
        #expect(whole.map { json($0, "type")?.string } == ["quality"])
        #expect(json(whole.first, "state")?.string == "cleared")
    }

    /// A point of firmware 3: it fails, the device gets firmware 2, then 3 again.
    @Test func `what a device no longer has is not lacking`() {
        var extra = point("x")
        extra.dependence.condition = .init(point: "version", test: .atLeast(3))
        let version = point("version", .uint16, scale: "1")
        var station = Station.up([device("m-1", [extra, version], live: .off)])
        func scan(_ version: UInt64, _ quality: Quality, _ time: Int64) -> [String] {
            events(
                station.scan(
                    [Sample(point: 0, bits: 9, quality: quality), Sample(point: 1, bits: version)],
                    at: time))
        }
        _ = scan(3, .faultInvalid, 0)
        let raised = scan(3, .faultInvalid, 1_000)
        #expect(raised.map { json($0, "state")?.string } == ["raised"])
        let cleared = scan(2, .faultInvalid, 2_000)
        #expect(cleared.map { json($0, "state")?.string } == ["cleared"])
        #expect(json(cleared.first, "point")?.string == "x")
        #expect(json(cleared.first, "ts")?.integer == 1_795_215_194_000)
        #expect(json(cleared.first, "code")?.string == "fault/invalid")
        for time in [3_000, 4_000] as [Int64] { #expect(scan(2, .faultInvalid, time).isEmpty) }
        // Two scans prove it anew, and one failure before does not count.
        #expect(scan(3, .faultInvalid, 5_000).isEmpty)
        #expect(scan(2, .good, 6_000).isEmpty)
        #expect(scan(3, .faultInvalid, 7_000).isEmpty)
        #expect(scan(3, .faultInvalid, 8_000).count == 1)
        #expect(scan(3, .good, 9_000).count == 1)
    }

    @Test func `more events than a minute bears wait, and are told as it then is`() {
        var station = up(50)
        _ = scan(&station, 50, at: 0, failing: 0..<49, .faultInvalid)
        let first = scan(&station, 50, at: 1_000, failing: 0..<49, .faultInvalid)
        #expect(first.count == 30)
        for second in 2..<61 {
            let more = scan(&station, 50, at: Int64(second) * 1_000, failing: 0..<40, .faultInvalid)
            #expect(more.isEmpty, "at \(second) s")
        }
        let rest = scan(&station, 50, at: 61_000, failing: 0..<40, .faultInvalid)
        #expect(rest.map { json($0, "point")?.string } == (30..<40).map { "p\($0)" })
        // 19 raises and 9 clears that nobody heard of when they came.
        #expect(json(rest.first, "suppressed")?.integer == 28)
        #expect(rest.dropFirst().allSatisfy { json($0, "suppressed") == nil })
    }
}
