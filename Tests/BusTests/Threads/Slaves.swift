// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Rig
import Simulator

/// Simulated slaves on all wires, and lines to them.
enum Slaves {
    static func device(_ unit: Int) -> SimulatedDevice {
        var registers = Registers()
        for table in Registers.Table.allCases {
            registers.define(table, 0..<400)
            for address in 0..<400 {
                let isBits = table == .coils || table == .discreteInputs
                registers[table, address] =
                    isBits
                    ? Holdings.bit(unit, address) ? 1 : 0 : Holdings.word(unit, address)
            }
        }
        return SimulatedDevice(unit: UInt8(unit), registers: registers)
    }

    /// Points of all tables in several requests.
    static let points: [Point] =
        Table.allCases.flatMap { table in
            [0, 1, 9, 150].map { Plant.point(table, $0, table.isBits ? .bool : .uint16) }
        } + [Plant.point(.holding, 300, .uint64), Plant.point(.input, 200, .float32)]

    /// How a client reaches an endpoint of the rig.
    static func link(_ wire: Wire, _ endpoint: Rig.Endpoint) -> Link {
        switch wire {
        case .tcp: .tcp(host: "127.0.0.1", port: endpoint.port)
        case .rtuOverTCP: .rtuOverTCP(host: "127.0.0.1", port: endpoint.port, Plant.speed(115_200))
        case .rtu: .serial(port: endpoint.path, Plant.speed(115_200), echo: false)
        }
    }

    static func line(
        _ id: String, _ link: Link, units: [Int] = [1], poll: Nanoseconds = .milliseconds(50),
        timeout: Nanoseconds = .seconds(2), points: [Point] = points
    ) -> Field.Line {
        Field.Line(
            id: id, link: link,
            devices: units.map { Plant.device($0, points, poll: poll, timeout: timeout) })
    }
}
