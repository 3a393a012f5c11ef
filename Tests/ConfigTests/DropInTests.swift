// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Glibc
import Testing

@testable import Config

@Suite struct `Files in conf.d` {
    private func read(_ site: borrowing Site, _ main: String = Sample.gateway) -> Outcome<
        Configuration
    > {
        Reader.configuration(
            at: site.folder.write("tram.yaml", main), profiles: [site.folder.path + "/profiles"],
            machineID: site.folder.path + "/machine-id")
    }

    /// `file:line:column code` of each problem, without the folder.
    private func told(_ outcome: Outcome<Configuration>, _ site: borrowing Site) -> [String] {
        outcome.problems.map { problem in
            let file = problem.file.dropFirst(site.folder.path.count + 1)
            return "\(file):\(problem.line):\(problem.column) \(problem.code)"
        }
    }

    private static let roof = """
        buses:
          - id: roof
            tcp: {host: 10.20.0.9}
            devices:
              - {id: pyrano, profile: small, unit-id: 1, domain: env}

        """

    private static func extra(_ bus: String, _ id: String, unit: Int = 9) -> String {
        """
        buses:
          - id: \(bus)
            devices:
              - {id: \(id), profile: small, unit-id: \(unit), domain: energy}

        """
    }

    @Test func `add buses, and devices to the buses of other files`() throws {
        let site = Site()
        site.folder.write("conf.d/10-more.yaml", Self.extra("roof", "rain"))
        site.folder.write("conf.d/20-roof.yaml", Self.roof)
        site.folder.write("conf.d/30-meter.yaml", Self.extra("rs485-1", "meter-9"))
        site.folder.write("conf.d/40-empty.yaml", "# nothing yet\n")
        site.folder.write("conf.d/notes.txt", "{{{")
        site.folder.write("conf.d/.hidden.yaml", "{{{")
        let outcome = read(site)
        #expect(told(outcome, site) == [])
        let lines = try #require(outcome.value?.lines)
        #expect(lines.map(\.id) == ["rs485-1", "lan", "dtu", "roof"])
        #expect(lines[0].devices.map(\.id) == ["meter-1", "weather", "meter-9"])
        #expect(lines[3].devices.map(\.id) == ["pyrano", "rain"])
    }

    @Test func `change the digest`() throws {
        let site = Site()
        let without = try #require(read(site).value?.hash)
        site.folder.write("conf.d/a.yaml", Self.roof)
        let with = try #require(read(site).value?.hash)
        site.folder.write("conf.d/a.yaml", Self.roof + "# changed\n")
        #expect(Set([without, with, read(site).value?.hash]).count == 3)
    }

    @Test(arguments: [
        ("hubs:\n  - {urls: [mqtt://h], root: r}\n", "1:1 misplaced-key"),
        ("gateway: {area: a, site: b}\n", "1:1 misplaced-key"),
        ("bus: []\n", "1:1 unknown-key"), ("- a\n", "1:1 wrong-type"),
        ("a: [\n", "2:1 syntax"), ("buses:\n  - {id: rs485-2, devices: []}\n", "2:10 unknown-bus"),
        ("buses:\n  - {id: lan, tcp: {host: h}}\n", "2:10 duplicate-id"),
        ("buses:\n  - {id: x, tcp: {host: 10.20.0.5}}\n", "2:25 duplicate-port"),
        (extra("rs485-1", "meter-1"), "4:14 duplicate-id"),
        (extra("rs485-1", "meter-9") + "    gap: 5ms\n", "5:5 misplaced-key"),
        (extra("roof", "meter-9") + "    gap: 5ms\n", "2:9 unknown-bus"),
        (extra("roof", "meter-9") + "    tpc: {host: h}\n", "5:5 unknown-key"),
        (extra("rs485-1", "meter-9", unit: 2), "4:48 duplicate-unit"),
        (extra("rs485-1", "meter-9", unit: 248), "4:48 out-of-range"),
        (extra("rs485-1", "meter-9") + "buses: []\n", "5:1 duplicate-key"),
        (extra("rs485-1", "Meter"), "4:14 bad-value"),
    ])
    func `are checked like the main file, under their own name`(_ text: String, _ problem: String) {
        let site = Site()
        site.folder.write("conf.d/a.yaml", text)
        let outcome = read(site)
        #expect(told(outcome, site) == ["conf.d/a.yaml:\(problem)"])
    }

    @Test func `name the file and line of what they repeat`() {
        let site = Site()
        site.folder.write("conf.d/a.yaml", Self.roof)
        site.folder.write(
            "conf.d/b.yaml",
            Self.extra("rs485-1", "pyrano") + Self.extra("lan", "meter-1").dropFirst(7))
        let texts = read(site).problems.map(\.text.en)
        #expect(
            texts == [
                "id pyrano is taken by line 5 of \(site.folder.path)/conf.d/a.yaml",
                "id meter-1 is taken by line 18 of \(site.folder.path)/tram.yaml",
            ])
    }

    @Test func `say where a bus is described whose manners they change`() {
        let site = Site()
        site.folder.write("conf.d/a.yaml", Self.extra("lan", "meter-9") + "    tax: 6%\n")
        #expect(
            read(site).problems.map(\.text.en).last
                == "bus lan is described in line 27 of \(site.folder.path)/tram.yaml, here only "
                + "its devices can be added; put tax there")
    }

    @Test func `are checked also beside a main file that is no YAML`() {
        let site = Site()
        site.folder.write("conf.d/a.yaml", "buses: 5\n")
        let outcome = read(site, "a: [\n")
        #expect(
            told(outcome, site) == ["tram.yaml:2:1 syntax", "conf.d/a.yaml:1:8 wrong-type"])
    }

    @Test func `that cannot be read are errors`() {
        let site = Site()
        site.folder.write("conf.d/folder.yaml/x", "")
        site.folder.write("real", Self.roof)
        unsafe symlink("../real", site.folder.path + "/conf.d/linked.yaml")
        unsafe symlink("nowhere", site.folder.path + "/conf.d/lost.yaml")
        unsafe mkfifo(site.folder.path + "/conf.d/pipe.yaml", 0o600)
        #expect(
            told(read(site), site) == [
                "conf.d/folder.yaml:0:0 cannot-read", "conf.d/lost.yaml:0:0 cannot-read",
                "conf.d/pipe.yaml:0:0 cannot-read",
            ])
    }

    @Test func `a plain file in the directory's place is an error`() {
        let site = Site()
        site.folder.write("conf.d", "")
        #expect(told(read(site), site) == ["conf.d:0:0 cannot-read"])
    }

    @Test func `are at most 256, and a megabyte together`() {
        let many = Site()
        for number in 0...DropIns.limit { many.folder.write("conf.d/\(number).yaml", "") }
        #expect(told(read(many), many) == ["conf.d:0:0 too-many"])

        let large = Site()
        let half = "# " + String(repeating: "x", count: 600_000) + "\n"
        large.folder.write("conf.d/a.yaml", half)
        large.folder.write("conf.d/b.yaml", half)
        large.folder.write("conf.d/c.yaml", "buses: []\n")
        #expect(told(read(large), large) == ["conf.d/b.yaml:0:0 too-large"])
    }

    @Test func `share the bound of keys and values with the main file`() {
        let site = Site()
        let list = "[" + String(repeating: "1,", count: 40_000) + "]\n"
        site.folder.write("conf.d/a.yaml", "b: \(list)")
        site.folder.write("conf.d/b.yaml", "c: \(list)")
        let told = told(read(site), site)
        #expect(told.count == 2 && told.first == "conf.d/a.yaml:1:1 unknown-key")
        #expect(told.last?.hasPrefix("conf.d/b.yaml:1:") == true)
        #expect(told.last?.hasSuffix(" too-many") == true)
        #expect(
            read(site).problems.last?.text.en
                == "more than 65536 keys and values in the gateway's file and its drop-ins together"
        )
    }
}
