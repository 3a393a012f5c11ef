// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct MotionTrackTests {
    /// Judges raw values at times in milliseconds.
    private func judged(
        _ point: Point, period: Nanoseconds = .seconds(1), _ readings: [(Int64, Int64)]
    ) throws -> [Quality] {
        let rule = try #require(MotionRule(point, period: period))
        let conversion = Conversion(point)
        var track = MotionTrack()
        return readings.map { time, value in
            track.take(
                UInt64(bitPattern: value), at: Instant(nanoseconds: time * 1_000_000), rule,
                conversion)
        }
    }

    private func gauge(_ quantity: String, rate: String? = nil, kind: Point.Kind = .gauge) -> Point
    {
        var one = point(.int16, scale: "0.1")
        one.quantity = quantity
        one.kind = kind
        one.rate = rate.map(decimal)
        return one
    }

    @Test func `a jump is suspect for that reading, a change of exactly the rate is none`() throws {
        let point = gauge("other", rate: "0.1")
        #expect(
            try judged(point, [(0, 201), (1_000, 202), (2_000, 204), (3_000, 204), (4_000, 202)])
                == [.good, .good, .suspectRate, .good, .suspectRate])
        #expect(try judged(point, [(0, 0), (2_500, 2)]) == [.good, .good], "2.5 s give 0.25")
        #expect(try judged(point, [(0, 0), (2_500, 3)]) == [.good, .suspectRate])
    }

    @Test func `readings closer than a second may differ by what a second allows`() throws {
        #expect(try judged(gauge("other", rate: "0.1"), [(0, 0), (10, 1)]) == [.good, .good])
        #expect(try judged(gauge("other", rate: "0.1"), [(0, 0), (10, 2)]).last == .suspectRate)
    }

    @Test func `after three periods nothing is compared`() throws {
        let point = gauge("other", rate: "0.1")
        #expect(try judged(point, [(0, 0), (3_000, 9)]) == [.good, .suspectRate])
        #expect(try judged(point, [(0, 0), (3_001, 900)]) == [.good, .good])
    }

    @Test func `north is not far from north`() throws {
        let vane = gauge("wind_direction", rate: "30")
        #expect(try judged(vane, [(0, 3_500), (1_000, 100), (2_000, 600)]).last == .suspectRate)
        #expect(try judged(vane, [(0, 3_500), (1_000, 100)]) == [.good, .good])
        #expect(try judged(vane, [(0, 3_600), (1_000, 0)]) == [.good, .good])
    }

    @Test func `a counter that goes back is not too fast`() throws {
        let meter = gauge("other", rate: "1", kind: .counter)
        #expect(
            try judged(meter, [(0, 500), (1_000, 0), (2_000, 11)])
                == [.good, .good, .suspectRate])
    }

    @Test func `a flat line is suspect once both its time and its readings are full`() throws {
        let voltage = gauge("voltage")
        let hour = try judged(voltage, (0...3_600).map { (Int64($0) * 1_000, 2_300) })
        #expect(hour.prefix(3_600).allSatisfy { $0 == .good } && hour.last == .suspectFlatLine)
        // Every five minutes: 29 readings in 2 h 20 min are too few.
        let sparse = try judged(
            voltage, period: .seconds(300), (0..<31).map { (Int64($0) * 300_000, 2_300) })
        #expect(
            sparse.map { $0 == .suspectFlatLine }
                == [Bool](repeating: false, count: 29) + [true, true])
    }

    @Test func `one other bit ends a flat line, a gap begins it anew`() throws {
        let voltage = gauge("voltage")
        let flat = (0...3_600).map { (Int64($0) * 1_000, Int64(2_300)) }
        #expect(try judged(voltage, flat + [(3_601_000, 2_301)]).last == .good)
        #expect(
            try judged(voltage, flat + [(3_601_000, 2_301), (3_602_000, 2_301)]).last == .good)
        #expect(try judged(voltage, flat + [(3_604_001, 2_300)]).last == .good)
    }

    static let still = ["water_level", "other", "current", "relative_humidity", "rain_amount"]

    @Test(arguments: still) func `what may stand still is not watched`(_ quantity: String) {
        #expect(MotionRule(gauge(quantity), period: .seconds(1)) == nil)
        #expect(FlatLine.of(quantity) == nil)
    }

    @Test func `only known quantities have a flat line, and states and bools none`() {
        let named = Quantity.all.map(\.name).filter { FlatLine.of($0) != nil }
        #expect(
            named.sorted() == [
                "air_temperature", "atmospheric_pressure", "co2", "particle_count", "pm1", "pm10",
                "pm2_5", "sound_level", "voltage", "wind_direction", "wind_speed",
            ])
        #expect(MotionRule(gauge("voltage", rate: "1", kind: .state), period: .zero) == nil)
        var bool = point(.bool)
        bool.quantity = "voltage"
        #expect(MotionRule(bool, period: .zero) == nil)
        #expect(MotionRule(gauge("voltage", kind: .counter), period: .zero) == nil)
    }

    @Test func `it takes 32 bytes a point, an alarm at most 48`() {
        #expect(MemoryLayout<MotionTrack>.stride == 32)
        #expect(MemoryLayout<AlarmTrack>.stride <= 48)
    }
}
