// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Host
import Rig
import Testing

@Suite("Slaves that misbehave on real wires")
struct RogueTests {
    private static let timeout = Nanoseconds.milliseconds(150)

    /// Four points a request, three requests of one shape.
    private static let points = [0, 100, 200].flatMap { start in
        (0..<4).map { Plant.point(.holding, start + $0, .uint16) }
    }

    @Test(
        "give no value under a wrong name, and their good answers are used",
        arguments: Wire.allCases)
    func rogue(_ wire: Wire) throws {
        let faults = RogueSlave.Fault.all(on: wire)
        let slave = try RogueSlave(wire, faults, .every(3), delay: Self.timeout * 2, units: [1, 5])
        let station = try Station([
            Slaves.line(
                "line", Slaves.link(wire, slave.endpoint), units: [1, 5], poll: .zero,
                timeout: Self.timeout, points: Self.points)
        ])
        var met: Set<String> = []
        // Values that answers without a fault have brought.
        var (clean, rounds) = (0, 0)
        // Until every fault has been met.
        while met.count < faults.count * min(Effort.scaled(1), 2) / 2 + 1, rounds < 60 {
            try station.gather(for: .milliseconds(500))
            for event in try slave.events() where event.kind == .request {
                if event.fault.isEmpty { clean += event.count } else { met.insert(event.fault) }
            }
            rounds += 1
        }
        #expect(met.count > faults.count / 2)
        // A refused read is asked for in halves.
        let used = station.good.values.reduce(0, +)
        #expect(used * 10 >= clean * 9, "\(used) of \(clean)")
        #expect(station.wrong.isEmpty)
        try slave.behave([])
        station.forget()
        #expect(try station.gather { $0.isAll(.good) })
        #expect(station.wrong.isEmpty)
        station.bus.stop()
    }
}
