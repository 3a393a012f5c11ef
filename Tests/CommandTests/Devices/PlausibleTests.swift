// SPDX-License-Identifier: Apache-2.0
import Field
import Simulator
import Testing

/// What simulated devices of the whole library measure is what a street in Da Nang has, whatever
/// their registers are like.
@Suite struct PlausibleTests {
    /// By quantity: what gauges of it show at any hour.
    private static let usual: [String: ClosedRange<Double>] = [
        "voltage": 190...420, "frequency": 49.5...50.5, "power_factor": 0.7...1,
        "current": 0...60, "active_power": 20...15_000, "apparent_power": 20...15_000,
        "reactive_power": 5...8_000, "phase_angle": 0...60, "voltage_thd": 0...8,
        "current_thd": 0...30, "state_of_charge": 50...100, "state_of_health": 80...100,
        "load": 5...90, "air_temperature": 15...45, "temperature": 15...60,
        "dew_point": 10...32, "relative_humidity": 35...100, "atmospheric_pressure": 985...1_030,
        "wind_speed": 0...25, "wind_direction": 0...360, "illuminance": 0...140_000,
        "global_irradiance": 0...1_200, "pm1": 0...120, "pm2_5": 0...150, "pm10": 0...300,
        "co2": 300...1_000, "sound_level": 35...85, "water_level": 1...4,
        "water_pressure": 100...400, "water_temperature": 15...35, "ph": 6...9,
        "soil_moisture": 15...60, "soil_temperature": 15...40, "fuel_level": 20...100,
        "loop_current": 4...20, "volume_flow": 0...30, "rain_amount": 0...30,
    ]

    @Test(arguments: SimulatedLibrary.makes)
    func `every gauge shows what its quantity usually is`(_ make: Make) {
        let model = make.model
        for seed in UInt64(0)..<4 {
            var reading = SimulatedReading(make.profile, model, seed: seed)
            // Midnight on 21 June 2026, then the morning, noon and evening.
            for hour in stride(from: 0.0, to: 24, by: 6.5) {
                let meanings = reading.read(at: 1_781_974_800 + hour * 3_600).meanings
                for point in make.profile.points where point.kind == .gauge {
                    guard let usual = Self.usual[point.quantity],
                        let number = meanings[point.name]?.number
                    else { continue }
                    #expect(usual.contains(number), "\(point.name) at \(hour)")
                }
            }
        }
    }

    /// Every value of it is written by one of them, and seen by the others.
    @Test func `points that share bits agree`() {
        var profile = Profile(id: "shared", vendor: "Acme", model: "1", class: "other")
        var mode = Point(
            name: "mode", table: .holding, address: 3, encoding: .uint16, quantity: "other")
        mode.kind = .state
        mode.enumeration = [0, 5, 10, 15].map { EnumEntry(number: $0, text: Text(en: "", vi: "")) }
        // One that stands for no number is never shown.
        mode.sentinels = [Sentinel(raw: 15, quality: .faultInvalid)]
        let bits = (0..<4).map { bit in
            var point = Point(
                name: "contact_\(bit)", table: .holding, address: 3, encoding: .bool,
                quantity: "contact")
            (point.kind, point.bits) = (.state, BitField(bit, through: bit))
            return point
        }
        var door = bits[0]
        (door.name, door.address, door.isInverted) = ("contact_door", 4, true)
        profile.points = [mode] + bits + [door]
        var reading = SimulatedReading(profile, ProfileModel(profile), seed: 7)
        var seen: [Set<String>] = profile.points.map { _ in [] }
        for slot in 0..<400 {
            let (values, meanings) = reading.read(at: 1_781_974_800 + Double(slot) * 91)
            for (index, point) in profile.points.enumerated() {
                let printed = values[index].printed ?? "nothing"
                seen[index].insert(printed)
                #expect(meanings[point.name]?.agrees(with: printed, point) ?? false)
                #expect(values[index].quality == .good, "\(point.name) \(printed)")
            }
        }
        #expect(seen.dropFirst().allSatisfy { $0 == ["false", "true"] })
        #expect(seen[0] == ["0", "5", "10"], "\(seen[0])")
    }
}
