// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct DeadbandTests {
    struct Step: Sendable, CustomStringConvertible {
        var deadband: String
        var from: UInt64
        var to: UInt64
        var isTold: Bool
        var encoding = Encoding.int16
        var scale = "0.1"

        var description: String { "\(encoding) \(from) → \(to) × \(scale), \(deadband)" }
    }

    private static func float(_ number: Float) -> UInt64 { UInt64(number.bitPattern) }

    static let steps = [
        Step(deadband: "0", from: 200, to: 200, isTold: false),
        Step(deadband: "0", from: 200, to: 201, isTold: true),
        Step(deadband: "0.5", from: 200, to: 204, isTold: false),
        Step(deadband: "0.5", from: 200, to: 205, isTold: true),
        Step(deadband: "0.5", from: 200, to: 195, isTold: true),
        Step(deadband: "0.5", from: 200, to: 196, isTold: false),
        // In binary 20.2 - 20.1 is less than 0.1.
        Step(deadband: "0.1", from: 201, to: 202, isTold: true),
        Step(deadband: "0.3", from: 1, to: 4, isTold: true),
        Step(deadband: "0.3", from: 1, to: 3, isTold: false),
        Step(
            deadband: "0.1", from: 4_294_967_290, to: 4_294_967_291, isTold: true,
            encoding: .uint32),
        Step(
            deadband: "0.2", from: 4_294_967_290, to: 4_294_967_291, isTold: false,
            encoding: .uint32),
        Step(
            deadband: "0.1", from: float(20.1), to: float(20.2), isTold: true,
            encoding: .float32, scale: "1"),
        Step(
            deadband: "0.1", from: float(20.1), to: float(20.19), isTold: false,
            encoding: .float32, scale: "1"),
        // 20.1 and 20.2 are 20.09375 and 20.203125 in a float16.
        Step(
            deadband: "0.1", from: UInt64(Float16(20.1).bitPattern),
            to: UInt64(Float16(20.2).bitPattern), isTold: true, encoding: .float16, scale: "1"),
        Step(deadband: "2", from: 0, to: 1, isTold: false, encoding: .bool, scale: "1"),
    ]

    @Test(arguments: steps) func `a change of the deadband or more is told`(_ step: Step) {
        let point = point("t", step.encoding, scale: step.scale, deadband: step.deadband)
        var station = Station.up([device("aq-1", [point])])
        _ = station.scan([step.from], at: 0)
        #expect(live(station.scan([step.to], at: 1_000)).isEmpty != step.isTold)
    }

    @Test(arguments: 0..<200) func `every step of the last digit is told at its own deadband`(
        _ seed: UInt64
    ) {
        var generator = SplitMix(seed: seed)
        let digits = Int.random(in: 0...6, using: &generator)
        let unit = digits == 0 ? "1" : "0." + String(repeating: "0", count: digits - 1) + "1"
        let from = Int32.random(in: -2_000_000...2_000_000, using: &generator)
        var station = Station.up([
            device("aq-1", [point("t", .int32, scale: unit, deadband: unit)])
        ])
        for step in 0..<20 {
            let bits = UInt64(UInt32(bitPattern: from + Int32(step)))
            #expect(live(station.scan([bits], at: Int64(step) * 1_000)).count == 1)
        }
    }

    @Test func `small steps add up against what was told, not against the last`() {
        var station = Station.up([device("aq-1", [point("t", deadband: "0.5")])])
        let told = (200...215).map { value in
            live(station.scan([UInt64(value)], at: Int64(value))).count
        }
        #expect(told == [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])
    }
}
