// SPDX-License-Identifier: Apache-2.0

extension Moment {
    /// How fast a counter runs, in its unit a second; never negative. `step`: what it counts in.
    func rate(_ subject: Subject, step: Double) -> Double {
        max(0, flow(subject) ?? other(subject, step: step))
    }

    private func flow(_ subject: Subject) -> Double? {
        // Water runs one way.
        if subject.quantity.contains("reverse") { return 0 }
        switch subject.quantity {
        case "active_energy_total", "reactive_energy_total": return energy(subject)
        // A consumer feeds nothing back, and what feeds takes nothing.
        case "active_energy_import", "reactive_energy_import":
            return plant.isSource ? 0 : energy(subject)
        case "active_energy_export", "reactive_energy_export":
            return plant.isSource ? energy(subject) : 0
        case "dc_energy":
            let part = battery.part(subject.role, plant)
            return part.voltage * part.current / 3.6e6
        case "rain_amount": return weather.rain / 3_600
        case "uptime": return 1
        case "cycle_count", "start_count": return 1 / 86_400
        default: return nil
        }
    }

    private func energy(_ subject: Subject) -> Double {
        if let tariff = subject.tariff, tariff != runningTariff { return 0 }
        let isActive = subject.quantity.hasPrefix("active")
        if case .line(let line) = subject.phase, line < supply.lines.count {
            let power = isActive ? supply.lines[line].active : supply.lines[line].reactive
            return power / 3.6e6
        }
        return (isActive ? supply.active : supply.reactive) / 3.6e6
    }

    /// The first by day, the second at night.
    private var runningTariff: Int { (6..<22).contains(DaNang.hour(seconds)) ? 1 : 2 }

    /// A counter without a name of its own, by its unit.
    private func other(_ subject: Subject, step: Double) -> Double {
        switch subject.unit {
        case "kWh": supply.active / 3.6e6
        case "Wh": supply.active / 3_600
        case "MWh": supply.active / 3.6e9
        case "kvarh": supply.reactive / 3.6e6
        case "kVAh": supply.apparent / 3.6e6
        case "Ah": abs(battery.current) / 3_600
        case "m3": water.flow / 3_600
        case "L": water.flow / 3.6
        case "mm": weather.rain / 3_600
        case "s": 1
        case "min": 1 / 60
        case "h": 1 / 3_600
        case "d": 1 / 86_400
        // Pulses, vehicles, starts.
        default: max(step, 1e-3) * 0.03 * (1 + 4 * weather.traffic)
        }
    }
}
