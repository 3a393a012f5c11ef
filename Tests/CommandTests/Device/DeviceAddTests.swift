// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing
import Waiting

@testable import tram

/// `tram device add` as scripts call it.
@Suite(.waits(atMostMinutes: 5)) struct DeviceAddTests {
    @Test func `a device and its bus are added while no service runs`() throws {
        let rig = try DeviceRig()
        let name = "Bơm \"1\": {x} # y"
        let (ending, output) = try rig.add("meter-5", ["--name", name])
        #expect(ending == .exit(0), "\(output)")
        #expect(output.contains { $0.hasPrefix("voltage ") && $0.hasSuffix(" 231 V") }, "\(output)")
        #expect(output.contains { $0.hasPrefix("current ") && $0.hasSuffix(" 4.7 A") }, "\(output)")
        #expect(output.last == "no service runs; it holds from the next start on")
        #expect(try rig.dropIns().keys.sorted() == ["bus-lan-1.yaml", "device-meter-5.yaml"])
        let (list, rows) = try rig.device(["list", "--output", "json"])
        #expect(list == .exit(0), "\(rows)")
        let devices = try JSON(parsing: Array(rows.joined().utf8)).array ?? []
        #expect(devices.map { $0["device"]?.string } == ["meter-5"])
        #expect(devices[0]["name"]?["vi"]?.string == name && devices[0]["bus"]?.string == "lan-1")
        #expect(devices[0]["file"]?.string == rig.directory.file("conf.d/device-meter-5.yaml"))
        #expect(devices[0]["state"] == nil)
        // The next one finds the bus by its place.
        #expect(try rig.add("meter-6", unit: 6).ending == .exit(0))
        #expect(try rig.dropIns().count == 3)
    }

    @Test func `files have the rights of the gateway's own`() throws {
        let rig = try DeviceRig()
        try Self.chmod("640", rig.directory.file("tram.yaml"))
        #expect(try rig.add().ending == .exit(0))
        for name in try rig.dropIns().keys {
            #expect(try Self.mode(rig.directory.file("conf.d/\(name)")) == "640")
        }
        #expect(try Self.mode(rig.directory.file("conf.d")) == "700")
    }

    private static func chmod(_ mode: String, _ path: String) throws {
        _ = try Program("/bin/chmod", [mode, path]).finish(within: .seconds(10))
    }

    private static func mode(_ path: String) throws -> String? {
        try Program("/usr/bin/stat", ["-c", "%a", path]).finish(within: .seconds(10)).output.first
    }

    @Test func `the running service takes it, and touches nothing else`() throws {
        let rig = try DeviceRig(
            buses: """
                buses:
                  - id: roof
                    tcp: {host: 127.0.0.1, port: PORT}
                    devices:
                      - {id: first, profile: bench, unit-id: 5, domain: energy, poll: 1s}
                """)
        try rig.start()
        let (ending, output) = try rig.add(
            "air-7", unit: 7, profile: "bench-t", bus: ["--bus", "roof"])
        #expect(ending == .exit(0), "\(output)")
        #expect(output.contains("  devices  1 added (air-7), 1 kept"), "\(output)")
        #expect(output.contains { $0.contains(" 21.5 °C") }, "\(output)")
        #expect(try rig.state("air-7")?["bus"]?.string == "roof")
        #expect(try rig.dropIns().keys.sorted() == ["device-air-7.yaml"])
        let shown = try rig.device(["show", "air-7", "--lang", "vi"])
        #expect(shown.ending == .exit(0), "\(shown.output)")
        #expect(shown.output.contains { $0.hasSuffix("/conf.d/device-air-7.yaml:5") })
        #expect(shown.output.contains { $0.hasPrefix("air_temperature  holding 7 int16") })
        for line in shown.output where !line.contains("/conf.d/") { #expect(line.columns <= 80) }
        let script = try rig.device(["show", "air-7", "--output", "json"]).output.joined()
        let facts = try JSON(parsing: Array(script.utf8))
        for key in ["vendor", "model", "address", "fast", "slow", "live", "heartbeat", "window"] {
            #expect(facts[key] != nil, "\(key): \(script)")
        }
    }

    @Test func `a script gets the same facts`() throws {
        let rig = try DeviceRig()
        let (ending, output) = try rig.add("meter-5", ["--output", "json", "--poll", "1m"])
        #expect(ending == .exit(0), "\(output)")
        let json = try JSON(parsing: Array(output.joined().utf8))
        #expect(json["written"]?.bool == true && json["in-force"]?.bool == false)
        #expect(json["trial"]?["points"]?.array?.first?["value"] == .number("231"))
        let files = json["files"]?.array ?? []
        let texts = files.compactMap { $0["text"]?.string }
        #expect(try rig.dropIns().values.sorted() == texts.sorted())
        #expect(texts.joined().contains("poll: 1m\n"))
    }

    @Test func `a dry run shows the files, and neither asks nor writes`() throws {
        let rig = try DeviceRig()
        try rig.slave.stop()
        let (ending, output) = try rig.add("meter-5", ["--dry-run"])
        #expect(ending == .exit(0), "\(output)")
        #expect(output.contains { $0.hasSuffix("/conf.d/device-meter-5.yaml:") })
        #expect(output.contains("        - id: meter-5"), "\(output)")
        #expect(!File.exists(rig.directory.file("conf.d")))
    }

    @Test(arguments: Language.allCases) func `a trial that fails writes nothing`(
        language: Language
    ) throws {
        let rig = try DeviceRig()
        let words = ["--lang", language.rawValue]
        let (ending, output) = try rig.add("meter-9", words, unit: 9)
        #expect(ending == .exit(1), "\(output)")
        #expect(output.joinedWords.contains("[comm/timeout]"), "\(output)")
        #expect(output.last == "  tram scan \(rig.host)", "\(output)")
        for line in output { #expect(line.columns <= 80, "\(line)") }
        let (other, told) = try rig.add("meter-7", words, unit: 7)
        #expect(other == .exit(1) && told.joinedWords.contains("[comm/illegal-"), "\(told)")
        #expect(told.last == "  tram identify \(rig.host):7", "\(told)")
        #expect(!File.exists(rig.directory.file("conf.d")))
        let (forced, warned) = try rig.add("meter-9", words + ["--force"], unit: 9)
        #expect(forced == .exit(0) && warned.joinedWords.contains("[comm/timeout]"), "\(warned)")
        #expect(try rig.dropIns().count == 2)
        let (third, script) = try rig.add(
            "meter-8", ["--force", "--output", "json"], unit: 8)
        let json = try JSON(parsing: Array(script.joined().utf8))
        #expect(third == .exit(0) && json["trial"]?["points"]?.array?.isEmpty == false)
        let warning = json["warnings"]?.array?.first?.string
        #expect(warning?.contains("[comm/timeout]") == true, "\(script)")
    }

    @Test func `values that cannot be right are a failure as well`() throws {
        let rig = try DeviceRig()
        try rig.slave.set(5, .input, at: 0, [60_000, 60_000])
        let (ending, output) = try rig.add()
        #expect(ending == .exit(1) && output.joinedWords.contains("[suspect/range]"), "\(output)")
        #expect(output.contains { $0.contains("60000 V") }, "they are shown: \(output)")
        #expect(!File.exists(rig.directory.file("conf.d")))
    }

    @Test func `nobody there to confirm is told at once`() throws {
        let rig = try DeviceRig()
        let (ending, output) = try rig.device([
            "add", "--host", rig.host, "--unit", "5", "--profile", "bench", "--id", "a",
        ])
        #expect(ending == .exit(4) && output.joinedWords.contains("[not-confirmed]"), "\(output)")
        let (missing, told) = try rig.device(["add", "--yes", "--unit", "5"])
        #expect(missing == .exit(2), "\(told)")
        #expect(told.joinedWords.contains("--bus, --profile, --id [missing-flags]"), "\(told)")
    }
}
