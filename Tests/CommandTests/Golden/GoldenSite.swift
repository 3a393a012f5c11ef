// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

@testable import tram

/// A gateway with a hub and three devices whose values never change: a meter of which one sensor
/// is broken, a thermometer, and one that does not answer; a unit that nobody has added; the files
/// of another site. Commands run in its directory, so that
/// they say no path of this machine.
final class GoldenSite {
    private let broker: Broker
    /// Who hears all that is sent: what nobody has subscribed to waits, and is a problem.
    private var consumer: Subscriber?
    private let slave: ForeignSlave
    let directory: Directory
    private let isBusy: Bool
    private var agent: Program?

    private static let profile = """
        profile: bench
        vendor: Bench
        model: B-1
        class: other
        names: {en: Cabinet controller, vi: Bộ điều khiển tủ}
        sources: [this test]
        confidence: bench
        points:
          - {name: voltage, table: input, address: 0, as: float32, unit: V, quantity: voltage}
          - {name: air_temperature, table: holding, address: 1, as: int16, scale: 0.1, \
        unit: Cel, quantity: air_temperature, sentinels: {0x8000: sensor-break}}
          - {name: mode, table: holding, address: 2, as: uint16, kind: state, quantity: other, \
        enum: {0: {en: stopped, vi: dừng}, 1: {en: running, vi: chạy}}}
          - {name: setpoint, table: holding, address: 7, as: int16, scale: 0.1, unit: Cel, \
        quantity: other, access: rw, write: {limits: [10, 30]}}

        """

    private static let image: ForeignSlave.Image = [
        1: [.holding: [1: [0x8000, 1], 7: [215]], .input: [0: [0x4366, 0x199A]]],
        5: [.input: [1: [254, 613]]], 7: [.input: [1: [275, 679]]],
    ]

    /// Another site, as a person wrote it.
    private static let other = """
        gateway: {id: gw-0457, area: haichau, site: bts-0457}
        hubs:
          - urls: ["mqtts://hub.example:8883"]
            root: danang
            username: gw-0457
            password-file: hub.password
        spool: {path: /nowhere/spool.db, size: 64MB}
        buses:
          - id: roof
            tcp: {host: 10.0.0.5}
            devices:
              - {id: meter-1, profile: eastron-sdm120, unit-id: 1, domain: energy, poll: 10s}

        """

    /// `isBusy`: each value is a record, and every device answers.
    init(isBusy: Bool = false) throws {
        self.isBusy = isBusy
        broker = try Broker()
        slave = try ForeignSlave(.tcp, Self.image)
        directory = try Directory()
        try directory.write(Self.profile, to: "bench.yaml")
        try directory.write("buses:\n  - {id: roof, tcp: {hots: 10.0.0.1}}\n", to: "broken.yaml")
        for folder in ["old", "records"] { try directory.makeFolder(folder) }
        try directory.write(Self.other, to: "old/tram.yaml")
        try directory.write("correct-horse\n", to: "old/hub.password")
        try directory.write("tram: the log of a quiet day\n", to: "log")
        try setDevices()
    }

    /// Starts the service, and waits until it has seen each device and the hub has all of it.
    func start() throws {
        consumer = try Subscriber(broker, ["danang/#"])
        agent = try Tram.start(["run"] + Self.files + Self.control, through: place)
        let deadline = Clock.now() + .seconds(60)
        while try isSettled == false {
            let status = try run(["status"] + Self.control).output
            try #require(Clock.now() < deadline, "\(status)")
        }
    }

    private var isSettled: Bool {
        get throws {
            let words = ["status", "--output", "json"] + Self.control
            let output = try run(words).output.joined()
            guard let json = try? JSON(parsing: Array(output.utf8)), json["hub"] != nil else {
                return false
            }
            let states = (json["devices"]?.array ?? []).map { $0["state"]?.string }
            let isSent = json["spool"]?["waiting"]?.integer == 0
            return states == ["online", "online"] + (isBusy ? [] : ["offline"])
                && json["hub"]?["up"]?.bool == true && (isBusy || isSent)
        }
    }

    func stop() { agent?.stop() }

    static let files = ["--config", "tram.yaml", "--profiles", "."]
    static let control = ["--control", "control"]

    private var place: [String] {
        ["/bin/sh", "-c", "cd '\(directory.path)' && exec \"$0\" \"$@\""]
    }

    /// `isPlain`: on a console that is not UTF-8.
    func run(
        _ words: [String], _ language: Language = .english, isPlain: Bool = false
    ) throws -> (ending: Child.Ending, output: [String]) {
        let (ending, output) = try Tram.finish(
            words, ["TRAM_LANG": language.rawValue, "LANG": isPlain ? "C" : "C.UTF-8"],
            through: place)
        return (ending, settled(output))
    }

    /// As if the directory were /site, also where lines were wrapped for its name.
    private func settled(_ output: [String]) -> [String] {
        let isJSON = output.first.map { $0.hasPrefix("{") || $0.hasPrefix("[") } ?? false
        var lines: [(text: String, isJoined: Bool)] = []
        var before = ""
        for line in output {
            let words = line.drop { $0 == " " }
            let isNamed =
                !isJSON && (before + line).contains(directory.path) && line.hasPrefix("  ")
            if isNamed, before.columns + 1 + String(words.prefix { $0 != " " }).columns > 80 {
                lines[lines.count - 1] = ("\(lines[lines.count - 1].text) \(words)", true)
            } else {
                lines.append((line, false))
            }
            before = line
        }
        return lines.flatMap { text, isJoined in
            let text = text.replacing(directory.path, with: "/site")
            return isJoined ? text.wrapped(columns: 80) : [text]
        }
    }

    /// Takes a folder away, if there is one.
    func remove(_ name: String) throws {
        _ = try Program("/bin/rm", ["-rf", directory.file(name)]).finish(within: .seconds(10))
    }

    /// Writes the gateway's file, with these devices more.
    func setDevices(_ more: [String] = []) throws {
        let devices = [
            "{id: meter-1, profile: bench, unit-id: 1, domain: energy, poll: 1s, timeout: 1s}",
            "{id: air-1, profile: xy-md02, unit-id: 5, domain: env, poll: 1s, timeout: 1s}",
        ]
        let dead =
            "{id: dead-1, profile: bench, unit-id: 9, domain: energy, poll: 1s, timeout: 200ms}"
        try directory.write(
            """
            gateway: {id: gw-1, area: haichau, site: bts-1, clock: trusted}
            hubs:
              - urls: ["mqtt://127.0.0.1:\(broker.port)"]
                root: danang
            publish: {live: \(isBusy ? "every" : "change"), heartbeat: 1h, window: 0s}
            spool: {path: \(directory.path)/spool.db, size: 64MB}
            buses:
              - id: roof
                tcp: {host: 127.0.0.1, port: \(slave.endpoint.port)}
                devices:
            \((devices + (isBusy ? [] : [dead]) + more).map { "      - \($0)\n" }.joined())
            """, to: "tram.yaml")
    }
}
