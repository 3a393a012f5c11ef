// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

@Suite struct `The tables of keys` {
    /// Every row of a table and of the tables within it, with its path.
    private static func rows(of kind: Kind, _ path: String) -> [(path: String, row: Row)] {
        switch kind {
        case .section(let rows):
            rows().flatMap { row in
                [("\(path).\(row.name)", row)] + Self.rows(of: row.kind, "\(path).\(row.name)")
            }
        case .list(let element, _): rows(of: element, path)
        case .keyed(_, let element): rows(of: element, path)
        default: []
        }
    }

    private static let all =
        rows(of: Format<GatewayFile>.section.kind, "tram")
        + rows(of: Format<ProfileSection>.section.kind, "profile")

    @Test func `every key is explained in both languages`() {
        #expect(Self.all.count > 70)
        for (path, row) in Self.all {
            for help in [row.help.en, row.help.vi] {
                #expect(help.hasSuffix(".") || help.hasSuffix("…"), "\(path)")
                #expect((10...160).contains(help.count), "\(path)")
            }
            #expect(row.help.en != row.help.vi, "\(path)")
            #expect(row.kind.expected.en != "" && row.kind.expected.vi != "", "\(path)")
        }
    }

    @Test func `names are lower-case words with hyphens, each once in its table`() {
        #expect(Set(Self.all.map(\.path)).count == Self.all.count)
        for (path, row) in Self.all { #expect(Level.isValid(row.name), "\(path)") }
    }

    @Test func `defaults are shown as they would be written`() {
        let defaults = Dictionary(
            uniqueKeysWithValues: Self.all.compactMap { path, row in
                row.default.map { (path, $0) }
            })
        #expect(defaults["tram.publish.live"] == "change")
        #expect(defaults["tram.publish.heartbeat"] == "15m")
        #expect(defaults["tram.hubs.plaintext"] == "refused")
        #expect(defaults["tram.buses.serial.baud"] == "9600")
        #expect(defaults["tram.buses.serial.mode"] == "8N1")
        #expect(defaults["tram.buses.serial.echo"] == "false")
        #expect(defaults["tram.buses.tcp.port"] == "502")
        #expect(defaults["tram.buses.gap"] == "0s")
        #expect(defaults["tram.buses.devices.poll"] == "10s")
        #expect(defaults["tram.buses.devices.retries"] == "1")
        #expect(defaults["tram.buses.devices.timeout"] == nil)
        #expect(defaults["profile.points.scale"] == "1")
        #expect(defaults["profile.points.offset"] == "0")
        #expect(defaults["profile.points.kind"] == "gauge")
    }
}

@Suite struct `Words and measures` {
    @Test(arguments: [
        ("0s", 0), ("500ms", 500), ("10s", 10_000), ("5m", 300_000), ("1h", 3_600_000),
        ("60d", 5_184_000_000), ("90s", 90_000),
    ])
    func `a duration reads and shows itself`(_ text: String, _ milliseconds: Int64) {
        #expect(Nanoseconds(text) == .milliseconds(milliseconds))
        #expect(Nanoseconds(text)?.text == text)
    }

    @Test(arguments: ["", "s", "10", "1.5s", "-1s", " 1s", "1 s", "1S", "1us", "1234567890s", "٣s"])
    func `what is no duration is refused`(_ text: String) {
        #expect(Nanoseconds(text) == nil)
    }

    @Test(arguments: [
        ("pol", "poll"), ("unit_id", "unit-id"), ("domian", "domain"), ("heartbeat", "heartbeat"),
        ("Poll", "poll"), ("xyz", nil), ("", nil), (String(repeating: "p", count: 9_999), nil),
    ])
    func `a slip finds the key that was meant`(_ typed: String, _ meant: String?) {
        let keys = ["poll", "unit-id", "domain", "heartbeat", "profile"]
        #expect(nearest(typed, of: keys) == meant)
    }

    @Test(arguments: [
        ("mqtt://h", "mqtt://h:1883"), ("mqtts://h", "mqtts://h:8883"),
        ("mqtts://hub.example:443", "mqtts://hub.example:443"),
        ("mqtt://[::1]:1", "mqtt://[::1]:1"),
        ("mqtt://[fe80::1]", "mqtt://[fe80::1]:1883"),
    ])
    func `a broker's URL gets its port`(_ written: String, _ meant: String) {
        #expect(BrokerURL(written)?.text == meant)
    }

    @Test(arguments: [
        "h", "mqtt:h", "MQTT://h", "mqtt://h:", "mqtt://h:0", "mqtt://h:65536", "mqtt://h:+1",
        "mqtt://h/t", "mqtt://::1:5", "mqtt://[h]:1", "mqtt://h h", "mqtt://-h", "mqtt://h..x",
        "ws://h", "mqtt://u:p@h",
    ])
    func `what is no broker's URL is refused`(_ text: String) {
        #expect(BrokerURL(text) == nil)
    }

    @Test(arguments: [
        ("localhost", true), ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true),
        ("127.0.0.1.example", false), ("127.0.0.256", false), ("10.0.0.1", false), ("h", false),
    ])
    func `only this machine is loopback`(_ host: String, _ isLoopback: Bool) {
        #expect(HostName(host)?.isLoopback == isLoopback)
    }

    @Test func `what others wrote cannot steer the terminal`() {
        #expect("a\u{1B}[2J\u{202E}b".quoted == "\"a\\u{1b}[2J\\u{202e}b\"")
        #expect(String(repeating: "đ", count: 50).quoted.count == 43)
    }

    @Test func `a quantity has one name and one unit`() {
        #expect(Quantity.named("atmospheric_pressure")?.unit == "hPa")
        #expect(Quantity.named("voltage")?.source == "RFC 8428")
        #expect(Quantity.all.allSatisfy { Point.isName($0.name) })
    }
}
