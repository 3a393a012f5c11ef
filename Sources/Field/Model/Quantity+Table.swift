// SPDX-License-Identifier: Apache-2.0

/// The table of quantities. A range is wide enough for every kind of device that has the quantity:
/// profiles say where theirs is narrower. One is left out where it depends on what the device is
/// fitted to: a current on its transformers, a level on its well. A group is put together whenever
/// somebody looks something up in it, when files are read: kept, the table would be 40 kB for
/// nothing.
extension Quantity {
    /// Everything that has a name of its own.
    package static var all: [Self] { groups.flatMap { $0() } }

    /// nil where the table does not have it.
    package static func named(_ name: String) -> Self? {
        guard let group = groupOfName[name] else { return nil }
        return groups[group]().first { $0.name == name }
    }

    private static let groups: [@Sendable () -> [Self]] = [
        { weather }, { air }, { water }, { soil }, { mains }, { direct }, { states },
    ]

    /// A file may name quantities by the ten thousand: to put all together for each takes 40 µs.
    private static let groupOfName = Dictionary(
        uniqueKeysWithValues: groups.enumerated().flatMap { index, group in
            group().map { ($0.name, index) }
        })

    /// The measuring ranges and reported resolutions of WMO-No. 8, volume I, annex 1.A.
    private static let wmo = "WMO-No. 8"
    /// What it calls low voltage: at most 1000 V AC, 1500 V DC.
    private static let lowVoltage = "IEC 60364-1"

    private static var weather: [Self] {
        [
            Self("air_temperature", senml("Cel"), (-80...60, wmo), (tenths(1), wmo)),
            Self("dew_point", senml("Cel"), (-80...35, wmo), (tenths(1), wmo)),
            Self("relative_humidity", senml("%RH"), (0...100, wmo), (tenths(5), convention)),
            Self("atmospheric_pressure", more("hPa"), (500...1_080, wmo), (tenths(3), convention)),
            Self("wind_speed", senml("m/s"), (0...75, wmo), (tenths(2), convention)),
            Self("wind_speed_gust", senml("m/s"), (0...150, wmo), (tenths(2), convention)),
            Self("wind_direction", more("deg"), (0...360, wmo), (ones(3), convention), .circular),
            // Beaufort's scale as far as Vietnam counts it in a typhoon.
            Self(
                "wind_force", ucum("{Bft}"), (0...17, "18/2021/QĐ-TTg"), (zero, convention), .none),
            // Since when it fell is told by no number.
            Self("rain_amount", more("mm"), nil, (zero, convention)),
            Self("snow_depth", more("mm"), (0...25_000, wmo), (ones(10), wmo)),
            Self("illuminance", senml("lx"), (0...200_000, convention), (ones(50), convention)),
            // By night a thermopile reads a little below 0.
            Self(
                "global_irradiance", senml("W/m2"), (-20...2_000, convention), (ones(5), convention)
            ),
        ]
    }

    private static var air: [Self] {
        [
            Self("temperature", senml("Cel"), (-40...125, convention), (tenths(5), convention)),
            Self("pm1", more("ug/m3"), (0...1_000, convention), (ones(1), convention)),
            Self("pm2_5", more("ug/m3"), (0...1_000, convention), (ones(1), convention)),
            Self("pm10", more("ug/m3"), (0...1_000, convention), (ones(1), convention)),
            Self("particle_count", ucum("/mL"), nil, (ones(5), convention)),
            Self("co", more("ug/m3"), (0...100_000, convention), (ones(100), convention)),
            Self("no", more("ug/m3"), (0...2_000, convention), (ones(2), convention)),
            Self("no2", more("ug/m3"), (0...2_000, convention), (ones(2), convention)),
            Self("so2", more("ug/m3"), (0...2_000, convention), (ones(2), convention)),
            Self("o3", more("ug/m3"), (0...2_000, convention), (ones(2), convention)),
            Self("co2", more("ppm"), (0...10_000, convention), (ones(20), convention)),
            Self("h2s", more("ppm"), (0...100, convention), (tenths(1), convention)),
            Self(
                "sound_level", senml("dB"), (20...140, convention), (ones(1), convention), .energy),
        ]
    }

    private static var water: [Self] {
        [
            Self("water_temperature", senml("Cel"), (-5...60, convention), (tenths(1), convention)),
            Self("water_level", senml("m"), nil, (hundredths(1), convention)),
            Self("water_pressure", more("hPa"), nil, (ones(1), convention)),
            Self("volume_flow", ucum("m3/h"), nil, (tenths(1), convention)),
            Self(
                "flow_velocity", senml("m/s"), (-32...32, convention), (hundredths(5), convention)),
            Self("speed_of_sound", senml("m/s"), (0...6_000, convention), (ones(2), convention)),
            Self("ph", senml("pH"), (0...14, convention), (hundredths(5), convention)),
            Self("conductivity", ucum("uS/cm"), (0...200_000, convention), (ones(10), convention)),
            Self("salinity", ucum("mg/L"), (0...100_000, convention), (ones(10), convention)),
            Self(
                "total_dissolved_solids", ucum("mg/L"), (0...100_000, convention),
                (ones(10), convention)),
            Self("fuel_level", senml("%"), (0...100, convention), (tenths(5), convention)),
            Self("signal_quality", senml("%"), (0...100, convention), (ones(5), convention)),
        ]
    }

    private static var soil: [Self] {
        [
            Self("soil_temperature", senml("Cel"), (-40...80, convention), (tenths(2), convention)),
            Self("soil_moisture", senml("%"), (0...100, convention), (tenths(5), convention)),
            Self(
                "soil_conductivity", ucum("uS/cm"), (0...20_000, convention), (ones(10), convention)
            ),
            Self("soil_ph", senml("pH"), (0...14, convention), (tenths(1), convention)),
            Self("soil_nitrogen", ucum("mg/kg"), (0...3_000, convention), (ones(5), convention)),
            Self("soil_phosphorus", ucum("mg/kg"), (0...3_000, convention), (ones(5), convention)),
            Self("soil_potassium", ucum("mg/kg"), (0...3_000, convention), (ones(5), convention)),
            // Water, of which no soil has more than there is room, is at 80.
            Self("relative_permittivity", ucum("1"), (0...82, convention), (tenths(2), convention)),
        ]
    }

    private static var mains: [Self] {
        [
            Self("voltage", senml("V"), (0...1_000, lowVoltage), (tenths(5), convention)),
            Self("current", senml("A"), nil, (hundredths(5), convention)),
            // 0 while a generator stands still, and of an inverter by night.
            Self("frequency", senml("Hz"), (0...70, convention), (hundredths(2), convention)),
            Self("active_power", senml("W"), nil, (ones(5), convention)),
            Self("reactive_power", more("var"), nil, (ones(5), convention)),
            Self("apparent_power", more("VA"), nil, (ones(5), convention)),
            Self(
                "power_factor", ucum("1"), (-1...1, "IEC 60050-131"), (hundredths(1), convention),
                .none
            ),
            Self(
                "phase_angle", more("deg"), (-360...360, convention), (ones(1), convention),
                .circular),
            Self("active_energy_import", more("kWh"), nil, (zero, convention)),
            Self("active_energy_export", more("kWh"), nil, (zero, convention)),
            Self("active_energy_total", more("kWh"), nil, (zero, convention)),
            Self("reactive_energy_import", more("kvarh"), nil, (zero, convention)),
            Self("reactive_energy_export", more("kvarh"), nil, (zero, convention)),
            Self("reactive_energy_total", more("kvarh"), nil, (zero, convention)),
            Self("voltage_thd", senml("%"), (0...100, convention), (tenths(5), convention)),
            // Of a small current, harmonics can be several times its fundamental.
            Self("current_thd", senml("%"), (0...1_000, convention), (tenths(5), convention)),
            Self("load", senml("%"), (0...150, convention), (ones(1), convention)),
        ]
    }

    private static var direct: [Self] {
        [
            Self("dc_voltage", senml("V"), (-1_500...1_500, lowVoltage), (tenths(1), convention)),
            Self("dc_current", senml("A"), nil, (tenths(1), convention)),
            Self("dc_power", senml("W"), nil, (ones(5), convention)),
            Self("dc_energy", more("kWh"), nil, (zero, convention)),
            Self("loop_current", more("mA"), (0...22, convention), (hundredths(2), convention)),
            Self("state_of_charge", senml("%"), (0...100, convention), (ones(1), convention)),
            Self("state_of_health", senml("%"), (0...100, convention), (ones(1), convention)),
            Self("charge_remaining", more("Ah"), nil, (tenths(5), convention)),
            Self("runtime_remaining", senml("s"), nil, (ones(30), convention)),
            Self("uptime", senml("s"), nil, (ones(60), convention)),
            Self("cycle_count", senml("count"), nil, (zero, convention)),
        ]
    }

    private static var states: [Self] {
        [
            Self("contact", ("", convention), nil, (zero, convention), .none),
            Self("switch_state", ("", convention), nil, (zero, convention), .none),
            Self("alarm", ("", convention), nil, (zero, convention), .none),
        ]
    }

    private init(
        _ name: String, _ unit: (symbol: String, source: String),
        _ range: (limits: ClosedRange<Int>, source: String)?,
        _ deadband: (step: Decimal, source: String), _ mean: Mean = .linear
    ) {
        self.name = name
        (self.unit, source) = unit
        self.mean = mean
        self.range = range.map {
            Limits(low: ones($0.limits.lowerBound), high: ones($0.limits.upperBound))
        }
        rangeSource = range?.source
        (self.deadband, deadbandSource) = deadband
    }
}

/// SenML's first registry of units.
private func senml(_ symbol: String) -> (String, String) { (symbol, "RFC 8428") }
/// Its second.
private func more(_ symbol: String) -> (String, String) { (symbol, "RFC 8798") }
private func ucum(_ symbol: String) -> (String, String) { (symbol, "UCUM") }

private let zero = Decimal.zero
private func ones(_ count: Int) -> Decimal { Decimal(mantissa: Int128(count)) }
private func tenths(_ count: Int) -> Decimal { Decimal(mantissa: Int128(count), exponent: -1) }
private func hundredths(_ count: Int) -> Decimal { Decimal(mantissa: Int128(count), exponent: -2) }
