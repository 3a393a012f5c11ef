// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Host
import Rig
import Simulator
import Testing

@Suite("Lines on real threads and wires")
struct WireTests {
    enum Way: String, CaseIterable, Sendable {
        case tcp
        case tcpByName
        case tcpOverIPv6
        case rtuOverTCP
        case rtu
    }

    private static func link(_ way: Way, _ site: Site) throws -> Link {
        let devices = [Slaves.device(1), Slaves.device(5)]
        switch way {
        case .tcp: return .tcp(host: "127.0.0.1", port: try site.addTCP(devices: devices))
        case .tcpByName: return .tcp(host: "localhost", port: try site.addTCP(devices: devices))
        case .tcpOverIPv6:
            return .tcp(host: "::1", port: try site.addTCP(devices: devices, address: "::1"))
        case .rtuOverTCP:
            let port = try site.addRTUOverTCP(devices: devices)
            return .rtuOverTCP(host: "127.0.0.1", port: port, Plant.speed(115_200))
        case .rtu:
            let path = try site.addPseudoTerminal(devices: devices)
            return .serial(port: path, Plant.speed(115_200, "8E1"), echo: false)
        }
    }

    @Test("bring all tables' values through the ring", arguments: Way.allCases)
    func values(_ way: Way) throws {
        let site = try Site(seed: 1)
        let line = Slaves.line("line", try Self.link(way, site), units: [1, 5])
        try site.start()
        let station = try Station([line])
        #expect(try station.gather { $0.isAll(.good) && $0.scans.values.min() ?? 0 >= 5 })
        #expect(station.wrong.isEmpty)
        #expect(station.qualities.keys.allSatisfy { $0 == .good })
        #expect(station.bus.refused == 0)
        let counted = try #require(station.bus.counters["line"])
        #expect(counted.answers >= 10 && counted.requests - counted.answers <= 1)
        #expect(counted.exceptions + counted.timeouts + counted.garbled == 0)
        station.bus.stop()
        site.stop()
    }

    @Test("agree with another implementation", arguments: Wire.allCases)
    func foreign(_ wire: Wire) throws {
        let words = (0..<400).map { Holdings.word(7, $0) }
        let bits = (0..<400).map { Holdings.bit(7, $0) ? UInt16(1) : 0 }
        let slave = try ForeignSlave(
            wire,
            [
                7: [
                    .holding: [0: words], .input: [0: words], .coil: [0: bits],
                    .discrete: [0: bits],
                ]
            ])
        let station = try Station([
            Slaves.line("line", Slaves.link(wire, slave.endpoint), units: [7])
        ])
        #expect(try station.gather { $0.isAll(.good) && $0.scans[0] ?? 0 >= 3 })
        #expect(station.wrong.isEmpty)
        station.bus.stop()
        try slave.stop()
    }

    @Test("serve more endpoints than one thread takes, and dead ones beside them")
    func many() throws {
        let site = try Site(seed: 1)
        let points = [Plant.point(.holding, 3, .uint16)]
        var lines = try (0..<100).map { index in
            let unit = index % 200 + 1
            let port = try site.addTCP(devices: [Slaves.device(unit)])
            return Slaves.line(
                "e\(index)", .tcp(host: "127.0.0.1", port: port), units: [unit],
                poll: .milliseconds(200), points: points)
        }
        try site.start()
        // Nobody listens there.
        for index in 0..<20 {
            let link = Link.tcp(host: "127.0.0.1", port: try freePort())
            lines.insert(
                Slaves.line("dead\(index)", link, poll: .milliseconds(200), points: points),
                at: index * 5)
        }
        let station = try Station(lines)
        let enough = try station.gather { station in
            station.good.count == 100 && station.good.values.allSatisfy { $0 >= 10 }
        }
        #expect(enough)
        #expect(station.wrong.isEmpty)
        #expect(station.qualities[.commDisconnected] ?? 0 > 20)
        station.bus.stop()
        site.stop()
    }

    @Test("stop while their units are silent, within the timeout that runs", arguments: [0, 1])
    func stop(_ isSerial: Int) throws {
        let site = try Site(seed: 1)
        let devices = (1...9).map { unit in
            let device = Slaves.device(unit)
            device.with { $0.behaviour.silent = true }
            return device
        }
        let link: Link =
            isSerial == 1
            ? .serial(
                port: try site.addPseudoTerminal(devices: devices), Plant.speed(115_200),
                echo: false)
            : .tcp(host: "127.0.0.1", port: try site.addTCP(devices: devices))
        try site.start()
        let station = try Station([
            Slaves.line("line", link, units: Array(1...9), timeout: .seconds(2))
        ])
        while !devices.contains(where: { $0.with { $0.requests } > 0 }) {
            try station.gather(for: .milliseconds(20))
        }
        func requests() -> Int { devices.reduce(0) { sum, one in sum + one.with { $0.requests } } }
        let before = requests()
        let took = workingTime { station.bus.stop() }
        // A second unit's timeout would make four.
        #expect(took < .milliseconds(3_500))
        // The one that is out may end just then, and the next begin.
        #expect(requests() - before <= 1)
        site.stop()
    }

    @Test("stop at once while links are being opened")
    func stopEarly() throws {
        let lines = (0..<5).map { index in
            Slaves.line(
                "l\(index)", .serial(port: "/nowhere/\(index)", Plant.speed(9_600), echo: false))
        }
        for _ in 0..<20 {
            let station = try Station(lines)
            station.bus.stop()
            station.bus.stop()
        }
    }
}
