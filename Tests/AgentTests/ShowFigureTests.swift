// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Testing

/// Figures that people look at first, through the pump: readings in, a window out.
@Suite struct ShowFigureTests {
    typealias Sample = Station.Sample

    /// What a window of these scans says of the points.
    private func window(_ points: [Point], _ scans: [[UInt64]]) -> [String] {
        var one = device("aq-1", points, live: .off)
        one.publishing.window = .seconds(60)
        var station = Station.up([one])
        station.pump.advance(to: moment(0))
        var told: [String] = []
        for (second, scan) in scans.enumerated() {
            told += station.scan(scan, at: Int64(second) * 1_000)
        }
        station.pump.cutWindows(at: moment(Int64(scans.count) * 1_000))
        return told + station.told().map(\.text)
    }

    private func gauge(_ name: String, _ quantity: String, _ unit: String) -> Point {
        var one = point(name, .uint16)
        (one.quantity, one.unit) = (quantity, unit)
        return one
    }

    @Test func `directions average as vectors and sound levels by energy`() {
        let vane = gauge("wind_direction", "wind_direction", "deg")
        let noise = gauge("sound_level", "sound_level", "dB")
        let told = window([vane, noise], [[3_500, 600], [100, 700]]).last
        print("figures: \(told ?? "")")
        #expect(json(told, "values", "wind_direction", "mean") == .number("0"))
        #expect(json(told, "values", "sound_level", "mean") == .number("67.40363"))
    }

    private func energy(modulus: String?) -> Point {
        var meter = point("active_energy_import", .uint32, scale: "0.01")
        meter.kind = .counter
        meter.modulus = modulus.map(decimal)
        return meter
    }

    /// A register of six digits and two places passes 999999.99 in the second minute.
    @Test func `a meter that rolls over has the right delta and an event`() {
        let before = [UInt64](repeating: 99_999_000, count: 48)
        let after = (0..<60).map { (99_999_000 + 50 * $0) % 100_000_000 }.map { UInt64($0) }
        let told = window([energy(modulus: "1000000")], (before + after).map { [$0] })
        let last = json(told.last, "values", "active_energy_import")
        print("figures: \(told.last ?? "")")
        // From 999990.00 on by 0.5 in each of 59 s: 29.5, and the register shows 19.50.
        #expect(last?["delta"] == .number("29.50") && last?["last"] == .number("19.50"))
        #expect(last?["reset"]?.string == "rollover")
        let event = events(told)
        #expect(event.count == 1 && json(event.first, "code")?.string == "counter-rollover")
    }

    @Test func `a meter that was exchanged has no delta and an event`() {
        let before = [UInt64](repeating: 1_234_567, count: 48)
        let after = (0..<60).map { $0 < 30 ? UInt64(1_234_567) : UInt64($0) }
        let told = window([energy(modulus: "1000000")], (before + after).map { [$0] })
        let last = json(told.last, "values", "active_energy_import")
        print("figures: \(told.last ?? "")")
        #expect(last?["delta"] == .null && last?["reset"]?.string == "unknown")
        let event = events(told)
        #expect(event.count == 1 && json(event.first, "code")?.string == "counter-reset")
        #expect(json(event.first, "severity")?.string == "warning")
    }
}
