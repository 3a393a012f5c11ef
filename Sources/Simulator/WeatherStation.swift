// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// An ultrasonic weather station with the register map of the Renke RS-FSXCS: 14 holding registers
/// from 500, all elements fitted.
package struct WeatherStation: SimulatedModel {
    private var rain = Totaliser(step: 10)

    package init() {}

    package func registers() -> Registers {
        var registers = Registers()
        registers.define(.holding, 500..<514)
        return registers
    }

    package mutating func advance(
        to seconds: Double, _ noise: Noise, _ registers: inout Registers
    ) {
        rain.advance(to: seconds) { Self.rainRate(noise, $0) / 3_600 }
        let raining = Self.rainRate(noise, seconds) > 0
        putWind(seconds, noise, &registers)
        let air = Air(noise, seconds)
        registers.put(
            min(100, air.humidity + (raining ? 10 : 0)), scale: 0.1, as: UInt16.self, .holding, 504)
        registers.put(air.temperature, scale: 0.1, as: Int16.self, .holding, 505)
        putStreet(seconds, noise, &registers)
        registers.put(Self.pressure(noise, seconds), scale: 0.1, as: UInt16.self, .holding, 509)
        let lux = Self.illuminance(noise, seconds) * (raining ? 0.3 : 1)
        registers.put(lux, scale: 1, as: UInt32.self, .holding, 510)
        registers.put(lux, scale: 100, as: UInt16.self, .holding, 512)
        // The counter starts again at zero where 16 bits end.
        registers.put(
            DaNang.wrap((rain.total * 10).rounded(.down), 65_536), scale: 1, as: UInt16.self,
            .holding, 513)
    }

    private func putWind(_ seconds: Double, _ noise: Noise, _ registers: inout Registers) {
        let breeze = 1.2 + 2.5 * DaNang.hump(DaNang.hour(seconds), at: 15, width: 6)
        let speed = max(
            0,
            breeze * (1 + 0.5 * noise.smooth(30, seconds, period: 600))
                + 0.8 * noise.smooth(31, seconds, period: 1.7))
        let direction = DaNang.wrap(
            90 + 70 * noise.smooth(32, seconds, period: 3_600)
                + 25 * noise.smooth(33, seconds, period: 2.3), 360)
        registers.put(speed, scale: 0.1, as: UInt16.self, .holding, 500)
        registers.put(UInt16(Self.beaufort(speed)), .holding, 501)
        registers.put(UInt16((direction / 45).rounded()) % 8, .holding, 502)
        registers.put(UInt16(direction.rounded()) % 360, .holding, 503)
    }

    /// What people do: noise and dust follow the traffic.
    private func putStreet(_ seconds: Double, _ noise: Noise, _ registers: inout Registers) {
        let hour = DaNang.hour(seconds)
        let traffic = max(
            DaNang.hump(hour, at: 7.5, width: 2.5), DaNang.hump(hour, at: 17.5, width: 3))
        let sound =
            48 + 16 * traffic + 3 * noise.smooth(40, seconds, period: 120)
            + 4 * noise.smooth(41, seconds, period: 0.8)
        let fine = max(
            2,
            18 + 20 * traffic + 9 * noise.smooth(42, seconds, period: 5_400)
                + 1.5 * noise.smooth(43, seconds, period: 3))
        // Coarse particles contain the fine ones.
        let coarse = fine * (1.6 + 0.3 * noise.smooth(44, seconds, period: 1_800))
        registers.put(sound, scale: 0.1, as: UInt16.self, .holding, 506)
        registers.put(fine, scale: 1, as: UInt16.self, .holding, 507)
        registers.put(coarse, scale: 1, as: UInt16.self, .holding, 508)
    }

    /// In kPa, with the tide of the tropics: highest at 10 and 22 o'clock.
    private static func pressure(_ noise: Noise, _ seconds: Double) -> Double {
        100.9 + 0.15 * cos((DaNang.hour(seconds) - 10) * .pi / 6)
            + 0.5 * noise.smooth(50, seconds, period: 40_000)
            + 0.03 * noise.smooth(51, seconds, period: 1.1)
    }

    /// In lux: the sun through clouds, dusk, and street lamps at night.
    private static func illuminance(_ noise: Noise, _ seconds: Double) -> Double {
        let height = DaNang.sunElevation(seconds)
        let clear =
            height > 0
            ? 700 + 118_000 * pow(sin(height), 1.2) : 700 * exp(height * 180 / .pi * 1.1)
        let clouds =
            0.72 + 0.26 * noise.smooth(52, seconds, period: 700)
            + 0.01 * noise.smooth(53, seconds, period: 0.9)
        return clear * clouds + 12 + 2 * noise.smooth(54, seconds, period: 0.9)
    }

    /// In mm an hour: showers now and then.
    private static func rainRate(_ noise: Noise, _ seconds: Double) -> Double {
        max(0, noise.smooth(55, seconds, period: 2_700) - 0.55) * 60
    }

    /// The Beaufort number of a wind speed in m/s.
    private static func beaufort(_ speed: Double) -> Int {
        let limits = [0.3, 1.6, 3.4, 5.5, 8, 10.8, 13.9, 17.2, 20.8, 24.5, 28.5, 32.7]
        return limits.prefix { speed >= $0 }.count
    }
}
