// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Glibc
import Testing

@testable import Config

@Suite struct `A gateway's file` {
    private func read(
        _ text: String, _ site: borrowing Site, machineID: String? = nil
    ) -> Outcome<Configuration> {
        Reader.configuration(
            at: site.folder.write("tram.yaml", text), profiles: [site.folder.path + "/profiles"],
            machineID: machineID ?? site.folder.path + "/machine-id")
    }

    @Test func `a good file becomes a configuration with every default filled in`() throws {
        let site = Site()
        let outcome = read(Sample.gateway, site)
        #expect(outcome.problems.isEmpty)
        let configuration = try #require(outcome.value)
        #expect(configuration.gateway.id == "gw-1")
        #expect(
            configuration.gateway.attributes == [
                Attribute(name: "asset", fact: .text("00457")),
                Attribute(
                    name: "latitude", fact: .number(Decimal(mantissa: 160_678, exponent: -4))),
                Attribute(name: "staffed", fact: .bool(false)),
            ])
        #expect(configuration.hub.urls == ["mqtt://127.0.0.1:1883"])
        #expect(configuration.hub.username == "gw")
        #expect(configuration.hash.count == 64)
        let links = configuration.lines.map(\.link)
        let mode = SerialMode(dataBits: 8, parity: .even, stopBits: 1)
        #expect(
            links == [
                .serial(port: "/dev/ttyUSB0", SerialSpeed(), echo: false),
                .tcp(host: "10.20.0.5", port: 502),
                .rtuOverTCP(host: "dtu.local", port: 4001, SerialSpeed(baud: 19_200, mode: mode)),
            ])
        #expect(configuration.lines.map(\.gap) == [.milliseconds(5), .zero, .zero])
    }

    @Test func `devices take their own word, then the profile's, then the default`() throws {
        let site = Site()
        let text = Sample.gateway.replacing(
            "poll: 5s}", with: "timeout: 2s, retries: 0, gap: 0s, max-registers: 10}")
        let all = try #require(read(text, site).value).devices
        #expect(all.map(\.id) == ["meter-1", "weather", "em-1", "em-2", "em-3"])
        #expect(all.map(\.unit) == [1, 2, 1, 2, 3])
        #expect(all.map(\.poll) == Array(repeating: .seconds(10), count: 5))
        #expect(all[0].timeout == .seconds(2) && all[1].timeout == .milliseconds(500))
        #expect(all[0].gap == .zero && all[1].gap == .milliseconds(2))
        #expect(all[0].largestRead == 10 && all[1].largestRead == 80)
        #expect(all[0].retries == 0 && all[1].retries == 1)
        #expect(all[0].publishing.live == .change && all[1].publishing.live == .every)
        #expect(all[0].publishing.heartbeat == .minute * 15)
        #expect(all[1].publishing.heartbeat == .hour)
        #expect(all[0].publishing.window == .minute && all[1].publishing.window == .minute * 5)
        #expect(all[1].names == Text(en: "Trạm thời tiết", vi: "Trạm thời tiết"))
    }

    @Test func `without an id the machine gives one, always the same`() throws {
        let site = Site()
        let text = Sample.gateway.replacing("  id: gw-1\n", with: "")
        // HMAC-SHA-256 computed with another implementation.
        #expect(read(text, site).value?.gateway.id == "gw-bcf7e006da92")
        for bad in ["uninitialized\n", "", String(repeating: "0", count: 32) + "\n"] {
            let path = site.folder.write("bad-id", bad)
            let problems = read(text, site, machineID: path).problems
            #expect(problems.map(\.code) == ["missing-key"])
            #expect(problems.first?.text.en.contains("systemd-machine-id-setup") == true)
        }
    }

    @Test func `the digest changes with the file and with a profile that it uses`() throws {
        let one = Site()
        let other = Site(profile: Sample.profile + "# changed\n")
        let hash = read(Sample.gateway, one).value?.hash
        #expect(read(Sample.gateway, one).value?.hash == hash)
        #expect(read(Sample.gateway + "# changed\n", one).value?.hash != hash)
        #expect(read(Sample.gateway, other).value?.hash != hash)
    }

    @Test func `files are named from the file's own folder and must be there`() throws {
        let site = Site()
        site.folder.write("ca.pem", "x")
        let text = Sample.gateway.replacing(
            "    username: gw\n", with: "    ca: ca.pem\n    certificate: no.pem\n    key: /\n")
        let outcome = read(text, site)
        #expect(outcome.problems.map(\.code) == ["cannot-read", "cannot-read"])
        #expect(outcome.problems.map(\.line) == [12, 13])
        let good = read(
            text.replacing("    certificate: no.pem\n    key: /\n", with: ""), site)
        #expect(good.value?.hub.authority == site.folder.path + "/ca.pem")
    }

    /// A key or password that every user of the machine can read is used, and told of.
    @Test(arguments: [(0o600, 0), (0o640, 0), (0o644, 2), (0o602, 2)])
    func `a secret that others can read or change is told of`(mode: UInt32, count: Int) throws {
        let site = Site()
        for name in ["gw.pem", "gw.key", "password"] {
            site.folder.write(name, "x")
            unsafe chmod("\(site.folder.path)/\(name)", mode)
        }
        let keys = "    certificate: gw.pem\n    key: gw.key\n    password-file: password\n"
        let outcome = read(
            Sample.gateway.replacing("    username: gw\n", with: "    username: gw\n" + keys), site)
        #expect(outcome.value?.hub.key == site.folder.path + "/gw.key")
        #expect(outcome.problems.map(\.code) == Array(repeating: "open-secret", count: count))
        #expect(outcome.problems.allSatisfy { $0.severity == .warning })
    }

    @Test func `a key and a password may come from systemd`() throws {
        let site = Site()
        site.folder.write("gw.pem", "x")
        let text = Sample.gateway.replacing(
            "    username: gw\n", with: "    username: gw\n    certificate: gw.pem\n")
        let outcome = read(text, site)
        #expect(outcome.problems == [])
        let hub = try #require(outcome.value?.hub)
        #expect(hub.certificate != nil && hub.key == nil && hub.passwordFile == nil)
    }

    @Test(arguments: [("5", HubSettings.Version.v5, true), ("3.1.1", .v311, false)])
    func `MQTT is 5 or 3.1.1, and only 5 can tell that records are packed`(
        word: String, version: HubSettings.Version, packs: Bool
    ) throws {
        let site = Site()
        func text(_ more: String) -> String {
            Sample.gateway.replacing(
                "    root: danang\n", with: "    root: danang\n    mqtt: \(word)\n" + more)
        }
        #expect(read(text(""), site).value?.hub.version == version)
        #expect(read(Sample.gateway, site).value?.hub.version == .v5)
        let codes = read(text("    hist-encoding: deflate\n"), site).problems.map(\.code)
        #expect(codes == (packs ? [] : ["conflicting-keys"]))
    }

    @Test func `encrypted addresses have open ones beside them only if it is allowed`() throws {
        let site = Site()
        let text = Sample.gateway.replacing(
            "[mqtt://127.0.0.1:1883]",
            with: "[mqtts://a, mqtt://b, mqtt://127.0.0.1]\n"
                + "    plaintext: allowed")
        #expect(read(text, site).problems == [])
        let local = Sample.gateway.replacing("[mqtt:", with: "[mqtts://a, mqtt:")
        #expect(read(local, site).problems == [])
    }

    @Test func `warnings do not keep a file from being used`() throws {
        let site = Site(
            profile: Sample.profile.replacing("link: {", with: "link: {baud: [2400], mode: [8E1], ")
        )
        let text =
            Sample.gateway.replacing("unit-id: 2\n", with: "unit-id: 1\n") + """
                  - id: lan-2
                    tcp: {host: 10.20.0.5}

                """
        let outcome = read(text, site)
        #expect(outcome.value != nil)
        #expect(outcome.problems.allSatisfy { $0.severity == .warning })
        #expect(
            Set(outcome.problems.map(\.code)) == [
                "duplicate-unit", "link-mismatch", "duplicate-port",
            ])
    }

    @Test func `a disk's share that does not hold what is to be kept is told of`() {
        let site = Site()
        let small = Sample.gateway + "spool: {size: 16MB}\n"
        let outcome = read(small, site)
        #expect(outcome.value != nil)
        #expect(outcome.problems.map(\.code) == ["too-small"])
        #expect(outcome.problems.first?.severity == .warning)
        #expect(
            outcome.problems.first?.text.en.hasPrefix("size 16MB holds about ") == true)
    }

    @Test func `every problem is reported at once, from the top of the file`() {
        let site = Site()
        let text = Sample.gateway.replacing("area: haichau", with: "area: Hải Châu")
            .replacing("root: danang", with: "rot: danang")
            .replacing("baud: 9600", with: "baud: 9601")
            .replacing("unit-id: 1,", with: "unit-id: 248,")
        let problems = read(text, site).problems
        #expect(
            problems.map(\.code) == [
                "bad-value", "unknown-key", "out-of-range", "out-of-range",
            ])
        #expect(problems.map(\.line) == [4, 10, 15, 18])
    }
}
