// SPDX-License-Identifier: Apache-2.0
internal import Simulator

/// One device of the demonstration's site.
struct DemoDevice {
    enum Wire {
        case tcp
        case serial
    }

    enum Model {
        case meter
        case station
        case thermometer
    }

    let id: String
    let model: Model
    let domain: String
    let wire: Wire
    let unit: UInt8

    static let all = [
        DemoDevice(id: "meter-1", model: .meter, domain: "energy", wire: .tcp, unit: 1),
        DemoDevice(id: "meter-2", model: .meter, domain: "energy", wire: .tcp, unit: 2),
        DemoDevice(id: "weather-1", model: .station, domain: "env", wire: .tcp, unit: 1),
        DemoDevice(id: "cabinet-1", model: .thermometer, domain: "env", wire: .serial, unit: 1),
    ]

    var profile: String {
        switch model {
        case .meter: "eastron-sdm120"
        case .station: "renke-rs-fsxcs"
        case .thermometer: "xy-md02"
        }
    }

    var simulated: SimulatedDevice {
        switch model {
        case .meter: SimulatedDevice(unit: unit, model: ElectricityMeter())
        case .station: SimulatedDevice(unit: unit, model: WeatherStation())
        case .thermometer: SimulatedDevice(unit: unit, model: Thermometer())
        }
    }
}
