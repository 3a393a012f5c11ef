// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One device of the demonstration's site.
struct DemoDevice: Hashable {
    let id: String
    let profile: String
    let unit: UInt8
    let domain: String
    /// The points that the screen shows.
    let points: [String]
    /// Whether its values change by their deadbands within a few seconds, at any hour.
    var isLively = true
    /// What this site says of its points, as `tram.yaml` has it.
    var overrides = "{}"
}

/// One line or connection of the site, with its devices.
struct DemoLine: Hashable {
    enum Wire: Hashable {
        case serial
        case tcp
        case rtuOverTCP
    }

    let id: String
    let wire: Wire
    let devices: [DemoDevice]
}

/// A roadside cabinet as the city has many: what powers it, what it measures, who is at its door.
/// Each line has what its wire is used for: meters share a pair of wires, a converter brings the
/// river's sensors over the network, what has a network card stands alone.
enum DemoPlan {
    static let lines = [
        DemoLine(
            id: "rs485-1", wire: .serial,
            devices: [
                DemoDevice(
                    id: "meter-1", profile: "eastron-sdm120", unit: 1, domain: "energy",
                    points: ["active_power", "voltage"]),
                DemoDevice(
                    id: "meter-2", profile: "eastron-sdm630", unit: 2, domain: "energy",
                    points: ["active_power"]),
            ]),
        DemoLine(
            id: "rs485-2", wire: .serial,
            devices: [
                DemoDevice(
                    id: "cabinet", profile: "xy-md02", unit: 1, domain: "telecom",
                    points: ["air_temperature"], isLively: false),
                DemoDevice(
                    id: "air-1", profile: "senseair-s8", unit: 2, domain: "env", points: ["co2"],
                    isLively: false),
            ]),
        DemoLine(
            id: "dtu-1", wire: .rtuOverTCP,
            devices: [
                DemoDevice(
                    id: "level-1", profile: "keller-acculevel", unit: 1, domain: "water",
                    points: ["water_pressure"], isLively: false),
                DemoDevice(
                    id: "flow-1", profile: "tuf-2000m", unit: 2, domain: "water",
                    points: ["volume_flow"], isLively: false),
            ]),
        DemoLine(
            id: "roof", wire: .tcp,
            devices: [
                DemoDevice(
                    id: "weather", profile: "renke-rs-fsxcs", unit: 1, domain: "env",
                    points: ["wind_speed", "pm2_5"],
                    // The mean of a day that QCVN 05:2023/BTNMT allows.
                    overrides: "{pm2_5: {limits: {high: 45, hysteresis: 5, delay: 3s}}}")
            ]),
        DemoLine(
            id: "power", wire: .tcp,
            devices: [
                DemoDevice(
                    id: "solar-1", profile: "epever-tracer", unit: 1, domain: "energy",
                    points: ["dc_power_pv", "dc_voltage_battery"], isLively: false),
                DemoDevice(
                    id: "ups-1", profile: "apc-nmc2-ap9630", unit: 2, domain: "telecom",
                    points: ["voltage_input", "load"], isLively: false),
            ]),
        DemoLine(
            id: "door", wire: .tcp,
            devices: [
                DemoDevice(
                    id: "door-1", profile: "advantech-adam-6050", unit: 1, domain: "telecom",
                    points: ["contact_0"], isLively: false,
                    overrides: "{contact_0: {names: {en: Cabinet door, vi: Cửa tủ}}}")
            ]),
    ]

    static let devices = lines.flatMap(\.devices)
}
