// SPDX-License-Identifier: Apache-2.0

/// A temperature and humidity transmitter with the register map of the XY-MD02: input registers 1
/// and 2 in tenths, settings from holding register 257.
///
/// It hangs in a cabinet: warmer than the air outside, most of all in the afternoon.
package struct Thermometer: SimulatedModel {
    package init() {}

    package func registers() -> Registers {
        var registers = Registers()
        registers.define(.input, 1..<3)
        registers.define(.holding, 257..<261, writable: true)
        registers.put(UInt16(1), .holding, 257)
        registers.put(UInt16(9_600), .holding, 258)
        return registers
    }

    package mutating func advance(
        to seconds: Double, _ noise: Noise, _ registers: inout Registers
    ) {
        let air = Air(noise, seconds)
        let heat = 4 + 3 * DaNang.hump(DaNang.hour(seconds), at: 14, width: 5)
        let temperature = air.temperature + heat + correction(259, registers)
        let humidity = air.humidity - 3 * heat + correction(260, registers)
        registers.put(temperature, scale: 0.1, as: Int16.self, .input, 1)
        registers.put(min(100, max(0, humidity)), scale: 0.1, as: UInt16.self, .input, 2)
    }

    /// The offset that the technician has set, in tenths, signed.
    private func correction(_ address: Int, _ registers: Registers) -> Double {
        Double(Int16(bitPattern: registers[.holding, address] ?? 0)) / 10
    }
}

/// The air over the city, as a sensor with some noise of its own sees it.
struct Air {
    let temperature: Double
    let humidity: Double

    init(_ noise: Noise, _ seconds: Double) {
        let season = DaNang.wrap(seconds / 86_400 - 200, 365.2422) / 365.2422
        let warm = DaNang.hump(season * 24, at: 0, width: 10)
        let afternoon = DaNang.hump(DaNang.hour(seconds), at: 14, width: 7)
        let swing = 7 * afternoon + 1.2 * noise.smooth(20, seconds, period: 5_400)
        temperature = 20 + 6 * warm + swing + 0.15 * noise.smooth(21, seconds, period: 0.8)
        // The same water in warmer air is a lower relative humidity.
        humidity = min(
            100,
            max(
                30,
                92 - 4.2 * swing + 3 * noise.smooth(22, seconds, period: 7_200)
                    + 0.6 * noise.smooth(23, seconds, period: 0.9)))
    }
}
