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
    /// Whether its values change within seconds.
    var isLively = true
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
enum DemoPlan {
    static let lines = [
        DemoLine(
            id: "rs485-1", wire: .serial,
            devices: [
                DemoDevice(
                    id: "meter-1", profile: "eastron-sdm120", unit: 1, domain: "energy",
                    points: ["active_power", "voltage"]),
                DemoDevice(
                    id: "meter-2", profile: "eastron-sdm120", unit: 2, domain: "energy",
                    points: ["active_power"]),
            ]),
        DemoLine(
            id: "rs485-2", wire: .serial,
            devices: [
                DemoDevice(
                    id: "cabinet", profile: "xy-md02", unit: 1, domain: "telecom",
                    points: ["air_temperature", "relative_humidity"])
            ]),
        DemoLine(
            id: "roof", wire: .tcp,
            devices: [
                DemoDevice(
                    id: "weather", profile: "renke-rs-fsxcs", unit: 1, domain: "env",
                    points: ["wind_speed", "pm2_5", "illuminance"])
            ]),
    ]

    static let devices = lines.flatMap(\.devices)
}
