// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct AlarmTrackTests {
    private func limits(
        low: String? = nil, high: String? = nil, hysteresis: String = "0", delay: Int64 = 0
    ) -> AlarmLimits {
        var limits = AlarmLimits()
        limits.low = low.map(decimal)
        limits.high = high.map(decimal)
        limits.hysteresis = decimal(hysteresis)
        limits.delay = .milliseconds(delay)
        return limits
    }

    private func at(_ milliseconds: Int64) -> Instant {
        Instant(nanoseconds: milliseconds * 1_000_000)
    }

    /// What readings do to one side, as `raised@3000` and `cleared@9000`.
    private func told(_ limit: AlarmLimit, _ readings: [(time: Int64, value: Double)]) -> [String] {
        var track = AlarmTrack()
        return readings.compactMap { reading in
            track.take(reading.value, at: at(reading.time), limit)
                .map { "\($0)@\(reading.time)" }
        }
    }

    @Test func `it is raised after the delay to the millisecond, and cleared so`() throws {
        let limit = try #require(limits(high: "30", hysteresis: "2", delay: 10_000).sides.first)
        let rising: [(Int64, Double)] = [(0, 29), (1_000, 31), (10_999, 31)]
        #expect(told(limit, rising) == [])
        #expect(told(limit, rising + [(11_000, 31)]) == ["raised@11000"])
        let falling = rising + [(11_000, 31), (12_000, 28.1), (13_000, 28), (22_999, 28)]
        #expect(told(limit, falling) == ["raised@11000"], "28.1 is within, but not by 2")
        #expect(told(limit, falling + [(23_000, 28)]) == ["raised@11000", "cleared@23000"])
    }

    @Test func `since is the first reading beyond, also when it is cleared`() throws {
        let limit = try #require(limits(high: "30", delay: 5_000).sides.first)
        var track = AlarmTrack()
        for second in 0..<6 {
            _ = track.take(31, at: at(1_000 * Int64(second) + 500), limit)
        }
        #expect(track.isRaised && track.since == at(500))
        for second in 6..<20 {
            _ = track.take(29, at: at(1_000 * Int64(second) + 500), limit)
        }
        #expect(!track.isRaised && track.since == at(500))
    }

    @Test func `a value that goes back in between begins the delay anew`() throws {
        let limit = try #require(limits(low: "10", delay: 2_000).sides.first)
        #expect(
            told(limit, [(0, 9), (1_000, 9), (1_500, 10), (2_000, 9), (3_999, 9), (4_000, 9)])
                == ["raised@4000"], "10 itself is not below 10")
    }

    /// Whoever stands near a limit all day is told once.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `noise below the hysteresis raises once`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let delay = Int64(random.below(3)) * 1_000
        let limit = try #require(limits(high: "50", hysteresis: "1", delay: delay).sides.first)
        let noise = (0..<5_000).map { index in
            (Int64(index) * 1_000, 50 + Double.random(in: -0.99...0.99, using: &random))
        }
        #expect(told(limit, noise).count == 1)
        #expect(told(limit, noise)[0].hasPrefix("raised"))
    }

    /// Looks back over all readings each time instead of keeping a state.
    private func reckoned(
        _ readings: [(time: Int64, value: Double)], edge: Double, back: Double, delay: Int64
    ) -> [String] {
        var events: [String] = []
        var isRaised = false
        var first = 0
        for index in readings.indices {
            let turned = readings[first...index].reversed().prefix {
                isRaised ? $0.value <= back : $0.value > edge
            }
            guard let oldest = turned.last, readings[index].time - oldest.time >= delay else {
                continue
            }
            isRaised.toggle()
            events.append("\(isRaised ? "raised" : "cleared")@\(readings[index].time)")
            first = index + 1
        }
        return events
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `any walk is told as a reckoning over all of it says`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let delay = Int64(random.below(6)) * 700
        let limit = try #require(limits(high: "5", hysteresis: "2", delay: delay).sides.first)
        var (time, value) = (Int64(0), 3.0)
        let walk = (0..<500).map { _ in
            time += Int64(random.below(2_000) + 1)
            value = max(0, min(9, value + Double(random.below(5) - 2)))
            return (time: time, value: value)
        }
        let events = told(limit, walk)
        #expect(events == reckoned(walk, edge: 5, back: 3, delay: delay))
        for (index, event) in events.enumerated() {
            #expect(event.hasPrefix(index % 2 == 0 ? "raised" : "cleared"), "they take turns")
        }
    }

    @Test func `both limits are watched, each by itself`() {
        let both = limits(low: "10", high: "30").sides
        #expect(both.map(\.side) == [.low, .high])
        let walk: [(Int64, Double)] = [(0, 20), (1, 31), (2, 9), (3, 20)]
        #expect(told(both[0], walk) == ["raised@2", "cleared@3"])
        #expect(told(both[1], walk) == ["raised@1", "cleared@2"])
        #expect(limits().sides.isEmpty)
    }

    @Test func `a value is compared as it is printed`() throws {
        let tenths = Conversion(point(.uint16, scale: "0.1"))
        let high = try #require(limits(high: "31.2").sides.first)
        #expect(312 * 0.1 > 31.2, "what would be told without care")
        #expect(!high.isBeyond(high.number(312, tenths)))
        #expect(high.isBeyond(high.number(313, tenths)))
        let float = Conversion(point(.float32))
        let tenth = try #require(limits(high: "0.1").sides.first)
        #expect(!tenth.isBeyond(tenth.number(UInt64(Float(0.1).bitPattern), float)))
        #expect(tenth.isBeyond(tenth.number(UInt64(Float(0.1).nextUp.bitPattern), float)))
        // 0.3 - 0.1 is 0.19999… in binary.
        let step = try #require(limits(high: "0.3", hysteresis: "0.1").sides.first)
        #expect(step.isBack(step.number(2, tenths)))
    }

    @Test func `what is no number raises nothing`() throws {
        let limit = try #require(limits(low: "0").sides.first)
        #expect(told(limit, [(0, .nan), (1, .nan)]) == [])
    }
}
