// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// A good file with one change, and the one problem that must come of it.
struct Broken: CustomTestStringConvertible, Sendable {
    var old: String
    var new: String
    var code: String
    var line: Int
    var column: Int
    /// Words that the English sentence must have.
    var says: String
    var testDescription: String { "\(code): \(new)" }

    init(
        _ old: String, _ new: String, _ code: String, _ line: Int, _ column: Int,
        _ says: String = ""
    ) {
        (self.old, self.new, self.code, self.says) = (old, new, code, says)
        (self.line, self.column) = (line, column)
    }

    /// Expects exactly the one problem.
    func check(_ problems: [Problem], in text: String) throws {
        try #require(text != "", "the sample does not hold what is to be replaced")
        #expect(problems.count == 1, "\(problems.map { "\($0.line):\($0.column) \($0.text.en)" })")
        let problem = try #require(problems.first)
        #expect(problem.code == code)
        #expect([problem.line, problem.column] == [line, column], "\(problem.text.en)")
        #expect(problem.text.en.contains(says), "\(problem.text.en)")
        #expect(!problem.text.vi.isEmpty && problem.text.vi != problem.text.en)
    }

    /// The sample with the change, empty where there is nothing to change.
    func applied(to sample: String) -> String {
        sample.contains(old) ? sample.replacing(old, with: new, maxReplacements: 1) : ""
    }
}

@Suite struct `A gateway's file is refused` {
    private static let identity: [Broken] = [
        Broken("gateway:\n", "gateway: 5\nx:\n", "unknown-key", 3, 1),
        Broken("  area: haichau\n", "", "missing-key", 3, 3, "area"),
        Broken("area: haichau", "area: HaiChau", "bad-value", 4, 9, "haichau"),
        Broken("area: haichau", "area: a12345678901234567890123b", "bad-value", 4, 9),
        Broken("area: haichau", "area: [a]", "wrong-type", 4, 9, "a list"),
        Broken("area: haichau", "area:", "wrong-type", 4, 8, "nothing"),
        Broken("id: gw-1", "id: \"-\"", "bad-value", 3, 7),
        Broken("site: ", "sites: ", "unknown-key", 5, 3, "did you mean site?"),
        Broken("{asset: 00457", "{as set: 00457", "bad-value", 6, 16),
        Broken("{asset: 00457", "{asset: [1]", "wrong-type", 6, 23),
        Broken("staffed: false", "staffed: \"a\\nb\"", "wrong-type", 6, 59),
    ]

    private static let hub: [Broken] = [
        Broken("hubs:\n", "hubs: []\nx:\n", "out-of-range", 7, 7),
        Broken("mqtt://127.0.0.1:1883", "http://h:1", "bad-value", 9, 12, "mqtts://host:port"),
        Broken("mqtt://127.0.0.1:1883", "mqtt://u@h:1", "bad-value", 9, 12),
        Broken("mqtt://127.0.0.1:1883", "mqtt://h:70000", "bad-value", 9, 12),
        Broken("mqtt://127.0.0.1:1883", "mqtt://", "bad-value", 9, 12),
        Broken("[mqtt://127.0.0.1:1883]", "mqtt://h", "wrong-type", 9, 11, "a list of 1–8"),
        Broken("mqtt://127.0.0.1:1883", "mqtt://hub.example", "plaintext", 11, 15, "mqtts://"),
        Broken("mqtt://127.0.0.1:1883", "mqtt://127.0.0.1.example", "plaintext", 11, 15),
        Broken("username: gw", "password-file: tram.yaml", "missing-key", 11, 20, "username"),
        Broken("username: gw", "key: tram.yaml", "missing-key", 11, 10, "certificate"),
        Broken("username: gw", "password: secret", "unknown-key", 11, 5),
        Broken("username: gw", "ca: none.pem", "cannot-read", 11, 9, "no such file"),
        Broken("username: gw", "plaintext: yes", "bad-value", 11, 16, "refused, allowed"),
    ]

    private static let values: [Broken] = [
        Broken("live: change", "live: chagne", "bad-value", 12, 17, "did you mean change?"),
        Broken("heartbeat: 15m", "heartbeat: 15", "bad-value", 12, 36, "500ms"),
        Broken("heartbeat: 15m", "heartbeat: 2d", "out-of-range", 12, 36, "1d"),
        Broken("heartbeat: 15m", "heartbeat: 99999999d", "bad-value", 12, 36),
        Broken("publish: {", "profiles: [none]\npublish: {", "cannot-read", 12, 12),
        Broken("baud: 9600", "baud: 9601", "out-of-range", 15, 39, "19200"),
        Broken("baud: 9600", "baud: \"9600\"", "wrong-type", 15, 39, "the text"),
        Broken("baud: 9600", "baud: 09600", "wrong-type", 15, 39),
        Broken("mode: 8N1", "mode: 7N1", "bad-value", 15, 51),
        Broken("port: /dev/ttyUSB0", "port: ttyUSB0", "bad-value", 15, 20),
        Broken("gap: 5ms", "gap: 5m", "out-of-range", 16, 10),
        Broken("poll: 5s", "poll: -5s", "bad-value", 18, 71),
        Broken("poll: 5s", "retries: 99999999999999999999", "out-of-range", 18, 74, "0 to 10"),
        Broken("poll: 5s", "retries: true", "wrong-type", 18, 74),
        Broken("poll: 5s", "max-registers: 126", "out-of-range", 18, 80),
        Broken("poll: 5s", "timeout: 1ms", "out-of-range", 18, 74),
        Broken("poll: 5s", "pol: 5s", "unknown-key", 18, 65, "did you mean poll?"),
        Broken("names: {vi: Trạm thời tiết}", "names: {}", "missing-key", 23, 16),
        Broken("port: 4001", "port: 0", "out-of-range", 30, 42),
        Broken("host: dtu.local", "host: dtu local", "bad-value", 30, 26),
    ]

    private static let rules: [Broken] = [
        Broken("domain: env", "domain: sys", "reserved-word", 22, 17),
        Broken("id: weather", "id: meta", "reserved-word", 19, 13),
        Broken("id: weather", "id: meter-1", "duplicate-id", 19, 13, "line 18"),
        Broken("id: weather", "id: em-2", "duplicate-id", 28, 14, "line 19"),
        Broken("em-{unit-id}", "em", "duplicate-id", 28, 14, "em-{unit-id}"),
        Broken(
            "em-{unit-id}", "a2345678901234567890-{unit-id}{unit-id}", "bad-value", 28, 14),
        Broken("id: dtu", "id: lan", "duplicate-id", 29, 9, "line 25"),
        Broken("unit-id: 2", "unit-id: 0", "out-of-range", 21, 18, "1–247"),
        Broken("unit-id: 1-3", "unit-id: 3-1", "bad-value", 28, 55),
        Broken("unit-id: 1-3", "unit-id: 1-256", "bad-value", 28, 55),
        Broken(
            "profile: small, unit-id: 1,", "profile: smal, unit-id: 1,", "unknown-profile", 18,
            32, "did you mean small?"),
        Broken("profile: small, unit-id: 1,", "profile: ../x, unit-id: 1,", "bad-value", 18, 32),
        Broken("heartbeat: 1h", "heartbeat: 1s", "conflicting-keys", 24, 42, "poll 10s"),
        Broken("poll: 5s", "poll: 1h", "conflicting-keys", 18, 71, "heartbeat 15m"),
        Broken("poll: 5s", "max-registers: 1", "out-of-range", 18, 80, "2 or more"),
        Broken("    tcp: {host: 10.20.0.5}\n", "", "missing-key", 25, 5, "one of serial"),
        Broken("    gap: 5ms\n", "    tcp: {host: h}\n", "conflicting-keys", 14, 5, "serial, tcp"),
        Broken(
            "host: dtu.local, port: 4001", "host: 10.20.0.5, port: 502", "duplicate-port", 30,
            43, "line 26"),
        Broken(
            "tcp: {host: 10.20.0.5}", "serial: {port: /dev/ttyUSB0}", "duplicate-port", 26, 20,
            "line 15"),
    ]

    @Test(arguments: identity + hub + values + rules)
    func `with one problem in its place`(_ broken: Broken) throws {
        let site = Site()
        let text = broken.applied(to: Sample.gateway)
        let outcome = Reader.configuration(
            at: site.folder.write("tram.yaml", text), profiles: [site.folder.path + "/profiles"],
            machineID: site.folder.path + "/machine-id")
        #expect(outcome.value == nil)
        try broken.check(outcome.problems, in: text)
    }
}
