// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// The air, the sky and the traffic around a device at a moment.
struct Weather {
    let air: Air
    let noise: Noise
    let seconds: Double

    init(_ noise: Noise, _ seconds: Double) {
        air = Air(noise, seconds)
        self.noise = noise
        self.seconds = seconds
    }

    private var hour: Double { DaNang.hour(seconds) }

    /// mm an hour: showers now and then.
    var rain: Double { max(0, noise.smooth(55, seconds, period: 2_700) - 0.55) * 60 }

    var humidity: Double { min(100, air.humidity + (rain > 0 ? 8 : 0)) }

    /// Degrees, by the formula of Magnus.
    var dewPoint: Double {
        let (b, c) = (17.62, 243.12)
        let gamma = log(humidity / 100) + b * air.temperature / (c + air.temperature)
        return c * gamma / (b - gamma)
    }

    /// hPa, with the tide of the tropics: highest at 10 and 22 o'clock.
    var pressure: Double {
        1_009 + 1.5 * cos((hour - 10) * .pi / 6) + 5 * noise.smooth(50, seconds, period: 40_000)
            + 0.3 * noise.smooth(51, seconds, period: 1.1)
    }

    /// m/s.
    var wind: Double {
        let breeze = 1.2 + 2.5 * DaNang.hump(hour, at: 15, width: 6)
        return max(
            0,
            breeze * (1 + 0.5 * noise.smooth(30, seconds, period: 600))
                + 0.8 * noise.smooth(31, seconds, period: 1.7))
    }

    /// How much stronger than the wind its gusts are.
    var gust: Double { 0.6 + 0.35 * wind + 0.3 * noise.smooth(34, seconds, period: 5) }

    /// Degrees, 0 to 360.
    var direction: Double {
        DaNang.wrap(
            90 + 70 * noise.smooth(32, seconds, period: 3_600)
                + 25 * noise.smooth(33, seconds, period: 2.3), 360)
    }

    /// The Beaufort number.
    var force: Double {
        let limits = [0.3, 1.6, 3.4, 5.5, 8, 10.8, 13.9, 17.2, 20.8, 24.5, 28.5, 32.7]
        return Double(limits.prefix { wind >= $0 }.count)
    }

    /// The part of the sun's light that the clouds let through.
    private var clarity: Double {
        (0.72 + 0.26 * noise.smooth(52, seconds, period: 700)
            + 0.01 * noise.smooth(53, seconds, period: 0.9)) * (rain > 0 ? 0.3 : 1)
    }

    /// lx: the sun, dusk, and street lamps at night.
    var illuminance: Double {
        let height = DaNang.sunElevation(seconds)
        let clear =
            height > 0
            ? 700 + 118_000 * pow(sin(height), 1.2) : 700 * exp(height * 180 / .pi * 1.1)
        return clear * clarity + 12 + 2 * noise.smooth(54, seconds, period: 0.9)
    }

    /// W/m².
    var irradiance: Double {
        1_090 * pow(max(0, sin(DaNang.sunElevation(seconds))), 1.15) * clarity
    }

    /// What people do, 0 to 1: noise and dust follow it.
    var traffic: Double {
        max(DaNang.hump(hour, at: 7.5, width: 2.5), DaNang.hump(hour, at: 17.5, width: 3))
    }

    /// ug/m3 of particles up to 2.5 µm.
    var fine: Double {
        max(
            2,
            18 + 20 * traffic + 9 * noise.smooth(42, seconds, period: 5_400)
                + 1.5 * noise.smooth(43, seconds, period: 3))
    }

    /// ug/m3 of particles up to 10 µm, which contain the fine ones.
    var coarse: Double { fine * (1.6 + 0.3 * noise.smooth(44, seconds, period: 1_800)) }

    /// dB(A) of a street.
    var sound: Double {
        48 + 16 * traffic + 3 * noise.smooth(40, seconds, period: 120)
            + 4 * noise.smooth(41, seconds, period: 0.8)
    }
}

/// Water in a pipe and in a river at a moment.
struct Water {
    /// m³/h: breakfast and supper are when taps run.
    let flow: Double
    /// m over the sensor.
    let level: Double

    /// Of a pipe DN 80, in m².
    static let section = 0.00503

    init(_ noise: Noise, _ seconds: Double) {
        let hour = DaNang.hour(seconds)
        flow = max(
            0.2,
            4 + 7 * DaNang.hump(hour, at: 7, width: 3) + 8 * DaNang.hump(hour, at: 18.5, width: 4)
                + 1.5 * noise.smooth(70, seconds, period: 240)
                + 0.2 * noise.smooth(71, seconds, period: 0.9))
        // A tide of half a day, and the rain upstream.
        level =
            2.4 + 0.35 * DaNang.hump(hour, at: 5, width: 4)
            + 0.35 * DaNang.hump(hour, at: 17.5, width: 4)
            + 0.3 * noise.smooth(72, seconds, period: 30_000)
            + 0.004 * noise.smooth(73, seconds, period: 2)
    }
}
