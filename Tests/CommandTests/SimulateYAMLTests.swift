// SPDX-License-Identifier: Apache-2.0
import Config
import Field
import Host
import Rig
import Simulator
import Testing

@testable import tram

/// What `tram simulate` prints for tram.yaml says what it serves, as the reader understands it.
@Suite struct SimulateYAMLTests {
    static let own = """
        profile: acme-t1
        vendor: Acme
        model: T1
        class: temperature
        names: {en: Cabinet thermometer, vi: Nhiệt kế tủ}
        sources: ["T1 user manual, edition 3, page 7"]
        confidence: single
        link: {baud: [57600], mode: [8E1], unit-id: 1}
        points:
          - {name: air_temperature, table: input, address: 0, as: int16, scale: 0.1, unit: Cel,
             quantity: air_temperature, range: [-40, 85], deadband: 0.2}
        vectors:
          - {registers: {input: {0: [0xFFCE]}}, values: {air_temperature: -5.0}}

        """

    private let directory: Directory

    init() throws { directory = try Directory() }

    /// What the reader makes of the lines behind the heading.
    private func read(_ lines: [String]) throws -> Outcome<Configuration> {
        for line in lines { #expect(line.count <= 80 || line.contains(directory.path), "\(line)") }
        let text = CommandTests.gateway + lines.joined(separator: "\n") + "\n"
        let path = try directory.write(text, to: "tram.yaml")
        return Reader.configuration(at: path, library: Library.directories())
    }

    @Test(arguments: [SimulatedWire.tcp, .serial, .rtuOverTCP], SerialSpeed.bauds)
    func `every wire and speed is read as it is served`(wire: SimulatedWire, baud: Int) throws {
        let names = ["eastron-sdm120", "eastron-sdm630", "renke-rs-fsxcs=9", "renke-rs-fsxcs"]
        let roster = try Roster(names, Library.directories())
        let mode = SerialMode(dataBits: 8, parity: .odd, stopBits: 2)
        let speed = wire == .tcp ? nil : SerialSpeed(baud: baud, mode: mode)
        // A name that YAML would read otherwise without quotes.
        let link = directory.file("a, b: #1")
        let setup = try SimulateSetup(
            roster, wire, speed, port: 0, link: link, seed: 1, isStrict: false, hasZeros: false,
            isPaced: true)
        let outcome = try read(Array(setup.introduction(.english, profiles: []).dropFirst()))
        let configuration = try #require(outcome.value, "\(outcome.problems)")
        let line = try #require(configuration.lines.first)
        switch line.link {
        case .serial(let port, let found, _):
            #expect(wire == .serial && port == link && found == speed)
        case .tcp(let host, let port):
            #expect(wire == .tcp && host == "127.0.0.1" && Int(port) == setup.control.port)
        case .rtuOverTCP(let host, let port, let found):
            #expect(wire == .rtuOverTCP && host == "127.0.0.1" && found == speed)
            #expect(Int(port) == setup.control.port)
        }
        #expect(configuration.devices.map(\.id).sorted().last == "renke-rs-fsxcs-2")
        #expect(outcome.problems.allSatisfy { $0.code == "link-mismatch" }, "\(outcome.problems)")
    }

    @Test(arguments: [["--serial"], ["--rtu-over-tcp"], ["--tcp"], ["--serial", "--lang", "vi"]])
    func `without a speed the first device's is printed, and nothing warns`(
        wire: [String]
    ) throws {
        try directory.makeFolder("my, profiles")
        _ = try directory.write(Self.own, to: "my, profiles/acme-t1.yaml")
        let folder = directory.file("my, profiles")
        for words in [["acme-t1", "--profiles", folder], ["\(folder)/acme-t1.yaml"]] {
            let program = try Tram.start(["simulate"] + words + wire)
            var lines: [String] = []
            while let line = try program.next(within: .seconds(30))?.text {
                if line.isEmpty, lines.count > 1 { break }
                lines.append(line)
            }
            program.stop()
            let outcome = try read(Array(lines.dropFirst()))
            #expect(outcome.value != nil && outcome.problems == [], "\(lines) \(outcome.problems)")
        }
    }
}

extension SiteControl {
    /// The port of the first line.
    fileprivate var port: Int { Int(lines[0].line.port) }
}
