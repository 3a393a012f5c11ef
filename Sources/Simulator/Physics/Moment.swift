// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Everything that a device could measure at a moment; one quantity agrees with the others.
struct Moment {
    let plant: Plant
    let noise: Noise
    let seconds: Double
    let supply: Supply
    let battery: Battery
    let weather: Weather
    let water: Water

    init(_ plant: Plant, _ noise: Noise, _ seconds: Double) {
        self.plant = plant
        self.noise = noise
        self.seconds = seconds
        supply = Supply(plant, noise, seconds)
        battery = Battery(plant, noise, seconds)
        weather = Weather(noise, seconds)
        water = Water(noise, seconds)
    }

    /// What a point measures, in its unit; `middle`: of its range, for what has no name.
    func value(_ subject: Subject, middle: Double, width: Double) -> Double {
        let value: Double
        let spread: Double
        if let known = direct(subject) ?? alternating(subject) ?? surroundings(subject) {
            value = known.value
            spread = known.spread
        } else {
            let curve =
                Curve.quantities[subject.quantity] ?? Curve.units[subject.unit]
                ?? Curve(
                    level: middle, swing: width * 0.1, drift: width * 0.05,
                    flicker: width * 0.005)
            value = curve.value(noise.derived(subject.key), seconds)
            spread = curve.spread
        }
        switch subject.statistic {
        case .none: return value
        case .least: return value - spread
        case .most: return subject.unit == "%RH" ? min(100, value + spread) : value + spread
        }
    }

    private typealias Known = (value: Double, spread: Double)

    private func direct(_ subject: Subject) -> Known? {
        let part = battery.part(subject.role, plant)
        if subject.isLimit { return limit(subject) }
        switch subject.quantity {
        case "dc_voltage": return (part.voltage, part.voltage * 0.006)
        case "dc_current": return (part.current, 0.3)
        case "dc_power": return (part.voltage * part.current, 5)
        case "state_of_charge": return (min(100, battery.charge), 1)
        case "charge_remaining": return (min(100, battery.charge) * Plant.ampereHours / 100, 1)
        default: return nil
        }
    }

    /// What a battery's controller has been set to.
    private func limit(_ subject: Subject) -> Known? {
        switch subject.quantity {
        case "dc_voltage": (plant.bus * (subject.role == .charge ? 1.06 : 0.88), 0)
        case "dc_current": (25 * plant.draw, 0)
        default: nil
        }
    }

    private func alternating(_ subject: Subject) -> Known? {
        switch subject.quantity {
        case "frequency": return (supply.frequency, 0.01)
        case "voltage", "current", "active_power", "reactive_power", "apparent_power",
            "power_factor", "phase_angle":
            break
        default: return nil
        }
        switch subject.phase {
        case .line(let line) where line < supply.lines.count:
            return known(subject.quantity, of: supply.lines[line])
        case .between: return (supply.voltage * 3.0.squareRoot(), 1)
        case .neutral: return (subject.quantity == "current" ? supply.neutral : 0.4, 0.1)
        case .all, .line: return total(subject.quantity)
        }
    }

    private func known(_ quantity: String, of line: Supply.Line) -> Known {
        switch quantity {
        case "voltage": (line.voltage, 1.2)
        case "current": (line.current, 0.2)
        case "active_power": (line.active, 20)
        case "reactive_power": (line.reactive, 8)
        case "apparent_power": (line.apparent, 20)
        case "power_factor": (line.factor, 0.01)
        default: (acos(line.factor) * 180 / .pi, 1)
        }
    }

    /// Of all lines together.
    private func total(_ quantity: String) -> Known {
        let factor = supply.active / supply.apparent
        return switch quantity {
        case "voltage": (supply.voltage, 1.2)
        case "current": (supply.current, 0.2)
        case "active_power": (supply.active, 20)
        case "reactive_power": (supply.reactive, 8)
        case "apparent_power": (supply.apparent, 20)
        case "power_factor": (factor, 0.01)
        default: (acos(factor) * 180 / .pi, 1)
        }
    }

    private func surroundings(_ subject: Subject) -> Known? {
        switch subject.quantity {
        case "air_temperature": (weather.air.temperature, 0.3)
        case "relative_humidity": (weather.humidity, 1)
        case "dew_point": (weather.dewPoint, 0.2)
        case "atmospheric_pressure": (weather.pressure, 0.2)
        case "wind_speed": (weather.wind, weather.gust)
        case "wind_speed_gust": (weather.wind + weather.gust, 0)
        case "wind_direction": (weather.direction, 15)
        case "wind_force": (weather.force, 1)
        // What fell in the last minutes, where it is no counter.
        case "rain_amount": (weather.rain / 6, 0)
        case "rain_rate", "rain_intensity", "precipitation_rate": (weather.rain, 0)
        case "illuminance": (weather.illuminance, 100)
        case "global_irradiance": (weather.irradiance, 10)
        case "pm1": (weather.fine * 0.62, 1)
        case "pm2_5": (weather.fine, 1)
        case "pm10": (weather.coarse, 1)
        case "sound_level": (weather.sound, 4)
        case "volume_flow": (water.flow, 0.3)
        case "flow_velocity": (water.flow / 3_600 / Water.section, 0.02)
        case "water_level": (water.level, 0.01)
        case "water_pressure": (water.level * 98.0665, 1)
        case "uptime": (max(0, seconds - Self.started), 0)
        default: nil
        }
    }

    /// When every simulated device was switched on: 1 January 2026 in UTC.
    static let started = 1_767_225_600.0
}
