// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

@testable import tram

/// A gateway whose file names only itself and its hub, devices on TCP, and the service beside.
final class DeviceRig {
    let directory: Directory
    let slave: ForeignSlave
    private var service: Program?

    private static let profile = """
        vendor: Bench
        model: B-1
        class: electricity-meter-1p
        sources: [this test]
        confidence: bench
        names: {en: Bench meter, vi: Công tơ thử}
        points:
          - {name: voltage, table: input, address: 0, as: uint16, unit: V, quantity: voltage, \
        range: [0, 500]}
          - {name: current, table: input, address: 1, as: uint16, scale: 0.1, unit: A, \
        quantity: current, range: [0, 100]}

        """

    private static let other = """
        vendor: Bench
        model: T-1
        class: temperature-humidity
        sources: [this test]
        confidence: bench
        points:
          - {name: air_temperature, table: holding, address: 7, as: int16, scale: 0.1, unit: Cel, \
        quantity: air_temperature}

        """

    /// `buses`: what a person wrote.
    init(buses: String = "") throws {
        let meter: [ForeignSlave.Table: [Int: [UInt16]]] = [.input: [0: [231, 47]]]
        slave = try ForeignSlave(.tcp, [5: meter, 6: meter, 7: [.holding: [7: [215]]]])
        directory = try Directory()
        try directory.makeFolder("own")
        try directory.makeFolder("service")
        for folder in ["own", "service"] {
            try directory.write("profile: bench\n" + Self.profile, to: "\(folder)/bench.yaml")
            try directory.write("profile: bench-t\n" + Self.other, to: "\(folder)/bench-t.yaml")
        }
        try directory.write(
            """
            gateway: {id: gw-1, area: haichau, site: bts-1, clock: trusted}
            hubs: [{urls: ["mqtt://127.0.0.1:1"], root: danang}]
            spool: {path: \(directory.path)/spool.db}
            \(buses.replacing("PORT", with: "\(slave.endpoint.port)"))

            """, to: "tram.yaml")
    }

    var host: String { "127.0.0.1:\(slave.endpoint.port)" }
    var control: String { directory.file("control") }

    /// The service with its own folder of profiles, once it answers.
    func start() throws {
        let service = try Tram.start([
            "run", "--config", directory.file("tram.yaml"), "--profiles",
            directory.file("service"), "--control", control,
        ])
        self.service = service
        let deadline = Clock.now() + .seconds(30)
        while Clock.now() < deadline {
            if try Tram.finish(["status", "--control", control]).ending != .exit(3) { return }
        }
        throw service.notReady()
    }

    /// `tram device …` with this gateway's files.
    var files: [String] {
        [
            "--config", directory.file("tram.yaml"), "--profiles", directory.file("own"),
            "--control", control,
        ]
    }

    func device(_ words: [String]) throws -> (ending: Child.Ending, output: [String]) {
        try Tram.finish(["device"] + words + files, within: .seconds(60))
    }

    /// A device of unit 5, or as the words say.
    func add(
        _ id: String = "meter-5", _ words: [String] = [], unit: Int = 5, profile: String = "bench",
        bus: [String]? = nil
    ) throws -> (ending: Child.Ending, output: [String]) {
        try device(
            ["add", "--unit", "\(unit)", "--profile", profile, "--id", id, "--yes"]
                + (bus ?? ["--host", host]) + words)
    }

    /// Names in conf.d with what they hold.
    func dropIns() throws -> [String: String] {
        let folder = directory.file("conf.d")
        guard File.exists(folder) else { return [:] }
        var found: [String: String] = [:]
        for name in try File.names(in: folder, atMost: 100) {
            found[name] = try directory.read("conf.d/\(name)")
        }
        return found
    }

    /// What the service says of a device.
    func state(_ id: String) throws -> JSON? {
        let output = try Tram.finish(["status", "--output", "json", "--control", control]).output
        let json = try JSON(parsing: Array(output.joined(separator: "\n").utf8))
        return json["devices"]?.array?.first { $0["id"]?.string == id }
    }
}
