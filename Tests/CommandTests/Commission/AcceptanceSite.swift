// SPDX-License-Identifier: Apache-2.0
import Config
import Field
import Host
import Rig
import Simulator
import Testing

@testable import tram

/// A site of two devices on one TCP port, its broker with a password, and the service that runs it.
final class AcceptanceSite {
    /// A device whose registers spell a text: four bytes a point.
    private static let profile = """
        profile: speller
        vendor: Test
        model: Speller
        class: multi-sensor
        names: {en: Speller, vi: Máy đánh vần}
        sources: [a test, another test]
        confidence: confirmed
        points:

        """

    let directory: Directory
    let broker: Broker
    let path: String
    private let site: Site
    private let service: Program

    var control: String { directory.file("control") }

    /// `spelled`: what the registers of the second device hold. `missing`: whether nobody answers
    /// for the third one. `end`: of the file.
    init(
        password: String = "correct-horse", spelled: String = "abcdefgh", missing: Bool = false,
        name: String = "Máy <b>một</b>", attribute: String = "P-17", end: String = "",
        secretName: String = "password"
    ) throws {
        directory = try Directory()
        broker = try Broker(.users(["gw": password]))
        site = try Site(seed: 1, time: { 1_782_032_400 })
        let words = Self.words(spelled)
        var registers = Registers()
        registers.define(.holding, 0..<words.count)
        for (place, word) in words.enumerated() { registers[.holding, place] = word }
        let port = try site.addTCP(devices: [SimulatedDevice(unit: 2, registers: registers)])
        try directory.write(password + "\n", to: secretName)
        try directory.write(
            Self.profile
                + words.indices.map {
                    "  - {name: illuminance_\($0), table: holding, address: \($0), as: uint16, "
                        + "quantity: illuminance, unit: lx, names: "
                        + "{en: Word \($0), vi: Từ \($0)}}\n"
                }.joined(), to: "speller.yaml")
        path = try directory.write(
            """
            gateway: {id: gw-1, area: haichau, site: bts-1, clock: trusted, \
            attributes: {pole: \(JSON.string(attribute).pretty)}}
            hubs:
              - urls: ["mqtt://127.0.0.1:\(broker.port)"]
                root: danang
                username: gw
                password-file: \(secretName)
            spool: {path: \(directory.path)/spool.db}
            profiles: [.]
            publish: {live: every}
            buses:
              - id: line-1
                tcp: {host: 127.0.0.1, port: \(port)}
                devices:
                  - {id: dev-2, profile: speller, unit-id: 2, domain: env, poll: 1s, \
            names: {en: \(JSON.string(name).pretty), vi: \(JSON.string(name).pretty)}}
            \(missing ? "      - {id: dev-3, profile: speller, unit-id: 3, domain: env, poll: 1s, "
                + "timeout: 50ms}" : "")
            \(end)

            """, to: "tram.yaml")
        try site.start()
        let (checked, output) = try Tram.finish(["check", path])
        try #require(checked == .exit(0), "\(output)")
        service = try Tram.start([
            "run", "--config", path, "--control", directory.file("control"),
        ])
        _ = try #require(try service.line(containing: "session 1 is up", within: .seconds(20)))
    }

    deinit {
        service.stop()
        site.stop()
    }

    private static func words(_ text: String) -> [UInt16] {
        let bytes = Array(text.utf8) + [0x20]
        return stride(from: 0, to: bytes.count - 1, by: 2).map {
            UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
        }
    }

    func finish(
        _ arguments: [String], _ variables: [String: String] = [:]
    ) throws -> (ending: Child.Ending, output: [String]) {
        try Tram.finish(
            arguments + ["--config", path, "--control", control], variables, within: .seconds(60))
    }
}
