// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing
import Waiting

@testable import tram

/// `tram device remove`, and what looks only: `try`, `list`, `show`.
@Suite(.waits(atMostMinutes: 5)) struct DeviceRemoveTests {
    private static let buses = """
        buses:
          - id: roof
            tcp: {host: 127.0.0.1, port: PORT}
            devices:
              - {id: first, profile: bench, unit-id: 6, domain: energy, poll: 10s}
        """

    @Test func `the last device of a bus takes its bus along`() throws {
        let rig = try DeviceRig()
        try rig.start()
        #expect(try rig.add("a").ending == .exit(0))
        #expect(try rig.add("b", unit: 6).ending == .exit(0))
        let (dry, told) = try rig.device(["remove", "a", "--dry-run"])
        #expect(
            dry == .exit(0)
                && told == ["would remove: " + rig.directory.file("conf.d/device-a.yaml")])
        #expect(try rig.dropIns().count == 3)
        let (ending, output) = try rig.device(["remove", "a", "--yes"])
        #expect(ending == .exit(0), "\(output)")
        #expect(output.contains("  devices  1 removed (a), 1 kept"), "\(output)")
        #expect(try rig.dropIns().keys.sorted() == ["bus-lan-1.yaml", "device-b.yaml"])
        #expect(try rig.device(["remove", "b", "--yes"]).ending == .exit(0))
        #expect(try rig.dropIns() == [:], "nothing is left behind, hidden or not")
        #expect(try rig.state("a") == nil && rig.state("b") == nil)
    }

    @Test func `what the service refuses comes back as it was`() throws {
        let rig = try DeviceRig()
        try rig.start()
        #expect(try rig.add("a").ending == .exit(0))
        #expect(try rig.add("t", unit: 7, profile: "bench-t").ending == .exit(0))
        let before = try rig.dropIns()
        _ = try Program("/bin/rm", [rig.directory.file("service/bench-t.yaml")])
            .finish(within: .seconds(10))
        let (ending, output) = try rig.device(["remove", "a", "--yes"])
        #expect(ending == .exit(1) && output.joinedWords.contains("[configuration]"), "\(output)")
        #expect(try rig.dropIns() == before)
        #expect(try rig.state("a") != nil)
    }

    @Test func `what a person wrote is named with its line, and stays`() throws {
        let rig = try DeviceRig(buses: Self.buses)
        let path = rig.directory.file("tram.yaml")
        let main = try rig.directory.read("tram.yaml")
        let (ending, output) = try rig.device(["remove", "first", "--yes"])
        #expect(ending == .exit(4) && output.joinedWords.contains("[written-by-hand]"), "\(output)")
        #expect(output.joinedWords.contains("\(path):8"), "\(output)")
        #expect(try rig.directory.read("tram.yaml") == main)
        try rig.directory.makeFolder("conf.d")
        let entry = "{profile: bench, domain: env"
        let both = """
            buses:
              - id: roof
                devices:
                  - \(entry), id: x, unit-id: 20}
                  - \(entry), id: y, unit-id: 21}

            """
        try rig.directory.write(both, to: "conf.d/more.yaml")
        let (second, told) = try rig.device(["remove", "y", "--yes"])
        #expect(second == .exit(4) && told.joinedWords.contains("/conf.d/more.yaml:5"), "\(told)")
        #expect(try rig.dropIns() == ["more.yaml": both])
        let (none, words) = try rig.device(["remove", "frist", "--yes"])
        #expect(none == .exit(2) && words.joinedWords.contains("did you mean first?"), "\(words)")
        let (alone, why) = try rig.device(["remove", "x"])
        #expect(alone == .exit(4) && why.joinedWords.contains("[written-by-hand]"), "\(why)")
    }

    @Test func `what a remove that was cut off has left is named, and stays`() throws {
        let rig = try DeviceRig()
        #expect(try rig.add("a").ending == .exit(0))
        try rig.directory.write("kept", to: "conf.d/.device-a.yaml.kept")
        try rig.directory.write("kept", to: "conf.d/.device-b.yaml.kept")
        for words in [try rig.device(["remove", "a", "--yes"]), try rig.add("b", unit: 6)] {
            #expect(words.ending == .exit(1), "\(words)")
            #expect(words.output.joinedWords.contains("[file-exists]"), "\(words)")
            #expect(words.output.joinedWords.contains(".yaml.kept"), "\(words)")
        }
        for id in ["a", "b"] {
            #expect(try rig.directory.read("conf.d/.device-\(id).yaml.kept") == "kept")
        }
    }

    @Test func `nobody there to confirm is told, and nothing goes`() throws {
        let rig = try DeviceRig()
        #expect(try rig.add("a").ending == .exit(0))
        let (ending, output) = try rig.device(["remove", "a"])
        #expect(ending == .exit(4) && output.joinedWords.contains("[not-confirmed]"), "\(output)")
        #expect(try rig.dropIns().count == 2)
    }

    @Test(arguments: Language.allCases) func `a profile is tried without a file being written`(
        language: Language
    ) throws {
        let rig = try DeviceRig(buses: Self.buses)
        let words = ["--lang", language.rawValue]
        // The host is the bus roof: no second connection beside a service's.
        for place in ["\(rig.host):5", "roof:5"] {
            let (ending, output) = try rig.device(["try", "bench", place] + words)
            #expect(ending == .exit(0), "\(output)")
            #expect(output.contains { $0.hasSuffix(" 231 V") }, "\(output)")
            #expect(
                output.last?.hasPrefix(
                    "  tram device add --bus roof --unit 5 --profile bench --id device-5") == true,
                "\(output)")
        }
        let (wrong, told) = try rig.device(["try", "bench", "roof:7"] + words)
        #expect(wrong == .exit(1) && told.joinedWords.contains("[comm/illegal-"), "\(told)")
        let (none, near) = try rig.device(["try", "bensh", "roof:5"] + words)
        #expect(none == .exit(2) && near.joinedWords.contains(" bench"), "\(near)")
        let (moved, far) = try rig.device(["try", "bench", "roof:5", "--address-offset", "65535"])
        #expect(moved == .exit(2) && far.joinedWords.contains("[out-of-range]"), "\(far)")
        #expect(!File.exists(rig.directory.file("conf.d")))
    }

    @Test func `the running service reads for a trial`() throws {
        let rig = try DeviceRig(buses: Self.buses)
        try rig.start()
        let (ending, output) = try rig.device(["try", "bench", "roof:5", "--output", "json"])
        #expect(ending == .exit(0), "\(output)")
        let json = try JSON(parsing: Array(output.joined().utf8))
        #expect(json["through"]?.string == "service")
        #expect(json["points"]?.array?.map { $0["value"] } == [.number("231"), .number("4.7")])
    }

    @Test(arguments: Language.allCases) func `devices are listed with what the service says`(
        language: Language
    ) throws {
        let rig = try DeviceRig(buses: Self.buses)
        let (silent, before) = try rig.device(["list", "--lang", language.rawValue])
        #expect(silent == .exit(0) && before.joinedWords.contains("[service-not-running]"))
        #expect(before[1].hasPrefix("first ") || before[1].hasPrefix("first  "), "\(before)")
        try rig.start()
        let (ending, output) = try rig.device(["list", "--lang", language.rawValue])
        #expect(ending == .exit(0) && output.count == 2, "\(output)")
        let cells = output[1].split(separator: " ").map(String.init)
        #expect(Array(cells.prefix(3)) == ["first", "bench", "roof:6"], "\(output)")
        #expect(output[1].hasSuffix(language == .vietnamese ? "Công tơ thử" : "Bench meter"))
        let (none, told) = try rig.device(["show", "frist"])
        #expect(none == .exit(2) && told.joinedWords.contains("[unknown-device]"), "\(told)")
    }
}
