// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@testable import Bus

@Suite("What a unit takes for its answers")
struct RoundTripTests {
    private static func trips(_ milliseconds: [Int64]) -> RoundTrips {
        var trips = RoundTrips(unit: 1)
        for time in milliseconds { trips.add(.milliseconds(time)) }
        return trips
    }

    @Test("is kept in twelve bytes")
    func size() { #expect(MemoryLayout<RoundTrips>.stride == 12) }

    @Test("is told without the wire's time", arguments: [2_400, 9_600, 115_200])
    func wire(_ baud: Int) throws {
        let devices = [Plant.device(1, [Plant.block(.holding, 0)])]
        let line = VirtualLine(Plant.line(Plant.serial(baud), devices))
        line.connect()
        line.run(until: .at(50))
        let trips = try #require(line.machine.trips).of
        // The simulated units answer after 5 ms.
        #expect(trips.usual.milliseconds == 5 && trips.slowest.milliseconds == 5, "\(trips)")
        #expect(trips.answers == 50 && trips.suggested == .milliseconds(200))
    }

    @Test("remembers a slow answer, and forgets it by and by")
    func fading() {
        var trips = Self.trips([Int64](repeating: 20, count: 100) + [400])
        #expect(trips.slowest == .milliseconds(400) && trips.usual < .milliseconds(60))
        for _ in 0..<2_839 { trips.add(.milliseconds(20)) }
        #expect((205...215).contains(trips.slowest.milliseconds), "\(trips.slowest)")
        for _ in 0..<60_000 { trips.add(.milliseconds(20)) }
        #expect((20...25).contains(trips.slowest.milliseconds), "\(trips.slowest)")
        #expect(trips.usual.milliseconds == 20 && trips.answers == 62_940)
    }

    @Test(
        "suggests a timeout where the device's is near it, or far away",
        arguments: [
            (20, 1_000, 200, nil), (20, 1_001, 200, .shorter), (20, 60_000, 200, .shorter),
            (260, 500, 550, .longer), (260, 520, 550, nil), (260, 2_750, 550, nil),
            (260, 2_751, 550, .shorter), (0, 200, 200, nil), (90, 100, 200, .longer),
            (40_000, 60_000, 60_000, nil),
        ] as [(Int64, Int64, Int64, RoundTrips.Advice?)])
    func advice(slowest: Int64, timeout: Int64, suggested: Int64, advice: RoundTrips.Advice?) {
        let trips = Self.trips([Int64](repeating: slowest, count: 30))
        #expect(trips.suggested == .milliseconds(suggested))
        #expect(trips.advice(on: .milliseconds(timeout)) == advice)
        let few = Self.trips([Int64](repeating: slowest, count: 29))
        #expect(few.suggested == nil && few.advice(on: .milliseconds(timeout)) == nil)
    }

    @Test("cannot be spoiled by a clock gone wild")
    func wild() {
        let trips = Self.trips([-1, .max / 2_000_000, 0])
        #expect(trips.slowest > .seconds(4_000) && trips.answers == 3)
    }
}
