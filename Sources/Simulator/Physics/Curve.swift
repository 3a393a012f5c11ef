// SPDX-License-Identifier: Apache-2.0

/// The day of a quantity that hangs together with no other: a level, a hump at an hour, and noise.
struct Curve: Sendable {
    var level: Double
    /// What the hour adds at most.
    var swing = 0.0
    var peak = 14.0
    /// Slow and quick noise.
    var drift = 0.0
    var flicker = 0.0
    /// How long the slow noise takes to change its mind, in seconds.
    var period = 1_800.0

    /// Devices differ in what moves, not in what they are set to.
    private var hasSpread: Bool { swing != 0 || drift != 0 || flicker != 0 }

    func value(_ noise: Noise, _ seconds: Double) -> Double {
        level * (hasSpread ? 1 + 0.03 * noise.fixed(1) : 1)
            + swing * DaNang.hump(DaNang.hour(seconds), at: peak, width: 7)
            + drift * noise.smooth(2, seconds, period: period)
            + flicker * noise.smooth(3, seconds, period: 0.9)
    }

    /// How far the least and the most of a while lie apart from the value.
    var spread: Double { abs(level) * 0.005 + drift * 0.2 + flicker }

    /// By quantity, in its unit.
    static let quantities: [String: Curve] = [
        "temperature": Curve(level: 33, swing: 6, drift: 1.2, flicker: 0.15),
        "soil_temperature": Curve(level: 26, swing: 2.5, peak: 16, drift: 0.3, flicker: 0.05),
        "water_temperature": Curve(level: 25, swing: 1.5, peak: 16, drift: 0.3, flicker: 0.03),
        "speed_of_sound": Curve(level: 1_495, swing: 3, peak: 16, drift: 0.8, flicker: 0.2),
        "snow_depth": Curve(level: 0),
        "particle_count": Curve(level: 900, drift: 200, flicker: 20),
        "co": Curve(level: 420, swing: 250, peak: 18, drift: 60, flicker: 8),
        "no": Curve(level: 9, swing: 14, peak: 8, drift: 3, flicker: 0.5),
        "no2": Curve(level: 24, swing: 22, peak: 18, drift: 6, flicker: 0.8),
        "so2": Curve(level: 7, swing: 3, peak: 10, drift: 2, flicker: 0.3),
        "o3": Curve(level: 38, swing: 55, peak: 14, drift: 8, flicker: 1),
        "co2": Curve(level: 455, swing: 130, peak: 19, drift: 25, flicker: 3),
        "h2s": Curve(level: 0.6, swing: 0.5, peak: 5, drift: 0.2, flicker: 0.03),
        "ph": Curve(level: 7.4, swing: 0.3, drift: 0.1, flicker: 0.01),
        "soil_ph": Curve(level: 6.4, drift: 0.1, flicker: 0.02),
        "conductivity": Curve(level: 620, swing: -40, drift: 25, flicker: 3),
        "soil_conductivity": Curve(level: 480, swing: -30, drift: 20, flicker: 3),
        "salinity": Curve(level: 260, swing: -15, drift: 10, flicker: 1.5),
        "total_dissolved_solids": Curve(level: 240, swing: -15, drift: 10, flicker: 1.5),
        "soil_nitrogen": Curve(level: 62, drift: 4, flicker: 0.6),
        "soil_phosphorus": Curve(level: 38, drift: 3, flicker: 0.6),
        "soil_potassium": Curve(level: 120, drift: 6, flicker: 0.8),
        "soil_moisture": Curve(level: 34, swing: -4, peak: 15, drift: 2, flicker: 0.15),
        "relative_permittivity": Curve(level: 18, swing: -2, peak: 15, drift: 1, flicker: 0.1),
        "loop_current": Curve(level: 11, swing: 2, drift: 1.5, flicker: 0.03),
        "voltage_thd": Curve(level: 2.4, swing: 0.8, peak: 20, drift: 0.3, flicker: 0.05),
        "current_thd": Curve(level: 9, swing: 3, peak: 20, drift: 1.5, flicker: 0.2),
        "state_of_health": Curve(level: 97),
        "fuel_level": Curve(level: 68, drift: 9, flicker: 0.1, period: 40_000),
        "load": Curve(level: 27, swing: 9, peak: 20, drift: 3, flicker: 0.6),
        "signal_quality": Curve(level: 86, drift: 5, flicker: 1),
        "runtime_remaining": Curve(level: 4_800, swing: -700, peak: 20, drift: 200, flicker: 20),
        "sound_level": Curve(level: 52, swing: 10, peak: 17, drift: 4, flicker: 3, period: 120),
        "visibility": Curve(level: 14_000, swing: 4_000, drift: 2_000, flicker: 80),
        "absolute_humidity": Curve(level: 21, swing: 1.5, drift: 1, flicker: 0.1),
        "air_quality_index": Curve(level: 160, swing: 60, peak: 18, drift: 20, flicker: 2),
        "motion": Curve(level: 35, swing: 25, peak: 11, drift: 15, flicker: 3, period: 120),
        "efficiency": Curve(level: 96.5, drift: 1, flicker: 0.1),
        "insulation_resistance": Curve(level: 5, swing: -1, drift: 0.4, flicker: 0.02),
        "charge_consumed": Curve(level: -48, swing: 20, drift: 5, flicker: 0.2),
        "setting_altitude": Curve(level: 7),
        "setting_transfer_high": Curve(level: 264),
        "setting_transfer_low": Curve(level: 196),
        "percent_active": Curve(level: 10),
        "percent_apparent": Curve(level: 15),
        // No shutdown is under way.
        "shutdown_timer": Curve(level: -1),
        "engine_speed": Curve(level: 1_500, drift: 6, flicker: 2),
        "oil_pressure": Curve(level: 420, swing: -20, drift: 8, flicker: 1),
        "uv_index": Curve(level: 0.4, swing: 9, peak: 12, flicker: 0.1),
        "wind_quality": Curve(level: 94, drift: 2, flicker: 0.5),
    ]

    /// By unit, for quantities that are not in the table.
    static let units: [String: Curve] = [
        "Cel": Curve(level: 31, swing: 5, drift: 1, flicker: 0.1),
        "%": Curve(level: 55, swing: 8, drift: 6, flicker: 0.3),
        "%RH": Curve(level: 70, swing: -12, drift: 4, flicker: 0.4),
        "V": Curve(level: 12, drift: 0.3, flicker: 0.03),
        "A": Curve(level: 2, swing: 1, drift: 0.4, flicker: 0.03),
        "mA": Curve(level: 11, swing: 2, drift: 1.5, flicker: 0.03),
        "W": Curve(level: 400, swing: 250, peak: 20, drift: 60, flicker: 5),
        "kW": Curve(level: 4, swing: 2.5, peak: 20, drift: 0.6, flicker: 0.05),
        "hPa": Curve(level: 1_009, drift: 5, flicker: 0.3, period: 40_000),
        "bar": Curve(level: 3.2, swing: -0.5, peak: 19, drift: 0.3, flicker: 0.03),
        "m": Curve(level: 2, swing: 0.3, drift: 0.2, flicker: 0.01),
        "m/s": Curve(level: 1.2, swing: 0.8, drift: 0.3, flicker: 0.05),
        "mg/L": Curve(level: 7, swing: 1, drift: 0.5, flicker: 0.05),
        "{NTU}": Curve(level: 6, swing: 2, drift: 2, flicker: 0.2),
        "mV": Curve(level: 210, swing: 20, drift: 15, flicker: 1),
        "dB": Curve(level: 52, swing: 10, peak: 17, drift: 4, flicker: 3, period: 120),
        "lx": Curve(level: 30, swing: 400, drift: 20, flicker: 3),
        "ppm": Curve(level: 12, swing: 6, drift: 3, flicker: 0.3),
        "ppb": Curve(level: 180, swing: 90, peak: 18, drift: 40, flicker: 4),
        "ug/m3": Curve(level: 25, swing: 15, peak: 18, drift: 6, flicker: 0.6),
    ]
}
