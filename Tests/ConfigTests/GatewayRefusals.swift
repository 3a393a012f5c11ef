// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// A good file with one change, and the one problem that must come of it, where `‸` stands in the
/// change or at a line and column.
struct Broken: CustomTestStringConvertible, Sendable {
    var old: String
    var new: String
    var code: String
    var place: (line: Int, column: Int)?
    /// Words that the English sentence must have.
    var says: String
    var testDescription: String { "\(code): \(new)" }

    init(
        _ old: String, _ new: String, _ code: String, at place: (Int, Int)? = nil,
        _ says: String = ""
    ) {
        (self.old, self.new, self.code, self.says) = (old, new, code, says)
        self.place = place
    }

    /// Reads the sample with the change and expects exactly the one problem.
    func check(_ sample: String, read: (String) -> [Problem]) throws {
        try #require(sample.contains(old), "the sample does not hold what is to be replaced")
        let marked = sample.replacing(old, with: new, maxReplacements: 1)
        let problems = read(marked.replacing("‸", with: ""))
        #expect(problems.count == 1, "\(problems.map { "\($0.line):\($0.column) \($0.text.en)" })")
        let problem = try #require(problems.first)
        #expect(problem.code == code)
        let place = try #require(place ?? Self.place(of: "‸", in: marked))
        #expect(
            [problem.line, problem.column] == [place.line, place.column], "\(problem.text.en)")
        #expect(problem.text.en.contains(says), "\(problem.text.en)")
        #expect(!problem.text.vi.isEmpty && problem.text.vi != problem.text.en)
    }

    private static func place(of mark: Character, in text: String) -> (line: Int, column: Int)? {
        guard let index = text.firstIndex(of: mark) else { return nil }
        let lines = text[..<index].split(separator: "\n", omittingEmptySubsequences: false)
        return (lines.count, (lines.last?.count ?? 0) + 1)
    }
}

@Suite struct `A gateway's file is refused` {
    private static let identity: [Broken] = [
        Broken("publish: {", "‸publsh: {", "unknown-key", "did you mean publish?"),
        Broken("{live: change, heartbeat: 15m}", "‸5", "wrong-type", "live, heartbeat, window"),
        Broken("  area: haichau\n", "", "missing-key", at: (3, 3), "area"),
        Broken("area: haichau", "area: ‸HaiChau", "bad-value", "haichau"),
        Broken("area: haichau", "area: ‸a12345678901234567890123b", "bad-value"),
        Broken("area: haichau", "area: ‸[a]", "wrong-type", "a list"),
        Broken("area: haichau", "area:‸", "wrong-type", "nothing"),
        Broken("id: gw-1", "id: ‸\"-\"", "bad-value"),
        Broken("site: ", "‸sites: ", "unknown-key", "did you mean site?"),
        Broken("{asset: 00457", "{‸as set: 00457", "bad-value"),
        Broken("{asset: 00457", "{asset: ‸[1]", "wrong-type"),
        Broken("staffed: false", "staffed: ‸\"a\\nb\"", "wrong-type"),
    ]

    private static let hub: [Broken] = [
        Broken(
            "  - id: city", "  ‸- {urls: [mqtt://h:1], root: r}\n  - id: city", "out-of-range",
            "a list of 1"),
        Broken("mqtt://127.0.0.1:1883", "‸http://h:1", "bad-value", "mqtts://host:port"),
        Broken("mqtt://127.0.0.1:1883", "‸mqtt://u@h:1", "bad-value"),
        Broken("mqtt://127.0.0.1:1883", "‸mqtt://h:70000", "bad-value"),
        Broken("mqtt://127.0.0.1:1883", "‸mqtt://", "bad-value"),
        Broken("[mqtt://127.0.0.1:1883]", "‸mqtt://h", "wrong-type", "a list of 1–8"),
        Broken(
            "mqtt://127.0.0.1:1883", "mqtt://hub.example", "plaintext", at: (11, 15), "mqtts://"),
        Broken("mqtt://127.0.0.1:1883", "mqtt://127.0.0.1.example", "plaintext", at: (11, 15)),
        Broken("username: gw", "password-file: ‸tram.yaml", "missing-key", "username"),
        Broken("username: gw", "key: ‸tram.yaml", "missing-key", "certificate"),
        Broken("username: gw", "‸password: secret", "unknown-key"),
        Broken("username: gw", "ca: ‸none.pem", "cannot-read", "no such file"),
        Broken("username: gw", "plaintext: ‸yes", "bad-value", "refused, allowed"),
    ]

    private static let values: [Broken] = [
        Broken("live: change", "live: ‸chagne", "bad-value", "did you mean change?"),
        Broken("heartbeat: 15m", "heartbeat: ‸15", "bad-value", "500ms"),
        Broken("heartbeat: 15m", "heartbeat: ‸2d", "out-of-range", "1d"),
        Broken("heartbeat: 15m", "heartbeat: ‸99999999d", "bad-value"),
        Broken("publish: {", "profiles: [‸none]\npublish: {", "cannot-read"),
        Broken("baud: 9600", "baud: ‸9601", "out-of-range", "19200"),
        Broken("baud: 9600", "baud: ‸\"9600\"", "wrong-type", "the text"),
        Broken("baud: 9600", "baud: ‸09600", "wrong-type"),
        Broken("mode: 8N1", "mode: ‸7N1", "bad-value"),
        Broken("port: /dev/ttyUSB0", "port: ‸ttyUSB0", "bad-value"),
        Broken("gap: 5ms", "gap: ‸5m", "out-of-range"),
        Broken("poll: 5s", "poll: ‸-5s", "bad-value"),
        Broken("poll: 5s", "retries: ‸99999999999999999999", "out-of-range", "0 to 10"),
        Broken("poll: 5s", "retries: ‸true", "wrong-type"),
        Broken("poll: 5s", "max-registers: ‸126", "out-of-range"),
        Broken("poll: 5s", "timeout: ‸1ms", "out-of-range"),
        Broken("poll: 5s", "‸pol: 5s", "unknown-key", "did you mean poll?"),
        Broken("names: {vi: Trạm thời tiết}", "names: ‸{}", "missing-key"),
        Broken("port: 4001", "port: ‸0", "out-of-range"),
        Broken("host: dtu.local", "host: ‸dtu local", "bad-value"),
    ]

    private static let rules: [Broken] = [
        Broken("domain: env", "domain: ‸sys", "reserved-word"),
        Broken("id: weather", "id: ‸meta", "reserved-word"),
        Broken("id: weather", "id: ‸meter-1", "duplicate-id", "line 18"),
        Broken("id: weather", "id: em-2", "duplicate-id", at: (30, 14), "line 19"),
        Broken("em-{unit-id}", "em", "duplicate-id", at: (30, 14), "em-{unit-id}"),
        Broken(
            "\"em-{unit-id}\", profile: small, unit-id: 1-3",
            "‸\"a234567890123456789012-{unit-id}\", profile: small, unit-id: 100", "bad-value",
            "more than 24"),
        Broken("id: dtu", "id: ‸lan", "duplicate-id", "line 27"),
        Broken("unit-id: 2", "unit-id: ‸0", "out-of-range", "1–247"),
        Broken("unit-id: 1-3", "unit-id: ‸3-1", "bad-value"),
        Broken("unit-id: 1-3", "unit-id: ‸1-256", "bad-value"),
        Broken("unit-id: 2\n", "unit-id: ‸x\n", "bad-value", "unit id from 0 to 255"),
        Broken(
            "      - {id: \"em-{unit-id}\"",
            "      - {id: em-1, profile: small, unit-id: 9, domain: energy}\n"
                + "      - {id: \"em-{unit-id}\", profile: small, unit-id: ‸x, domain: energy}\n"
                + "      - {id: \"m-{unit-id}\"", "bad-value"),
        Broken(
            "profile: small, unit-id: 1,", "profile: ‸smal, unit-id: 1,", "unknown-profile",
            "did you mean small?"),
        Broken("profile: small, unit-id: 1,", "profile: ‸../x, unit-id: 1,", "bad-value"),
        Broken("heartbeat: 1h", "heartbeat: ‸1s", "conflicting-keys", "poll 10s"),
        Broken("window: 5m", "window: ‸5s", "conflicting-keys", "poll 10s"),
        Broken("window: 5m", "window: ‸7m", "bad-value", "divides a day"),
        Broken("window: 5m", "window: ‸500ms", "bad-value", "1s"),
        Broken("window: 5m", "window: ‸2h", "out-of-range", "1h"),
        Broken("poll: 5s", "window: 0s, poll: ‸1h", "conflicting-keys", "heartbeat 15m"),
        Broken("poll: 5s", "poll: ‸2m", "conflicting-keys", "window 1m"),
        Broken("poll: 5s", "max-registers: ‸1", "out-of-range", "2 or more"),
        Broken("    tcp: {host: 10.20.0.5}\n", "", "missing-key", at: (27, 5), "one of serial"),
        Broken(
            "    gap: 5ms\n", "    tcp: {host: h}\n", "conflicting-keys", at: (14, 5), "serial, tcp"
        ),
        Broken(
            "host: dtu.local, port: 4001", "host: 10.20.0.5, port: ‸502", "duplicate-port",
            "line 28"),
        Broken(
            "tcp: {host: 10.20.0.5}", "serial: {port: ‸/dev/ttyUSB0}", "duplicate-port",
            "line 15"),
    ]

    @Test(arguments: identity + hub + values + rules)
    func `with one problem in its place`(_ broken: Broken) throws {
        let site = Site()
        try broken.check(Sample.gateway) { text in
            let outcome = Reader.configuration(
                at: site.folder.write("tram.yaml", text),
                profiles: [site.folder.path + "/profiles"],
                machineID: site.folder.path + "/machine-id")
            #expect(outcome.value == nil)
            return outcome.problems
        }
    }
}
