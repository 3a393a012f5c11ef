// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Host
import Rig
import Simulator
import Testing

@Suite("Lines against a simulated site's faults", .serialized)
struct InjectionTests {
    @Test("keep values under their names and the neighbour read", arguments: InjectedFault.allCases)
    func faults(_ fault: InjectedFault) throws {
        let directory = try Directory()
        let site = try Site(seed: 11)
        let devices = [Slaves.device(1), Slaves.device(5)]
        let line = try SimulatedLine(.serial, devices: devices, link: directory.file("line"))
        try site.add(line)
        try site.start()
        // A port that vanishes takes the neighbour with it, for seconds.
        let share = fault == .vanish ? 0.02 : 0.3
        devices[0].with { $0.behaviour.injection = Injection(fault, share: share) }
        let link = Link.serial(port: line.path, Plant.speed(115_200), echo: false)
        let station = try Station([
            Slaves.line("line", link, units: [1, 5], timeout: .milliseconds(250))
        ])
        let neighbour = UInt32(Slaves.points.count)..<UInt32(Slaves.points.count * 2)
        let enough = try station.gather { station in
            neighbour.allSatisfy { station.good[$0] ?? 0 >= 5 }
                && devices[0].with { $0.labels[fault] ?? 0 } >= 3
        }
        #expect(enough)
        #expect(station.wrong.isEmpty, "\(station.wrong.prefix(3))")
        station.bus.stop()
        site.stop()
    }
}
