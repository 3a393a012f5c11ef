// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing
import Waiting

/// `tram hub check` against hubs of its own, good ones and bad ones.
@Suite(.waits(atMostMinutes: 5)) struct HubCheckTests {
    /// What is run, and what came of it.
    private struct Outcome {
        var ending: Child.Ending
        var json: JSON
        var text: String

        /// The results of all steps in order, `dns:ok`.
        var results: [String] {
            steps.map { "\($0["step"]?.string ?? ""):\($0["result"]?.string ?? "")" }
        }

        var codes: [String] { steps.compactMap { $0["code"]?.string } }

        var steps: [JSON] { json["steps"]?.array ?? [] }

        func step(_ name: String) -> JSON? { steps.first { $0["step"]?.string == name } }
    }

    private static let begun = ["configuration:ok", "dns:ok", "tcp:ok"]

    private static func file(_ urls: [String], _ hub: String) -> String {
        let list = urls.map { "\"\($0)\"" }.joined(separator: ", ")
        return """
            gateway: {id: gw-1, area: haichau, site: bts-1}
            hubs: [{urls: [\(list)], root: danang\(hub.isEmpty ? "" : ", " + hub)}]
            buses:
              - id: a
                tcp: {host: 127.0.0.1}
                devices:
                  - {id: air, profile: xy-md02, unit-id: 5, domain: env, poll: 1s}
                  - {id: meter, profile: eastron-sdm120, unit-id: 1, domain: energy, poll: 1s}

            """
    }

    private static func check(
        _ urls: [String], _ hub: String = "", wait: Int = 5
    ) throws -> Outcome {
        let directory = try Directory()
        let path = try directory.write(file(urls, hub), to: "tram.yaml")
        let (ending, output) = try Tram.finish([
            "hub", "check", "--config", path, "--wait", "\(wait)", "--output", "json",
        ])
        let text = output.joined(separator: "\n")
        return Outcome(ending: ending, json: try JSON(parsing: Array(text.utf8)), text: text)
    }

    @Test(arguments: [true, false])
    func `a hub in order passes every step`(isNew: Bool) throws {
        let broker = try Broker()
        let found = try Self.check(
            ["mqtt://127.0.0.1:\(broker.port)"], isNew ? "" : #"mqtt: "3.1.1""#)
        #expect(found.ending == .exit(0), "\(found.text)")
        #expect(
            found.results == Self.begun + [
                "clock:unknown", "mqtt:ok", "subscribe:ok",
                isNew ? "publish:ok" : "publish:unknown",
                "round-trip:ok", "will:ok",
            ])
        #expect(found.codes == [])
        #expect(found.step("mqtt")?["receive-maximum"]?.integer == (isNew ? 20 : nil))
        #expect(found.step("publish")?["topics"]?.array?.count == 16)
        #expect(found.step("configuration")?["client-id"]?.string == "danang-gw-1-check")
    }

    @Test func `consumers see empty messages a level below, and nothing stays at the hub`() throws {
        let broker = try Broker()
        let heard = try Subscriber(broker, ["danang/#"])
        #expect(try Self.check(["mqtt://127.0.0.1:\(broker.port)"]).ending == .exit(0))
        // 16 rights and 5 round trips.
        for _ in 0..<21 {
            let message = try #require(try heard.next(within: .seconds(10)))
            #expect(message.topic.hasSuffix("/check") && message.payload.isEmpty)
        }
        try broker.publish("end", to: "danang/end")
        #expect(try heard.next(within: .seconds(10))?.topic == "danang/end", "no will")
        let late = try Subscriber(broker, ["danang/#"])
        try broker.publish("end", to: "danang/end")
        #expect(try late.next(within: .seconds(10))?.topic == "danang/end", "nothing is kept")
    }

    @Test func `the service's name is left to the service`() throws {
        let broker = try Broker()
        #expect(try Self.check(["mqtt://127.0.0.1:\(broker.port)"]).ending == .exit(0))
        #expect(broker.log.contains(" as danang-gw-1-check (p5"))
        #expect(!broker.log.contains(" as danang-gw-1 "))
    }

    @Test func `what the hub's rules deny is named`() throws {
        let broker = try Broker(
            .rules(
                "user gw\ntopic readwrite danang/+/env/#\ntopic readwrite danang/+/sys/#",
                users: ["gw": "s3cret-word"]))
        let directory = try Directory()
        let word = try directory.write("s3cret-word\n", to: "word")
        let found = try Self.check(
            ["mqtt://127.0.0.1:\(broker.port)"], "username: gw, password-file: \(word)")
        #expect(found.ending == .exit(1))
        #expect(found.codes == ["hub-publish-denied"], "\(found.text)")
        let text = found.step("publish")?["en"]?.string ?? ""
        #expect(text.contains("live, window") && text.contains("(energy): not authorized (0x87)"))
        #expect(!text.contains("(env") && !text.contains("state"), "\(text)")
        #expect(found.results.suffix(2) == ["round-trip:ok", "will:ok"])
        #expect(!found.text.contains("s3cret"))
    }

    @Test func `a wrong password is told and not shown`() throws {
        let broker = try Broker(.users(["gw": "right-one"]))
        let directory = try Directory()
        let word = try directory.write("wrong-one\n", to: "word")
        let found = try Self.check(
            ["mqtt://127.0.0.1:\(broker.port)"], "username: gw, password-file: \(word)")
        #expect(found.ending == .exit(1))
        #expect(found.codes.count == 1 && found.codes[0].hasPrefix("hub-refused-0x8"))
        #expect(found.results.last == "mqtt:problem")
        #expect(!found.text.contains("wrong-one"))
    }

    @Test(arguments: [true, false])
    func `nobody listening is told, and the next address is tried`(isSecond: Bool) throws {
        let (free, broker) = try (freePort(), Broker())
        let urls =
            ["mqtt://127.0.0.1:\(free)"] + (isSecond ? ["mqtt://127.0.0.1:\(broker.port)"] : [])
        let found = try Self.check(urls)
        #expect(found.ending == .exit(1))
        #expect(found.codes == ["hub-unreachable"])
        #expect(found.results.prefix(3) == ["configuration:ok", "dns:ok", "tcp:problem"])
        #expect((found.results.last == "will:ok") == isSecond)
    }

    @Test func `a peer that accepts and stays silent ends with 5`() throws {
        let silent = try Listener(address: "127.0.0.1")
        let found = try Self.check(["mqtt://127.0.0.1:\(silent.port)"], wait: 1)
        #expect(found.ending == .exit(5))
        #expect(found.codes == ["hub-timed-out-greeting"])
        let again = try Self.check(["mqtts://127.0.0.1:\(silent.port)"], wait: 1)
        #expect(again.ending == .exit(5))
        #expect(again.results == Self.begun + ["tls:problem"])
        #expect(again.codes == ["hub-timed-out-greeting"])
    }

    @Test(arguments: [
        [0x20, 3, 0, 0, 9], [0x20, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0x30, 3, 0, 1, 0x61],
        [0x20, 2, 0, 1],
    ])
    func `an answer that is no welcome is a problem`(answer: [UInt8]) throws {
        let listener = try Listener(address: "127.0.0.1")
        let directory = try Directory()
        let url = "mqtt://127.0.0.1:\(listener.port)"
        let path = try directory.write(Self.file([url], ""), to: "tram.yaml")
        let tram = try Tram.start(["hub", "check", "--config", path, "--wait", "5"])
        var polls = PollSet()
        polls.add(listener.descriptor, .readable)
        // The first connection only tells that somebody listens, the second one is MQTT's.
        try polls.wait(until: Clock.now() + .seconds(20))
        _ = try listener.accept()
        try polls.wait(until: Clock.now() + .seconds(20))
        guard let wire = try listener.accept() else {
            Issue.record("no second connection")
            return
        }
        _ = try Socket.send(wire.number, answer, to: answer.count)
        let (ending, lines) = try tram.finish(within: .seconds(20))
        #expect(ending == .exit(1))
        #expect(lines.contains { $0.hasPrefix("✗ MQTT") }, "\(lines)")
        #expect(lines.last?.hasPrefix("✗ 1 problem: hub-") == true, "\(lines)")
    }

    @Test(
        arguments: [
            ("localhost", "DNS:localhost", true, nil, []),
            ("127.0.0.1", "DNS:localhost", true, nil, ["wrong-name"]),
            ("localhost", "DNS:localhost", false, nil, ["unknown-authority"]),
            ("localhost", "DNS:localhost", true, -3, ["expired"]),
        ] as [(String, String, Bool, Int?, [String])])
    func `a certificate is judged, and shown in any case`(
        host: String, name: String, isKnown: Bool, year: Int?, doubts: [String]
    ) throws {
        let ours = try Certificates(for: name)
        if let year {
            let from = 1970 + Int(Clock.wall().milliseconds / 31_556_952_000) + year
            try ours.renew(
                from: "\(from % 100)0101000000Z", until: "\((from + 1) % 100)0101000000Z")
        }
        let port = try freePort()
        let broker = try Broker(extra: ours.listener(port))
        let found = try Self.check(
            ["mqtts://\(host):\(port)"], isKnown ? "ca: \(ours.path("ca.pem"))" : "")
        #expect(found.step("tls")?["doubts"]?.array?.compactMap(\.string) == doubts)
        #expect(found.step("certificate")?["subject"]?.string == "CN=hub")
        guard !doubts.isEmpty else {
            // A test's certificate lasts three days.
            #expect(found.codes == ["hub-certificate-ends"], "\(found.text)")
            #expect(found.step("tls")?["authority"]?.string == "CN=ca")
            #expect(found.results.last == "will:ok")
            return
        }
        #expect(found.ending == .exit(1) && found.codes == ["hub-untrusted"])
        #expect(!found.results.contains { $0.hasPrefix("mqtt") }, "nothing is sent to a stranger")
        try broker.stop()
    }

    @Test(arguments: ["table", "json"])
    func `a stranger's certificate cannot command the terminal`(output: String) throws {
        let ours = try Certificates(
            for: "DNS:localhost",
            subject: "/CN=\u{1B}[2Jhub\u{9B}1m\u{202E}x/O=\(String(repeating: "w", count: 60))\u{7}"
        )
        let port = try freePort()
        let broker = try Broker(extra: ours.listener(port))
        let directory = try Directory()
        let path = try directory.write(
            Self.file(["mqtts://localhost:\(port)"], ""), to: "tram.yaml")
        let (ending, lines) = try Tram.finish(
            ["hub", "check", "--config", path, "--output", output], ["LANG": "C.UTF-8"])
        #expect(ending == .exit(1))
        let text = lines.joined(separator: "\n")
        #expect(text.contains("hub") && text.contains("www"), "\(text)")
        let harmful = text.unicodeScalars.filter {
            $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) || $0 == "\u{202E}"
        }
        #expect(harmful.isEmpty, "\(text.debugDescription)")
        if output == "table" { #expect(lines.allSatisfy { $0.count <= 80 }, "\(text)") }
        try broker.stop()
    }

    @Test func `Ctrl-C ends it, and nothing is held against the hub`() throws {
        let silent = try Listener(address: "127.0.0.1")
        let directory = try Directory()
        let path = try directory.write(
            Self.file(["mqtt://127.0.0.1:\(silent.port)"], ""), to: "tram.yaml")
        let tram = try Tram.start(["hub", "check", "--config", path, "--wait", "60"])
        #expect(try tram.line(containing: "clock", within: .seconds(20)) != nil)
        tram.stop()
        let (ending, lines) = try tram.finish(within: .seconds(10))
        #expect(ending == .exit(1))
        #expect(lines.last == "✗ ended before its end", "\(lines)")
        #expect(!lines.contains { $0.contains("[hub-") })
    }

    @Test(arguments: ["en", "vi"])
    func `a file with errors is where it ends`(language: String) throws {
        let directory = try Directory()
        let path = try directory.write("gateway: {id: gw-1}\n", to: "tram.yaml")
        let (ending, lines) = try Tram.finish(
            ["hub", "check", "--config", path, "--lang", language])
        #expect(ending == .exit(1))
        #expect(lines.first?.hasPrefix(language == "en" ? "✗ file " : "✗ tệp ") == true)
        #expect(lines.last?.hasPrefix("✗ 1 ") == true, "\(lines)")
        #expect(lines.allSatisfy { $0.count <= 80 }, "\(lines)")
    }
}
