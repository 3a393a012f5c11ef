// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// The place where the simulated devices stand, 16.07° N 108.22° E, UTC+7 all year.
package enum DaNang {
    static let latitude = 16.07 * Double.pi / 180
    static let longitude = 108.22

    /// The hour of the day on the wall, 0 to 24.
    package static func hour(_ seconds: Double) -> Double {
        wrap(seconds / 3_600 + 7, 24)
    }

    /// The sun's height over the horizon in radians; good to half a degree, which is enough for
    /// a light sensor (declination and equation of time after Spencer's series, first terms).
    package static func sunElevation(_ seconds: Double) -> Double {
        let year = wrap(seconds / 86_400, 365.2422) / 365.2422 * 2 * .pi
        let declination =
            0.006918 - 0.399912 * cos(year) + 0.070257 * sin(year)
            - 0.006758 * cos(2 * year) + 0.000907 * sin(2 * year)
        let equation =
            229.18 / 60
            * (0.000075 + 0.001868 * cos(year) - 0.032077 * sin(year)
                - 0.014615 * cos(2 * year) - 0.040849 * sin(2 * year))
        let solarHour = wrap(seconds / 3_600 + longitude / 15 + equation, 24)
        let hourAngle = (solarHour - 12) * .pi / 12
        return asin(
            sin(latitude) * sin(declination) + cos(latitude) * cos(declination) * cos(hourAngle))
    }

    /// The remainder that is never negative.
    static func wrap(_ value: Double, _ period: Double) -> Double {
        value - (value / period).rounded(.down) * period
    }

    /// A hump of height 1 around an hour of the day, small beyond `width` hours to either side.
    static func hump(_ hour: Double, at centre: Double, width: Double) -> Double {
        let distance = wrap(hour - centre + 12, 24) - 12
        return exp(-(distance / width) * (distance / width) * 2)
    }
}
