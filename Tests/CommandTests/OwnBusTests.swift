// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing
import Waiting

@testable import tram

/// A bus of the configuration where no service runs.
@Suite(.waits(atMostMinutes: 5)) struct OwnBusTests {
    private static let buses = """
        buses:
          - id: roof
            tcp: {host: 127.0.0.1, port: PORT}
            devices:
              - {id: meter-6, profile: bench, unit-id: 6, domain: energy, poll: 1s}
        """

    private static let alone = "no service runs: this command opens 127.0.0.1:"

    private func run(
        _ rig: DeviceRig, _ words: [String]
    ) throws -> (ending: Child.Ending, output: [String]) {
        try Tram.finish(words + rig.files, within: .seconds(60))
    }

    @Test func `its units are found`() throws {
        let rig = try DeviceRig(buses: Self.buses)
        let (ending, output) = try run(rig, ["scan", "roof", "--units", "4..6"])
        #expect(ending == .exit(0), "\(output)")
        #expect(output.first?.hasPrefix(Self.alone) == true, "\(output)")
        #expect(output.contains { $0.hasPrefix("   5 answers, ") }, "\(output)")
        let words = output.joinedWords
        #expect(words.contains("tram device add --bus roof --unit 5"), "\(output)")
        #expect(!words.contains("--unit 6"), "it is polled already: \(output)")
    }

    @Test func `a unit is identified`() throws {
        let rig = try DeviceRig(buses: Self.buses)
        let (_, output) = try run(rig, ["identify", "roof:5", "--timeout", "100ms"])
        #expect(output.contains { $0.hasPrefix(Self.alone) }, "\(output)")
        #expect(output.contains { $0.hasPrefix("roof:5: ") }, "\(output)")
    }

    @Test func `registers are read, and refusals told as by the service`() throws {
        let rig = try DeviceRig(buses: Self.buses)
        let (ending, output) = try run(rig, ["read", "roof:5", "input", "0..1"])
        #expect(ending == .exit(0), "\(output)")
        #expect(output.contains { $0.hasPrefix("      0 0x00E7    231    231") }, "\(output)")
        let (refused, told) = try run(rig, ["read", "roof:5", "holding", "900"])
        #expect(refused == .exit(1) && told.joinedWords.contains("[exception]"), "\(told)")
    }

    @Test(
        "one that there is not is told before anything is promised",
        arguments: [
            ["scan", "nosuch"], ["identify", "nosuch:5"], ["read", "nosuch:5", "input", "0"],
        ])
    func unknown(words: [String]) throws {
        let rig = try DeviceRig(buses: Self.buses)
        let (_, output) = try run(rig, words)
        #expect(output.first?.hasSuffix("[unknown-bus]") == true, "\(output)")
        let (ending, told) = try Tram.finish(
            words + ["--config", rig.directory.file("none"), "--control", rig.control])
        #expect(ending == .exit(3), "\(told)")
        #expect(told.joinedWords.contains("[service-not-running]"), "\(told)")
    }
}
