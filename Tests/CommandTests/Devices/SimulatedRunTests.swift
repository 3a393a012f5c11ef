// SPDX-License-Identifier: Apache-2.0
import Config
import Field
import Rig
import Testing
import Waiting

@testable import tram

/// `tram simulate` with the whole library: what it prints is a gateway's file, and what it serves
/// is read without a fault.
@Suite struct SimulatedRunTests {
    /// Departments and the classes of devices that are theirs; all others are the environment's.
    private static let domains = [
        "energy": [
            "battery-bms", "dc-meter", "electricity-meter", "electricity-meter-1p",
            "electricity-meter-3p", "genset-controller", "inverter", "rectifier-system",
            "site-power", "solar-charge-controller", "ups",
        ],
        "water": ["water-flow-heat", "water-level", "water-quality"],
    ]

    private let directory: Directory
    private let broker: Broker

    init() throws {
        directory = try Directory()
        broker = try Broker()
    }

    /// A gateway's file with what a simulation prints.
    private func file(_ simulation: Program) throws -> String {
        var lines: [String] = []
        while let line = try simulation.next(within: .seconds(30))?.text {
            if line.isEmpty, lines.count > 1 { break }
            lines.append(line)
        }
        return try directory.write(
            """
            gateway: {id: gw-1, area: haichau, site: bts-1, clock: trusted}
            hubs: [{urls: ["mqtt://127.0.0.1:\(broker.port)"], root: danang}]
            publish: {live: every, window: 0s}
            spool: {path: \(directory.path)/spool.db}

            """ + lines.dropFirst().joined(separator: "\n") + "\n", to: "tram.yaml")
    }

    @Test(.waits(atMostMinutes: 2))
    func `the library is run as it is printed, and every point is good`() throws {
        let profiles = SimulatedLibrary.profiles
        let simulation = try Tram.start(
            ["simulate", "--profiles", SimulatedLibrary.directory] + profiles.map(\.id))
        let path = try file(simulation)
        let outcome = Reader.configuration(at: path, library: [])
        let devices = try #require(outcome.value, "\(outcome.problems)").devices
        #expect(outcome.problems == [])
        #expect(devices.map(\.profile.id) == profiles.map(\.id))
        for device in devices {
            let domain = Self.domains.first { $0.value.contains(device.profile.class) }?.key
            #expect(device.domain == domain ?? "env", "\(device.id)")
        }
        let heard = try Subscriber(broker, ["danang/#"])
        let agent = try Tram.start([
            "run", "--config", path, "--control", directory.file("control"),
        ])
        // Points with a condition are not there in every device; what warms up is late.
        let told = devices.map { device in
            (
                device.id,
                device.profile.points.filter { $0.isTold && !$0.isConditional && $0.warmUp == nil }
            )
        }
        let published = try Published(
            heard, of: Dictionary(uniqueKeysWithValues: told), within: .seconds(40))
        for (device, points) in told {
            for point in points {
                let value = published.value(of: point, device)
                #expect(
                    value?.text != nil && value?.quality == nil,
                    "\(device) \(point.name): \(value?.quality ?? "nothing")")
            }
        }
        #expect(told.reduce(0) { $0 + $1.1.count } >= 1_000)
        agent.stop()
        simulation.stop()
    }
}

extension Point {
    fileprivate var isConditional: Bool { dependence.condition != nil }
}
