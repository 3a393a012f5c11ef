// SPDX-License-Identifier: Apache-2.0
import Field
import Glibc
import Host
import Rig
import Testing
import Waiting

/// `tram hub tail` against a broker of its own.
@Suite(.waits(atMostMinutes: 5)) struct HubTailTests {
    static let device = "danang/haichau/env/bts-1/gw-1/aq-1"

    @Test func `records are shown with their units`() throws {
        let broker = try Broker()
        let meta = #"{"v":1,"meta":"00c0ffee","points":{"pm2_5":{"unit":"ug/m3"}}}"#
        try broker.publish(meta, to: Self.device + "/meta", retain: true)
        let tail = try Tram.start(
            ["hub", "tail", "--url", "mqtt://127.0.0.1:\(broker.port)", "--root", "danang"])
        #expect(try tail.line(containing: "meta 00c0ffee", within: .seconds(10)) != nil)
        let record =
            #"{"v":1,"seq":7,"values":{"pm2_5":31.2,"pm10":null},"q":{"pm10":"comm/timeout"}}"#
        try broker.publish(record, to: Self.device + "/live")
        let line = try #require(try tail.line(containing: "#7", within: .seconds(10)))
        #expect(line.hasSuffix("pm2_5 31.2 µg/m³  pm10 – (comm/timeout)"), "\(line)")
        tail.stop()
        #expect(try tail.ended(within: .seconds(5)) == .exit(0))
    }

    /// It would live on with its session at the hub.
    @Test(arguments: [SIGHUP, SIGINT])
    func `it ends with its terminal`(signal: CInt) throws {
        let broker = try Broker()
        try broker.publish("{}", to: Self.device + "/meta", retain: true)
        let tail = try Tram.start(["hub", "tail", "--url", "mqtt://127.0.0.1:\(broker.port)"])
        #expect(try tail.line(containing: "meta", within: .seconds(10)) != nil)
        kill(tail.processID, signal)
        #expect(try tail.ended(within: .seconds(5)) == .exit(0))
    }

    @Test func `it ends when nobody reads any more`() throws {
        let broker = try Broker()
        try broker.publish("{}", to: Self.device + "/meta", retain: true)
        let line = "\(Tram.path) hub tail --url mqtt://127.0.0.1:\(broker.port) | head -n 1"
        let (ending, output) = try Program("/bin/sh", ["-c", line]).finish(within: .seconds(10))
        #expect(ending == .exit(0) && output.count == 1, "\(output)")
    }

    @Test(arguments: [
        ["hub", "tail", "--wait", "9223372036854775807"],
        ["hub", "tail", "--seconds", "9999999999999"],
        ["demo", "--seconds", "9223372036854775807"],
    ])
    func `times that no clock has are refused`(words: [String]) throws {
        let (ending, output) = try Tram.finish(words)
        #expect(ending == .exit(2), "\(ending)")
        #expect(output.joined().contains("--"), "\(output)")
    }

    @Test func `it ends by itself when asked to`() throws {
        let broker = try Broker()
        let asked = Clock.now()
        let (ending, output) = try Tram.finish(
            ["hub", "tail", "--url", "mqtt://127.0.0.1:\(broker.port)", "--seconds", "1"])
        #expect(ending == .exit(0) && output == [])
        #expect(Clock.now() - asked >= .seconds(1))
    }

    @Test(arguments: ["C", "C.UTF-8"])
    func `for scripts a message is one line of JSON`(locale: String) throws {
        let broker = try Broker()
        try broker.publish(#"{"a":"é"}"#, to: Self.device + "/meta", retain: true)
        let tail = try Tram.start(
            ["hub", "tail", "--url", "mqtt://127.0.0.1:\(broker.port)", "--output", "json"],
            ["LANG": locale])
        let line = try #require(try tail.line(containing: "topic", within: .seconds(10)))
        let message = try JSON(parsing: Array(line.utf8))
        #expect(message["topic"]?.string == Self.device + "/meta")
        #expect(message["payload"]?.string == #"{"a":"é"}"#)
    }

    @Test(arguments: ["en", "vi"])
    func `a hub that cannot be reached ends it with 3`(language: String) throws {
        let port = try freePort()
        let (ending, output) = try Tram.finish([
            "hub", "tail", "--url", "mqtt://127.0.0.1:\(port)", "--wait", "1", "--lang", language,
        ])
        #expect(ending == .exit(3))
        #expect(output.first?.hasPrefix("tram hub tail: ") == true, "\(output)")
        #expect(output.joinedWords.contains("[hub-unreachable]"), "\(output)")
    }

    @Test(arguments: ["en", "vi"])
    func `a file that is not there is named, and what to do`(language: String) throws {
        let (ending, output) = try Tram.finish(
            ["hub", "tail", "--config", "/nowhere/tram.yaml", "--lang", language])
        #expect(ending == .exit(1))
        #expect(output.joinedWords.contains("[cannot-read]"), "\(output)")
        #expect(output.joinedWords.contains("tram hub tail --url mqtt://"), "\(output)")
        #expect(output.last == "  tram explain cannot-read", "\(output)")
    }

    @Test func `a hub that wants a login says no`() throws {
        let broker = try Broker(.users(["gw": "secret"]))
        let (ending, output) = try Tram.finish([
            "hub", "tail", "--url", "mqtt://127.0.0.1:\(broker.port)", "--wait", "1",
        ])
        #expect(ending == .exit(3))
        #expect(output.joinedWords.contains("] likely causes: 1. "), "\(output)")
    }

    @Test(arguments: [
        "", "127.0.0.1", "http://x", "mqtt://", "mqtt://a:99999", "mqtt://a b", "mqtt://\u{1B}[2J",
    ])
    func `an address that is none is named`(url: String) throws {
        let (ending, output) = try Tram.finish(["hub", "tail", "--url", url, "--wait", "1"])
        #expect(ending == .exit(1))
        #expect(output.first?.hasPrefix("tram hub tail: ") == true, "\(output)")
        #expect(output.joined().unicodeScalars.allSatisfy { $0.value >= 0x20 }, "\(output)")
    }
}
