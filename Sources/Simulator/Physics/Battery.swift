// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// A station's direct current at a moment: sun and rectifier charge a battery, the load takes.
struct Battery {
    /// Per cent.
    let charge: Double
    /// Volts of the bus, and of the panels.
    let voltage: Double
    let panels: Double
    /// Amperes into the battery from its charger, out of it to the load, out of the panels.
    let charging: Double
    let load: Double
    let solar: Double

    /// Amperes into the battery, negative when it gives.
    var current: Double { charging - load }

    init(_ plant: Plant, _ noise: Noise, _ seconds: Double) {
        let hour = DaNang.hour(seconds)
        let angle = (hour - 12) * .pi / 12
        load =
            plant.draw
            * (7.5 + 3 * DaNang.hump(hour, at: 20, width: 4)
                + 0.8 * noise.smooth(60, seconds, period: 300)
                + 0.15 * noise.smooth(61, seconds, period: 0.9))
        let swing = 13.0
        charge =
            plant.isStandby
            ? 99 + noise.smooth(62, seconds, period: 9_000)
            : 76 + swing * sin(angle) + 4 * noise.smooth(62, seconds, period: 20_000)
        // What the charge gains in an hour, and what the load takes meanwhile.
        let gain = swing * .pi / 12 * cos(angle) * Plant.capacity / 100 * plant.draw
        let light = min(1, max(0, DaNang.sunElevation(seconds)) * 5)
        let clouds = 1 + 0.15 * noise.smooth(63, seconds, period: 200)
        charging = max(0, load + gain) * light * clouds
        voltage =
            plant.bus * (0.95 + 0.0007 * charge)
            + 0.02 * (charging - load) + 0.02 * noise.smooth(64, seconds, period: 1.1)
        panels = light > 0 ? plant.bus * (1.2 + 0.15 * light) : 0.2
        // The charger loses a twentieth.
        solar = charging * voltage / 0.95 / max(1, panels)
    }

    /// Volts and amperes of a part of the plant.
    func part(_ role: Subject.Role, _ plant: Plant) -> (voltage: Double, current: Double) {
        switch role {
        case .solar: (panels, solar)
        case .charge: (voltage, charging)
        case .load: (voltage, load)
        case .battery: (voltage, current)
        case .cell: (voltage / Plant.cells * (53.5 / plant.bus), current)
        case .plain: (voltage, plant.hasBattery ? current : load)
        }
    }
}
