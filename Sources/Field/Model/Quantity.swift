// SPDX-License-Identifier: Apache-2.0

/// What is measured, never the device: one name and one unit in the whole city, so that two makes
/// of meter publish alike.
package struct Quantity: Hashable, Sendable {
    package var name: String
    /// The canonical symbol; empty for contacts and the like.
    package var unit: String
    /// Where the symbol is defined, or *convention* where the choice is ours.
    package var source: String

    /// How it is averaged.
    package var mean: Mean { Self.means[name] ?? .linear }

    /// Where it is not the arithmetic mean. Directions: WMO-No. 8, I.5; levels: IEC 61672-1; wind
    /// force is a scale of names, and a power factor means nothing without its power.
    private static let means: [String: Mean] = [
        "wind_direction": .circular, "phase_angle": .circular, "sound_level": .energy,
        "wind_force": .none, "power_factor": .none, "contact": .none, "switch_state": .none,
        "alarm": .none,
    ]

    /// The name of a quantity that the table does not have: free names, any unit.
    package static let other = "other"

    /// Everything that has a name of its own.
    package static var all: [Self] {
        table.flatMap { row in
            row.names.split(separator: " ").map {
                Self(name: String($0), unit: row.unit, source: row.source)
            }
        }
    }

    /// Where each name stands: a row's number takes less than what it says.
    private static let rows = Dictionary(
        uniqueKeysWithValues: table.indices.flatMap { index in
            table[index].names.split(separator: " ").map { (String($0), UInt8(index)) }
        })

    package static func named(_ name: String) -> Self? {
        rows[name].map { row in
            let row = table[Int(row)]
            return Self(name: name, unit: row.unit, source: row.source)
        }
    }

    /// Quantities of one unit together. RFC 8428 and RFC 8798 are SenML's registries of units.
    private static let table: [(unit: String, source: String, names: String)] = [
        (
            "Cel", "RFC 8428",
            "air_temperature temperature dew_point soil_temperature water_temperature"
        ),
        ("%RH", "RFC 8428", "relative_humidity"),
        ("hPa", "RFC 8798", "atmospheric_pressure water_pressure"),
        ("m/s", "RFC 8428", "wind_speed wind_speed_gust flow_velocity speed_of_sound"),
        ("{Bft}", "UCUM", "wind_force"),
        ("deg", "RFC 8798", "wind_direction phase_angle"),
        ("mm", "RFC 8798", "rain_amount snow_depth"),
        ("lx", "RFC 8428", "illuminance"),
        ("W/m2", "RFC 8428", "global_irradiance"),
        ("ug/m3", "RFC 8798", "pm1 pm2_5 pm10 co no no2 so2 o3"),
        ("ppm", "RFC 8798", "co2 h2s"),
        ("/mL", "UCUM", "particle_count"),
        ("dB", "RFC 8428", "sound_level"),
        ("m", "RFC 8428", "water_level"),
        ("m3/h", "UCUM", "volume_flow"),
        ("pH", "RFC 8428", "ph soil_ph"),
        ("uS/cm", "UCUM", "conductivity soil_conductivity"),
        ("mg/L", "UCUM", "salinity total_dissolved_solids"),
        ("mg/kg", "UCUM", "soil_nitrogen soil_phosphorus soil_potassium"),
        ("V", "RFC 8428", "voltage dc_voltage"),
        ("A", "RFC 8428", "current dc_current"),
        ("mA", "RFC 8798", "loop_current"),
        ("Ah", "RFC 8798", "charge_remaining"),
        ("Hz", "RFC 8428", "frequency"),
        ("W", "RFC 8428", "active_power dc_power"),
        ("var", "RFC 8798", "reactive_power"),
        ("VA", "RFC 8798", "apparent_power"),
        ("1", "UCUM", "power_factor relative_permittivity"),
        (
            "kWh", "RFC 8798",
            "active_energy_import active_energy_export active_energy_total dc_energy"
        ),
        (
            "kvarh", "RFC 8798",
            "reactive_energy_import reactive_energy_export reactive_energy_total"
        ),
        (
            "%", "RFC 8428",
            "voltage_thd current_thd state_of_charge state_of_health fuel_level load soil_moisture "
                + "signal_quality"
        ),
        ("s", "RFC 8428", "runtime_remaining uptime"),
        ("count", "RFC 8428", "cycle_count"),
        ("", "convention", "contact switch_state alarm"),
    ]
}
