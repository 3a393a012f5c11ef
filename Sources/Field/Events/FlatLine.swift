// SPDX-License-Identifier: Apache-2.0

/// From when on a gauge that shows the same raw bits again and again is not believed.
package struct FlatLine: Hashable, Sendable {
    package var time: Nanoseconds
    /// So many readings at least: a few that are far apart may well be alike.
    package var readings: UInt32

    package static let leastReadings: UInt32 = 30

    /// Of a quantity; nil where an instrument in order may stand still (levels, set points,
    /// currents and powers without a load, rain, humidity at 100 %, what is 0 at night).
    package static func of(_ quantity: String) -> Self? {
        hours[quantity].map { Self(time: .seconds($0 * 3_600), readings: leastReadings) }
    }

    /// Hours, by *convention*: a working instrument of usual resolution moves in a fraction of
    /// them. Wind may be calm for a night, and clean air may show one number for hours; a mains
    /// voltage is never the same for one.
    private static let hours: [String: Int64] = [
        "voltage": 1, "sound_level": 1, "particle_count": 6, "pm1": 12, "pm2_5": 12, "pm10": 12,
        "co2": 12, "wind_speed": 24, "wind_direction": 24, "air_temperature": 24,
        "atmospheric_pressure": 24,
    ]
}
