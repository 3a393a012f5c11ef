// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Testing

@Suite struct LiveTests {
    typealias Sample = Station.Sample

    /// The device's meta id as its meta says it.
    private func meta(of devices: [Device]) throws -> String {
        var station = Station(devices)
        station.pump.hubUp(session: 1, at: moment(0))
        let texts = station.told().filter { $0.topic.hasSuffix("/meta") }.map(\.text)
        return try #require(json(texts.first, "meta")?.string)
    }

    @Test func `records say what was read, to the byte`() throws {
        let devices = [device("aq-1", [point("t"), point("h", .uint16), point("c", .uint32)])]
        let meta = try meta(of: devices)
        var station = Station.up(devices)
        let first = live(station.scan([312, 640, 4_294_967_295], at: 692))
        #expect(
            first == [
                #"{"v":1,"epoch":"e0","seq":1,"meta":"\#(meta)","ts":1795215192692,"#
                    + #""values":{"t":31.2,"h":64.0,"c":429496729.5},"full":true}"#
            ])
        let changed = live(station.scan([UInt64(bitPattern: -5), 640, 4_294_967_295], at: 1_692))
        #expect(
            changed == [
                #"{"v":1,"epoch":"e0","seq":2,"meta":"\#(meta)","ts":1795215193692,"#
                    + #""values":{"t":-0.5}}"#
            ])
    }

    @Test func `keys stand in the contract's order, the clock's word last`() throws {
        let devices = [device("aq-1", [point("t"), point("h")])]
        let meta = try meta(of: devices)
        var station = Station(devices)
        station.pump.hubUp(session: 1, at: moment(0, wall: 5_000))
        _ = station.told()
        let record = live(
            station.scan(
                [
                    Sample(point: 0, quality: .commTimeout),
                    Sample(point: 1, bits: 640, before: 11),
                ], at: 0, wall: 5_000))
        // 20,000 s of uptime after the earliest moment that can be.
        #expect(
            record == [
                #"{"v":1,"epoch":"e0","seq":1,"meta":"\#(meta)","ts":1767245600000,"#
                    + #""values":{"t":null,"h":64.0},"q":{"t":"comm/timeout"},"age":{"h":11},"#
                    + #""full":true,"clock":"unsynced"}"#
            ])
    }

    @Test func `a record with the longest of everything is below 64 KiB, and the rest follows`() {
        let points = (0..<1_000).map { number in
            point("p\(number)_" + String(repeating: "x", count: 34), .float64, scale: "1")
        }
        var station = Station.up([device("aq-1", points)])
        let bits = (-1.23456789012345e-300).bitPattern
        let samples = points.indices.map { index in
            let age: Int64 = index == 0 ? 0 : 86_400_000
            return Sample(point: index, bits: bits, quality: .suspectRange, before: age)
        }
        let records = live(station.scan(samples, at: 0))
        #expect(records.count == 4 && records.allSatisfy { $0.utf8.count <= 65_536 })
        #expect(records.allSatisfy { json($0, "full") == nil }, "none of them is complete")
        let sequences = records.map { json($0, "seq")?.integer }
        #expect(sequences == [1, 2, 3, 4])
        let names = records.flatMap { json($0, "values")?.members?.map(\.key) ?? [] }
        #expect(names == points.map(\.name))
        #expect(live(station.scan(samples, at: 1_000)).isEmpty, "all was told")
    }

    static let unset: [Int64] = [0, 1_000, 1_767_225_599_999 - 20_000_000]

    @Test(arguments: unset)
    func `nothing is stamped before 2026`(wall: Int64) throws {
        var station = Station([device("aq-1", [point("t")])])
        station.pump.hubUp(session: 1, at: moment(0, wall: wall))
        let texts = station.told().map(\.text) + station.scan([Sample(bits: 1)], at: 0, wall: wall)
        let times = texts.flatMap { text in
            ["ts", "since"].compactMap { json(text, $0)?.integer }
        }
        #expect(times.count == 4, "state, the record, a status and its beginning")
        #expect(times.allSatisfy { $0 >= 1_767_225_600_000 })
        #expect(live(texts).allSatisfy { json($0, "clock")?.string == "unsynced" })
    }

    @Test func `a trusted clock is not spoken of`() {
        var station = Station.up([device("aq-1", [point("t")])])
        let record = live(
            station.scan([Sample(bits: 1)], at: 0, wall: 1_767_225_600_000)
        ).first
        #expect(json(record, "ts")?.integer == 1_767_225_600_000)
        #expect(json(record, "clock") == nil)
    }

    static let ages: [(Int64, Int64?)] = [(10, nil), (11, 11), (4_210, 4_210)]

    @Test(arguments: ages)
    func `age stands from ten milliseconds on`(before: Int64, age: Int64?) {
        var station = Station.up([device("aq-1", [point("t"), point("h")])])
        let record = live(
            station.scan([Sample(point: 0, before: before), Sample(point: 1)], at: 9_000)
        ).first
        #expect(json(record, "age", "t")?.integer == age)
        #expect(json(record, "age", "h") == nil)
        #expect(json(record, "ts")?.integer == 1_795_215_201_000)
    }

    @Test func `what the profile does not believe is a value with a word, a fault is none`() {
        var suspect = point("t")
        suspect.range = Limits(low: decimal("-40"), high: decimal("80"))
        var faulty = point("h")
        faulty.span = Limits(low: decimal("0"), high: decimal("100"))
        var station = Station.up([device("aq-1", [suspect, faulty, point("f", .float32)])])
        let bits: [UInt64] = [900, 1_001, UInt64(Float.nan.bitPattern)]
        let record = live(station.scan(bits, at: 0)).first ?? ""
        #expect(
            record.contains(
                #""values":{"t":90.0,"h":null,"f":null},"q":{"t":"suspect/range","#
                    + #""h":"fault/span","f":"fault/not-a-number"}"#))
    }

    @Test func `a sentinel is no value, a state's unlisted number one with a word`() {
        var station = Station.up([device("aq-1", [point("t"), point("s", .uint16, scale: "1")])])
        let samples = [
            Sample(point: 0, bits: 0x7FFF, quality: .faultNotFitted),
            Sample(point: 1, bits: 7, quality: .suspectEnum),
        ]
        let record = live(station.scan(samples, at: 0)).first ?? ""
        #expect(
            record.contains(
                #""values":{"t":null,"s":7},"q":{"t":"fault/not-fitted","s":"suspect/enum"}"#))
    }

    @Test func `a quality is told when it changes, not again, and also when it goes`() {
        var station = Station.up([device("aq-1", [point("t"), point("h")])])
        func t(_ quality: Quality) -> [Sample] {
            [Sample(point: 0, bits: 5, quality: quality), Sample(point: 1, bits: 7)]
        }
        _ = station.scan(t(.good), at: 0)
        let failed = live(station.scan(t(.commTimeout), at: 1_000))
        #expect(failed.count == 1)
        #expect(failed[0].contains(#""values":{"t":null},"q":{"t":"comm/timeout"}}"#))
        #expect(live(station.scan(t(.commTimeout), at: 2_000)).isEmpty)
        let garbled = live(station.scan(t(.commGarbled), at: 3_000))
        #expect(garbled.count == 1 && garbled[0].contains("comm/garbled"))
        let back = live(station.scan(t(.good), at: 4_000))
        #expect(back.count == 1 && back[0].hasSuffix(#""values":{"t":0.5}}"#))
    }

    @Test func `the failed read's bits are no change`() {
        var station = Station.up([device("aq-1", [point("t")])])
        _ = station.scan([Sample(bits: 5, quality: .commTimeout)], at: 0)
        let again = station.scan([Sample(bits: 6, quality: .commTimeout)], at: 1_000)
        #expect(live(again).isEmpty)
    }

    @Test func `with every, each value read is told`() {
        var station = Station.up([device("aq-1", [point("t"), point("h")], live: .every)])
        _ = station.scan([1, 2], at: 0)
        let same = live(station.scan([1, 2], at: 1_000)).first ?? ""
        #expect(same.hasSuffix(#""values":{"t":0.1,"h":0.2}}"#))
        let one = live(station.scan([Sample(point: 1, bits: 2)], at: 2_000)).first ?? ""
        #expect(one.hasSuffix(#""values":{"h":0.2}}"#), "absent is: not reported")
    }

    @Test func `with off, only the status is told`() {
        var station = Station.up([device("aq-1", [point("t")], live: .off)])
        let texts = station.scan([1], at: 0) + station.scan([2], at: 1_000)
        #expect(texts.count == 1 && json(texts.first, "state")?.string == "online")
        #expect(station.pump.produced.live == 0 && station.pump.produced.readings == 2)
    }

    @Test func `a heartbeat makes the next record complete, unchanged values with their age`() {
        var station = Station.up([
            device("aq-1", [point("t"), point("h")], heartbeat: .seconds(10))
        ])
        _ = station.scan([1, 2], at: 0)
        #expect(live(station.scan([1, 2], at: 9_999)).isEmpty)
        let beat = live(station.scan([Sample(point: 0, bits: 1)], at: 10_000)).first ?? ""
        #expect(
            beat.hasSuffix(
                #""ts":1795215202000,"values":{"t":0.1,"h":0.2},"full":true}"#),
            "one millisecond is no age")
        #expect(live(station.scan([1, 2], at: 19_999)).isEmpty)
        #expect(json(live(station.scan([1, 2], at: 20_000)).first, "full")?.bool == true)
    }

    @Test func `a heartbeat of zero never repeats`() {
        var station = Station.up([device("aq-1", [point("t")], heartbeat: .zero)])
        _ = station.scan([1], at: 0)
        for hour in 1...48 { #expect(station.scan([1], at: Int64(hour) * 3_600_000).isEmpty) }
        let changed = live(station.scan([2], at: 500_000_000)).first
        #expect(changed != nil && json(changed, "full") == nil)
    }

    @Test func `a value not read again keeps its time`() {
        var station = Station.up([
            device("aq-1", [point("t"), point("h")], heartbeat: .seconds(10))
        ])
        _ = station.scan([1, 2], at: 0)
        for time in stride(from: Int64(1_000), to: 10_000, by: 1_000) {
            let record = live(
                station.scan([Sample(point: 0, bits: UInt64(time))], at: time)
            ).first
            #expect(json(record, "values", "h") == nil)
        }
        let full = live(station.scan([Sample(point: 0, bits: 9)], at: 12_345)).first
        #expect(json(full, "ts")?.integer == 1_795_215_204_345)
        #expect(json(full, "age", "h")?.integer == 12_345)
        #expect(json(full, "age", "t") == nil && json(full, "full")?.bool == true)
    }

    @Test func `the record after a reconnection is complete, under the next number`() {
        var station = Station.up([device("aq-1", [point("t"), point("h")])])
        _ = station.scan([1, 2], at: 0)
        station.pump.hubDown()
        station.pump.hubUp(session: 2, at: moment(500))
        _ = station.told()
        let full = live(station.scan([1, 2], at: 1_000)).first
        #expect(json(full, "full")?.bool == true && json(full, "seq")?.integer == 2)
        #expect(live(station.scan([1, 2], at: 2_000)).isEmpty)
    }

    @Test func `devices do not mix`() {
        var station = Station.up([
            device("a", [point("t"), point("h")]), device("b", [point("t")]),
        ])
        let b = live(station.scan([7], device: 1, at: 0)).first ?? ""
        #expect(json(b, "seq")?.integer == 1)
        #expect(b.hasSuffix(#""ts":1795215192000,"values":{"t":0.7},"full":true}"#))
        let a = live(station.scan([1, 2], device: 0, at: 1_000)).first
        #expect(json(a, "seq")?.integer == 1 && json(a, "values", "t") == .number("0.1"))
        #expect(json(live(station.scan([8], device: 1, at: 2_000)).first, "seq")?.integer == 2)
        #expect(live(station.scan([1, 2], device: 0, at: 3_000)).isEmpty)
    }

    @Test func `a scan without readings tells nothing and changes nothing`() {
        var station = Station.up([device("aq-1", [point("t")], heartbeat: .seconds(1))])
        #expect(station.scan([Sample](), at: 0).isEmpty)
        let first = live(station.scan([1], at: 100)).first
        #expect(json(first, "seq")?.integer == 1 && json(first, "full")?.bool == true)
        #expect(station.scan([Sample](), at: 9_000).isEmpty, "a heartbeat has nothing to repeat")
        #expect(json(live(station.scan([1], at: 9_100)).first, "full")?.bool == true)
    }

    @Test func `a point that was never read is not reported, and the record is not complete`() {
        var station = Station.up([device("aq-1", [point("t"), point("h")])])
        let part = live(station.scan([Sample(point: 0, bits: 1)], at: 0)).first ?? ""
        #expect(part.hasSuffix(#""values":{"t":0.1}}"#))
        let whole = live(station.scan([1, 2], at: 1_000)).first ?? ""
        #expect(whole.hasSuffix(#""values":{"t":0.1,"h":0.2},"full":true}"#))
    }
}
