// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// A single-phase electricity meter with the register map of the Eastron SDM120: input registers
/// with float32, high word first; the settings are floats in holding registers.
///
/// It stands behind the consumer unit of a street cabinet: a base load, a morning and a higher
/// evening peak, something that switches on and off, and the grid's own noise.
package struct ElectricityMeter: SimulatedModel {
    private var energy = Totaliser(step: 1)
    private var reactiveEnergy = Totaliser(step: 1)

    package init() {}

    package func registers() -> Registers {
        var registers = Registers()
        // Within a range the unused addresses read as zero, as the instrument has it.
        registers.define(.input, 0..<80)
        registers.define(.input, 342..<346)
        for (address, value) in [(18, Float(0)), (20, 1), (28, 2)] {  // N1, unit 1, 9600
            registers.define(.holding, address..<address + 2, writable: true)
            registers.put(value, .holding, address)
        }
        return registers
    }

    package mutating func advance(
        to seconds: Double, _ noise: Noise, _ registers: inout Registers
    ) {
        energy.advance(to: seconds) { Load(noise, $0).activePower }
        reactiveEnergy.advance(to: seconds) { Load(noise, $0).reactivePower }
        let load = Load(noise, seconds)
        // The instrument computes with what it shows, so that P = U·I·pf holds in its registers.
        let voltage = Float(load.voltage)
        let current = Float(load.current)
        let factor = Float(load.factor)
        let apparent = voltage * current
        let angle = acos(factor)
        registers.put(voltage, .input, 0)
        registers.put(current, .input, 6)
        registers.put(apparent * factor, .input, 12)
        registers.put(apparent, .input, 18)
        registers.put(apparent * sin(angle), .input, 24)
        registers.put(factor, .input, 30)
        registers.put(angle * 180 / .pi, .input, 36)
        registers.put(Float(load.frequency), .input, 70)
        let before = 2_000 + 1_800 * noise.fixed(8)
        putTotal(before + energy.total / 3.6e6, [72, 342], &registers)
        putTotal(before / 3 + reactiveEnergy.total / 3.6e6, [76, 344], &registers)
    }

    /// Import and total are the same: a consumer feeds nothing back.
    private func putTotal(_ value: Double, _ addresses: [Int], _ registers: inout Registers) {
        for address in addresses { registers.put(Float(value), .input, address) }
    }
}

/// What flows through the meter at a moment.
private struct Load {
    let voltage: Double
    let current: Double
    let factor: Double
    let frequency: Double

    init(_ noise: Noise, _ seconds: Double) {
        let hour = DaNang.hour(seconds)
        let morning = DaNang.hump(hour, at: 7, width: 2)
        let evening = DaNang.hump(hour, at: 19.5, width: 3)
        let machine = noise.smooth(2, seconds, period: 420) > 0.3 ? 3.0 : 0
        current = max(
            0.05,
            1.2 + 2.5 * morning + 5.5 * evening + machine
                + 0.4 * noise.smooth(3, seconds, period: 60)
                + 0.05 * noise.smooth(4, seconds, period: 0.7))
        // The line drops with its load.
        voltage =
            231 - 0.45 * current + 2.5 * noise.smooth(0, seconds, period: 900)
            + 0.4 * noise.smooth(1, seconds, period: 0.9)
        factor = 0.93 - (machine > 0 ? 0.08 : 0) + 0.03 * noise.smooth(5, seconds, period: 30)
        frequency =
            50 + 0.035 * noise.smooth(6, seconds, period: 40)
            + 0.015 * noise.smooth(7, seconds, period: 0.8)
    }

    var activePower: Double { voltage * current * factor }
    var reactivePower: Double { voltage * current * (1 - factor * factor).squareRoot() }
}
