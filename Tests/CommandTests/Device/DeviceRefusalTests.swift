// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing
import Waiting

@testable import tram

/// What speaks against a device is told before anything is read or written.
@Suite(.waits(atMostMinutes: 5)) struct DeviceRefusalTests {
    private static let buses = """
        buses:
          - id: roof
            tcp: {host: 127.0.0.1, port: PORT}
            devices:
              - {id: first, profile: bench, unit-id: 6, domain: energy, poll: 10s}
          - id: rs485-1
            serial: {port: /dev/ttyNONE, baud: 9600, mode: 8N1}
        """

    struct Refusal {
        var id = "meter-5"
        var unit = 5
        var profile = "bench"
        var bus = ["--bus", "roof"]
        var more: [String] = []
        var code: String
        var exit: Int32 = 1
        var words = ""
    }

    static let refusals = [
        Refusal(id: "first", code: "duplicate-id", words: "in line 8 of"),
        Refusal(unit: 6, code: "duplicate-unit", words: "is first, in line 8 of"),
        Refusal(profile: "bench-x", code: "unknown-profile", exit: 2),
        Refusal(profile: "../bench", code: "bad-value"),
        Refusal(bus: ["--bus", "roff"], code: "unknown-bus", exit: 2, words: "did you mean roof?"),
        Refusal(bus: ["--bus", "a b", "--host", "10.0.0.9"], code: "bad-value", exit: 2),
        Refusal(bus: ["--bus", "roof", "--host", "10.0.0.9"], code: "bus-differs"),
        Refusal(bus: ["--bus", "b-2", "--port", "/dev/ttyNONE"], code: "bus-differs"),
        Refusal(bus: ["--bus", "rs485-1", "--baud", "19200"], code: "bus-differs"),
        Refusal(bus: ["--port", "/dev/ttyNONE", "--parity", "even"], code: "bus-differs"),
        Refusal(unit: 248, bus: ["--bus", "rs485-1"], code: "out-of-range"),
        Refusal(bus: ["--bus", "rs485-1"], more: ["--poll", "1ms"], code: "overloaded"),
        Refusal(id: "../../evil", code: "bad-value", exit: 2),
        Refusal(id: "x: {y}", code: "bad-value", exit: 2),
        Refusal(id: "live", code: "reserved-word"),
        Refusal(more: ["--name", "a\nb"], code: "bad-value", exit: 2),
        Refusal(more: ["--name", String(repeating: "x", count: 65)], code: "bad-value", exit: 2),
        Refusal(more: ["--name", "x\u{2028}y"], code: "not-utf8"),
        Refusal(more: ["--domain", "a/b"], code: "bad-value"),
        Refusal(more: ["--domain", "x}, {id: evil"], code: "bad-value"),
        Refusal(more: ["--address-offset", "70000"], code: "out-of-range"),
    ]

    @Test func `a converter is no host that is a bus of Modbus TCP`() throws {
        let line = Line(id: "roof", link: .tcp(host: "10.0.0.9", port: 502), devices: [])
        let host = (name: "10.0.0.9", port: UInt16(502))
        #expect(try DeviceSpot(BusWish(host: host), [line]).id == "roof")
        #expect {
            _ = try DeviceSpot(BusWish(host: host, isConverter: true), [line])
        } throws: {
            ($0 as? DeviceMistake)?.code == "bus-differs"
        }
    }

    @Test(arguments: refusals) func `a refusal has a code, and no file is touched`(
        refusal: Refusal
    ) throws {
        let rig = try DeviceRig(buses: Self.buses)
        let main = try rig.directory.read("tram.yaml")
        try rig.slave.stop()
        let (ending, output) = try rig.add(
            refusal.id, refusal.more, unit: refusal.unit, profile: refusal.profile,
            bus: refusal.bus)
        #expect(ending == .exit(refusal.exit), "\(output)")
        #expect(output.joinedWords.contains("[\(refusal.code)]"), "\(output)")
        #expect(output.joinedWords.contains(refusal.words), "\(output)")
        for line in output { #expect(line.columns <= 80, "\(line)") }
        #expect(!File.exists(rig.directory.file("conf.d")))
        #expect(try rig.directory.read("tram.yaml") == main)
        let script = try rig.add(
            refusal.id, refusal.more + ["--output", "json"], unit: refusal.unit,
            profile: refusal.profile, bus: refusal.bus)
        let json = try JSON(parsing: Array(script.output.joined().utf8))
        #expect(script.ending == ending && json["code"]?.string == refusal.code)
    }

    @Test func `a configuration that is wrong already is named`() throws {
        let rig = try DeviceRig(buses: "bises: []")
        let (ending, output) = try rig.add()
        #expect(ending == .exit(1) && output.joinedWords.contains("[unknown-key]"), "\(output)")
        #expect(output.last == "  tram check \(rig.directory.file("tram.yaml"))", "\(output)")
    }

    @Test func `a file of somebody else's is not written over`() throws {
        let rig = try DeviceRig()
        try rig.directory.makeFolder("conf.d")
        try rig.directory.write("# mine\n", to: "conf.d/device-meter-5.yaml")
        let (ending, output) = try rig.add()
        #expect(ending == .exit(1) && output.joinedWords.contains("[file-exists]"), "\(output)")
        #expect(try rig.dropIns() == ["device-meter-5.yaml": "# mine\n"])
    }

    @Test func `what the service refuses is taken back`() throws {
        let rig = try DeviceRig()
        try rig.start()
        try rig.directory.write(
            try rig.directory.read("own/bench.yaml").replacing(
                "profile: bench\n", with: "profile: only-here\n"), to: "own/only-here.yaml")
        let (ending, output) = try rig.add("meter-5", profile: "only-here")
        #expect(ending == .exit(1), "\(output)")
        #expect(output.joinedWords.contains("[configuration]"), "\(output)")
        #expect(output.joinedWords.contains("only-here"), "\(output)")
        #expect(try rig.dropIns() == [:])
        // The same way goes on working.
        #expect(try rig.add().ending == .exit(0))
        let before = try rig.dropIns()
        _ = try Program("/bin/rm", [rig.directory.file("service/bench.yaml")])
            .finish(within: .seconds(10))
        let (removal, told) = try rig.device(["remove", "meter-5", "--yes"])
        #expect(removal == .exit(0), "nothing of it is left to be refused: \(told)")
        #expect(before.count == 2)
    }

    @Test func `what was changed and not reloaded is not put in force by the way`() throws {
        let rig = try DeviceRig()
        try rig.start()
        let main = try rig.directory.read("tram.yaml")
        try rig.directory.write(main + "publish: {live: every}\n", to: "tram.yaml")
        let (ending, output) = try rig.add()
        #expect(ending == .exit(4) && output.joinedWords.contains("[not-reloaded]"), "\(output)")
        #expect(output.last == "  tram reload" && !File.exists(rig.directory.file("conf.d")))
    }
}
