// SPDX-License-Identifier: Apache-2.0
import Config
import Field
import Host
import Rig
import Simulator
import Testing
import Waiting

/// A device whose registers have four bytes, read by its points.
@Suite struct WideReadTests {
    private static let profile = """
        profile: wide
        vendor: Bench
        model: W-1
        class: electricity-meter-1p
        sources: [this test]
        register-bytes: 4
        points:
          - {name: voltage, table: holding, address: 72, as: uint32, scale: 0.0001, unit: V, \
        quantity: voltage, range: [200, 250]}
          - {name: current, table: holding, address: 74, as: uint32, scale: 0.0001, unit: A, \
        quantity: current}

        """

    @Test(.waits(atMostMinutes: 1))
    func `its registers come whole, on a line of its own and through the service`() throws {
        let broker = try Broker()
        let directory = try Directory()
        let path = try directory.write(Self.profile, to: "wide.yaml")
        let profile = try #require(Reader.profile(at: path).value)
        let site = try Site(seed: 1, time: { 0 })
        let port = try site.addTCP(devices: [
            SimulatedDevice(unit: 1, model: ProfileModel(profile), seed: 1)
        ])
        try site.start()
        defer { site.stop() }
        let file = try directory.write(
            """
            gateway: {id: gw-1, area: haichau, site: bts-1, clock: trusted}
            hubs: [{urls: ["mqtt://127.0.0.1:\(broker.port)"], root: danang}]
            publish: {live: every, window: 0s}
            spool: {path: \(directory.path)/spool.db}
            buses:
              - id: roof
                tcp: {host: 127.0.0.1, port: \(port)}
                devices: [{id: meter-1, profile: wide, unit-id: 1, domain: energy, poll: 1s}]

            """, to: "tram.yaml")
        let options = [
            "--config", file, "--profiles", directory.path, "--control", directory.file("control"),
        ]
        func read() throws -> JSON {
            let (ending, output) = try Tram.finish(
                ["read", "meter-1", "--output", "json"] + options, within: .seconds(30))
            #expect(ending == .exit(0), "\(output)")
            return try JSON(parsing: Array(output.joined().utf8))
        }
        let alone = try read()
        let heard = try Subscriber(broker, ["danang/#"])
        let service = try Tram.start(["run"] + options)
        defer { service.stop() }
        let live = try heard.collect(within: .seconds(20)) { $0.topic.hasSuffix("meter-1/live") }
        #expect(live.last?.topic.hasSuffix("meter-1/live") == true)
        let shared = try read()
        #expect(alone["through"]?.string != "service" && shared["through"]?.string == "service")
        for json in [alone, shared] {
            let points = json["points"]?.array ?? []
            #expect(points.map { $0["name"]?.string } == ["voltage", "current"])
            #expect(points.allSatisfy { $0["quality"]?.string == "good" }, "\(points)")
        }
    }
}
