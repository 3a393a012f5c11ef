// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing
import Waiting

@testable import tram

/// `tram hub tail --audit`: what it shows, and how it ends.
@Suite(.waits(atMostMinutes: 5)) struct AuditViewTests {
    private static let device = "danang/haichau/env/bts-1/gw-1/aq-1"
    private static let state = #"{"v":1,"online":true,"epoch":"e1","session":1,"ts":1}"#
    private static let stateTopic = "danang/haichau/sys/bts-1/gw-1/-/state"

    private static func record(_ number: UInt64, _ point: String = "t") -> String {
        #"{"v":1,"epoch":"e1","seq":\#(number),"meta":"m1","ts":1795215192692,"#
            + #""values":{"\#(point)":1}}"#
    }

    private static func report(_ payloads: [String], to device: String = device) -> AuditReport {
        var auditor = Auditor()
        let meta = #"{"v":1,"meta":"m1","points":{"t":{}}}"#
        auditor.take(topic: device + "/meta", payload: Array(meta.utf8))
        for payload in payloads {
            auditor.take(topic: device + "/live", payload: Array(payload.utf8))
        }
        return auditor.report()
    }

    @Test func `a row has what is held, declared, missing, twice and wrong`() throws {
        let lines = AuditView().lines(Self.report([1, 2, 2, 5].map { Self.record($0) } + ["?"]))
        #expect(lines[0] == "danang gw-1, –")
        let cells = try #require(lines.first { $0.hasPrefix("aq-1") }).split(separator: " ")
        #expect(cells == ["aq-1", "live", "3", "0", "2", "1", "1"])
        #expect(lines.contains { $0.hasSuffix("neither held nor declared so far: 2 (#3–4)") })
        #expect(lines.last?.hasPrefix("✗ 2 missing") == true)
    }

    @Test(arguments: Language.allCases, [40, 60, 80, 120])
    func `nothing is wider than the screen, whatever came`(language: Language, width: Int) {
        let largest = UInt64(1) << 53 - 1
        let strange = Self.record(largest - 1, String(repeating: "\\u001b[2Jạ🚰", count: 4))
        let payloads = [Self.record(1), Self.record(largest), Self.record(7), strange]
        let device = "danang/haichau/env/bts-1/gw-1/" + String(repeating: "w", count: 24)
        let view = AuditView(width: width, language: language)
        for line in view.lines(Self.report(payloads + ["\u{1B}[2J" + strange], to: device)) {
            #expect(line.columns <= width, "\(line)")
            #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 }, "\(line)")
        }
    }

    @Test func `a table that is longer than the screen says so`() {
        var auditor = Auditor()
        for number in 1...30 {
            auditor.take(
                topic: "danang/haichau/env/bts-1/gw-1/aq-\(number)/live",
                payload: Array(Self.record(1).utf8))
        }
        let lines = AuditView().lines(auditor.report(), rows: 20)
        #expect(lines.count { $0.hasPrefix("aq-") } == 10 && lines.contains("  … +20"))
        #expect(lines.count == 20 && lines.last?.hasPrefix("✗ ") == true)
    }

    @Test(
        arguments: [
            (0, "0"), (999_999_999, "999999999"), (1_000_000_000, "1000000k"),
            (UInt64.max, "18446744T"),
        ] as [(UInt64, String)])
    func `a figure is exact while it fits`(number: UInt64, text: String) {
        #expect(AuditView.figure(number) == text)
    }

    @Test(arguments: [(1, 0), (2, 1)] as [(Int, Int32)])
    func `it counts until it ends, and its exit code says what of`(
        step: Int, code: Int32
    ) throws {
        let broker = try Broker()
        try broker.publish(Self.state, to: Self.stateTopic, retain: true)
        let meta = #"{"v":1,"meta":"m1","points":{"t":{}}}"#
        try broker.publish(meta, to: Self.device + "/meta", retain: true)
        let audit = try Tram.start([
            "hub", "tail", "--audit", "--url", "mqtt://127.0.0.1:\(broker.port)", "--seconds", "3",
            "--lang", "en",
        ])
        var ending: Child.Ending?
        for number in stride(from: UInt64(1), to: 10_000, by: step) where ending == nil {
            try broker.publish(Self.record(number), to: Self.device + "/live")
            ending = try audit.ended(within: .milliseconds(20))
        }
        #expect(ending == .exit(code))
        let row = try #require(try audit.line(containing: "aq-1 ", within: .seconds(1)))
        let cells = row.split(separator: " ").compactMap { Int($0) }
        #expect(cells[0] > 1 && (cells[2] == 0) == (step == 1), "\(row)")
    }

    @Test func `when nothing came that is no good result`() throws {
        let broker = try Broker()
        let (ending, output) = try Tram.finish([
            "hub", "tail", "--audit", "--url", "mqtt://127.0.0.1:\(broker.port)", "--seconds", "1",
            "--output", "json",
        ])
        #expect(ending == .exit(1) && output.count == 1)
        #expect(try JSON(parsing: Array(output[0].utf8))["good"]?.bool == false)
    }
}
