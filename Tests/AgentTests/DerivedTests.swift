// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Testing

/// Points that are made of others, or that others say the meaning of.
@Suite struct DerivedTests {
    typealias Sample = Station.Sample

    private static func made(_ name: String, _ formula: Dependence.Formula) -> Point {
        var made = point(name, .int32, scale: "1")
        made.dependence.formula = formula
        return made
    }

    /// Two powers in tenths, their sum, and a sum of that.
    private static func sums(window: Nanoseconds = .zero) -> Device {
        var device = device(
            "m-1",
            [
                made("total", .sum(["a", "b"])), point("a"), point("b", scale: "0.01"),
                made("net", .difference(["total", "b", "b"])),
            ])
        device.publishing.window = window
        return device
    }

    @Test func `a sum is exact and told with what it is made of`() {
        var station = Station.up([Self.sums()])
        let first = station.scan([Sample(point: 1, bits: 123), Sample(point: 2, bits: 450)], at: 0)
        let record = live(first).first ?? ""
        #expect(
            record.contains(#""values":{"total":16.80,"a":12.3,"b":4.50,"net":7.80}"#), "\(record)")
        #expect(json(record, "full")?.bool == true && json(record, "q") == nil)
        // Only what is another value than before.
        let next = station.scan(
            [Sample(point: 1, bits: 113), Sample(point: 2, bits: 450)], at: 1_000)
        #expect(
            live(next).first?.contains(#""values":{"total":15.80,"a":11.3,"net":6.80}"#) == true)
        let same = station.scan(
            [Sample(point: 1, bits: 113), Sample(point: 2, bits: 450)], at: 2_000)
        #expect(live(same).isEmpty)
    }

    static let qualities: [(Quality, Quality, String?)] = [
        (.good, .commTimeout, "comm/timeout"), (.suspectEnum, .good, "suspect/enum"),
        (.faultNotFitted, .suspectEnum, "fault/not-fitted"),
        (.commIllegalAddress, .faultSensorBreak, "comm/illegal-address"), (.good, .good, nil),
    ]

    @Test(arguments: qualities)
    func `it is as good as the worst that it is made of`(
        _ a: Quality, _ b: Quality, _ code: String?
    ) {
        var station = Station.up([Self.sums()])
        let told = station.scan(
            [Sample(point: 1, bits: 1, quality: a), Sample(point: 2, bits: 1, quality: b)], at: 0)
        let record = live(told).first
        #expect(json(record, "q", "total")?.string == code)
        let isNull = code.map { !$0.hasPrefix("suspect") } ?? false
        #expect((json(record, "values", "total") == .null) == isNull)
    }

    @Test func `a deadband holds for it, and its own range`() {
        var device = Self.sums()
        device.profile.points[0].deadband = decimal("1")
        device.profile.points[0].range = Limits(low: decimal("0"), high: decimal("100"))
        device.profile.points.removeLast()
        var station = Station.up([device])
        func total(_ a: UInt64, _ time: Int64) -> JSON? {
            let told = station.scan(
                [Sample(point: 1, bits: a), Sample(point: 2, bits: 0)], at: time)
            return json(live(told).first, "values", "total")
        }
        #expect(total(500, 0) == .number("50.00"))
        #expect(total(509, 1_000) == nil)
        #expect(total(510, 2_000) == .number("51.00"))
        #expect(total(1_001, 3_000) == .number("100.10"))
        let told = station.scan(
            [Sample(point: 1, bits: 1_002), Sample(point: 2, bits: 0)], at: 4_000)
        #expect(json(live(told).first, "q", "total") == nil, "nothing new within its deadband")
    }

    @Test func `windows count it like what is read`() throws {
        var station = Station.up([Self.sums(window: .seconds(60))])
        station.pump.closeWindows(at: moment(0))
        var told: [String] = []
        for second in Int64(0)..<110 {
            let lost: Quality = second % 3 == 0 ? .commTimeout : .good
            // Now and then the ring had no room for one of them.
            let b = second % 20 == 1 ? [] : [Sample(point: 2, bits: 100)]
            let a = Sample(point: 1, bits: UInt64(second), quality: lost)
            told += station.scan([a] + b, at: second * 1_000, skipped: second == 80 ? 2 : 0)
        }
        let whole = try #require(told.last { $0.contains(#""to":"#) })
        #expect(json(whole, "values", "total", "due")?.integer == 62)
        #expect(json(whole, "values", "total", "n")?.integer == 40)
        #expect(json(whole, "values", "total", "min") == .number("5.90"))
        #expect(json(whole, "values", "total", "max") == .number("11.70"))
        #expect(json(whole, "values", "net", "n")?.integer == 40)
        #expect(json(whole, "values", "a", "due")?.integer == 62)
    }

    @Test func `its time is that of the oldest that it is made of`() {
        var device = Self.sums()
        device.profile.points[2].group = .slow
        var station = Station.up([device])
        #expect(
            !live(station.scan([Sample(point: 1, bits: 1)], at: 0)).contains {
                $0.contains("total")
            },
            "not before all of it is known")
        let whole = live(station.scan([Sample(point: 2, bits: 100)], round: 1, at: 40))
        #expect(
            whole.first?.contains(#""values":{"total":1.10,"a":0.1,"b":1.00,"net":-0.90}"#) == true)
        #expect(json(whole.first, "full")?.bool == true)
        #expect(json(whole.first, "age", "total")?.integer == 40)
        let next = live(station.scan([Sample(point: 1, bits: 2)], at: 5_000)).first
        #expect(json(next, "values", "total") == .number("1.20"))
        #expect(json(next, "age", "total")?.integer == 4_960)
        #expect(json(next, "age", "a") == nil)
        // The slow round alone changes it, too.
        let slow = live(station.scan([Sample(point: 2, bits: 300)], round: 1, at: 60_040)).first
        #expect(json(slow, "values", "total") == .number("3.20"))
        #expect(json(slow, "values", "a") == nil)
    }

    /// A current, the power of ten of it, and the range that decides its unit.
    private static var scaled: Device {
        var current = point("i", .uint16, scale: "1")
        current.dependence.exponent = "e"
        var exponent = point("e", .int16, scale: "1")
        exponent.group = .slow
        return device("m-1", [current, exponent])
    }

    @Test func `a power of ten that comes later is waited for, then used`() {
        var station = Station.up([Self.scaled])
        #expect(live(station.scan([Sample(point: 0, bits: 1_234)], at: 0)).isEmpty)
        let minusTwo = UInt64(UInt16(bitPattern: -2))
        let first = live(station.scan([Sample(point: 1, bits: minusTwo)], round: 1, at: 30)).first
        #expect(first?.contains(#""values":{"i":12.34,"e":-2}"#) == true, "\(first ?? "")")
        #expect(json(first, "age", "i")?.integer == 30, "its time is its own")
        let next = live(station.scan([Sample(point: 0, bits: 1_235)], at: 1_000)).first
        #expect(json(next, "values", "i") == .number("12.35"))
        let lost = live(station.scan([Sample(point: 0, quality: .commTimeout)], at: 2_000)).first
        #expect(json(lost, "q", "i")?.string == "comm/timeout")
    }

    @Test func `its device is online while it answers, whatever becomes of the power of ten`() {
        var station = Station.up([Self.scaled])
        _ = station.scan([Sample(point: 0, bits: 1)], at: 0)
        _ = station.scan([Sample(point: 1, quality: .commIllegalAddress)], round: 1, at: 30)
        let told = station.scan([Sample(point: 0, bits: 2)], at: 1_000)
        #expect(!told.contains { json($0, "state")?.string == "offline" })
    }

    @Test func `what another firmware has is not told, and not missed`() {
        var extra = point("x", .uint16, scale: "1")
        extra.dependence.condition = .init(point: "version", test: .atLeast(3))
        var device = device("m-1", [extra, point("version", .uint16, scale: "1"), point("a")])
        device.publishing.window = .seconds(60)
        var station = Station.up([device])
        station.pump.closeWindows(at: moment(0))
        func scan(_ version: UInt64, _ time: Int64) -> [String] {
            station.scan(
                [
                    Sample(point: 0, bits: 9), Sample(point: 1, bits: version),
                    Sample(point: 2, bits: 1),
                ], at: time)
        }
        let first = live(scan(2, 0)).first
        #expect(first?.contains(#""values":{"version":2,"a":0.1}"#) == true)
        #expect(json(first, "full")?.bool == true)
        let window = scan(2, 50_000).first { $0.contains(#""to":"#) }
        #expect(json(window, "values", "a", "n")?.integer == 1)
        #expect(json(window, "values", "x") == nil)
        #expect(json(live(scan(3, 51_000)).first, "values", "x")?.integer == 9)
    }

    @Test func `what a device no longer has adds nothing to a sum`() {
        var extra = point("x", .uint16, scale: "1")
        extra.dependence.condition = .init(point: "version", test: .atLeast(3))
        let device = device(
            "m-1",
            [extra, point("version", .uint16, scale: "1"), Self.made("twice", .sum(["x", "x"]))])
        var station = Station.up([device])
        func scan(_ version: UInt64, _ time: Int64) -> String? {
            live(
                station.scan(
                    [Sample(point: 0, bits: 9), Sample(point: 1, bits: version)], at: time)
            ).first
        }
        #expect(json(scan(3, 0), "values", "twice")?.integer == 18)
        let without = scan(2, 1_000)
        #expect(json(without, "values", "twice") == .null)
        #expect(json(without, "q", "twice")?.string == "fault/not-fitted")
    }

    @Test func `trust in another point goes with the value`() {
        var value = point("v", .uint16, scale: "1")
        value.dependence.trust = .init(point: "state", good: [1])
        var station = Station.up([device("m-1", [value, point("state", .uint16, scale: "1")])])
        let good = station.scan([5, 1], at: 0)
        #expect(json(live(good).first, "values", "v")?.integer == 5)
        let bad = station.scan([5, 2], at: 1_000)
        #expect(json(live(bad).first, "values", "v") == .null)
        #expect(json(live(bad).first, "q", "v")?.string?.hasPrefix("fault/") == true)
    }

    @Test func `after power-on a value that warms up is not ready`() {
        var slow = point("pm", .uint16, scale: "1")
        slow.warmUp = .seconds(30)
        var device = device("aq-1", [slow, point("t"), Self.made("twice", .sum(["pm", "pm"]))])
        device.publishing.live = .every
        var station = Station.up([device])
        func quality(_ samples: [Sample], _ time: Int64) -> [String?] {
            let record = live(station.scan(samples, at: time)).first
            return ["pm", "t", "twice"].map { json(record, "q", $0)?.string }
        }
        let good = [Sample(point: 0, bits: 1), Sample(point: 1, bits: 1)]
        let lost = [0, 1].map { Sample(point: $0, quality: .commTimeout) }
        let warming = ["fault/not-ready", nil, "fault/not-ready"]
        #expect(quality(good, 0) == warming)
        #expect(quality(good, 29_999) == warming)
        #expect(quality(good, 30_000) == [nil, nil, nil])
        #expect(quality(lost, 31_000)[0] == "comm/timeout")
        // One lost poll is no power-on, be it with the pause that a unit is left alone for.
        #expect(quality(good, 32_000) == [nil, nil, nil])
        #expect(quality(lost, 33_000)[0] == "comm/timeout")
        #expect(quality(lost, 38_000)[0] == "comm/timeout")
        #expect(quality(good, 40_999) == [nil, nil, nil])
        #expect(quality(lost, 42_000)[0] == "comm/timeout")
        // It was silent for 9 s: it may have been switched off.
        #expect(quality(good, 49_999) == warming)
        #expect(quality(good, 79_998) == warming)
        #expect(quality(good, 79_999) == [nil, nil, nil])
        // Nobody was silent in between: its values found no room.
        #expect(quality(good, 200_000) == [nil, nil, nil])
    }
}
