// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

/// What the auditor counts, case by case.
@Suite struct AuditorTests {
    private static let gateway = "danang/haichau/sys/bts-1/gw-1/-/state"
    private static let device = "danang/haichau/env/bts-1/gw-1/aq-1"
    private static let time: Int64 = 1_795_215_190_000

    private var auditor: Auditor

    init() {
        auditor = Auditor()
        state(#""online":true,"epoch":"e1","session":1"#, isRetained: true)
        take("/meta", #"{"v":1,"meta":"m1","points":{"t":{}}}"#, isRetained: true)
    }

    private mutating func take(
        _ channel: String, _ payload: String, isRetained: Bool = false, late: Int64 = 5
    ) {
        auditor.take(
            topic: Self.device + channel, payload: Array(payload.utf8), isRetained: isRetained,
            at: WallTime(nanoseconds: (Self.time + late) * 1_000_000))
    }

    private mutating func state(_ members: String, isRetained: Bool = false) {
        auditor.take(
            topic: Self.gateway, payload: Array(#"{"v":1,\#(members)}"#.utf8),
            isRetained: isRetained)
    }

    private mutating func live(_ number: Int, _ value: Int = 1, late: Int64 = 5) {
        take(
            "/live",
            #"{"v":1,"epoch":"e1","seq":\#(number),"meta":"m1","ts":\#(Self.time),"#
                + #""values":{"t":\#(value)}}"#, late: late)
    }

    private func series(_ stream: Stream = .live) throws -> AuditReport.Series {
        let all = auditor.report().gateways.flatMap(\.devices).flatMap(\.series)
        return try #require(all.first { $0.stream == stream })
    }

    private var kinds: [AuditProblem.Kind] { auditor.report().problems.map(\.kind) }

    @Test mutating func `it counts from the first number that comes`() throws {
        for number in [100, 101, 104] { live(number) }
        let series = try series()
        #expect(series.first == 100 && series.heldCount == 3 && series.missingCount == 2)
        #expect(series.missing.ranges == [102...103])
        #expect(auditor.report().problems.map(\.first) == ["#102–103"])
    }

    @Test mutating func `what is held counts more than what is declared`() throws {
        for number in [100, 101, 104] { live(number) }
        let gap =
            #"{"v":1,"epoch":"e1","id":"g","device":"aq-1","stream":"live","ranges":[[101,103]],"#
            + #""count":3,"reason":"spool-full"}"#
        take("/gap", gap)
        take("/gap", gap)
        #expect(try series().declared.ranges == [102...103])
        #expect(auditor.report().isGood)
    }

    @Test mutating func `a stream's end shows by what the gateway has produced`() throws {
        live(100)
        state(#""online":true,"epoch":"e1","session":1,"produced":{"live":7,"aq-1":{"live":102}}"#)
        #expect(try series().missing.ranges == [101...102])
    }

    @Test mutating func `an epoch goes on after one that was in memory only`() throws {
        live(100)
        state(#""online":true,"epoch":"e2","session":1"#)
        state(#""online":true,"epoch":"e1","session":2"#)
        live(101)
        live(103)
        #expect(kinds == [.missing, .epochChanged])
        #expect(auditor.report().problems.map(\.first).first == "#102")
    }

    @Test mutating func `an earlier epoch's old session is one of the past`() throws {
        state(#""online":true,"epoch":"e2","session":1"#)
        state(#""online":true,"epoch":"e1","session":1"#)
        #expect(kinds == [.sessionBack, .epochChanged])
    }

    @Test mutating func `a device that never tells anything is missed by what it produced`() throws
    {
        state(#""online":true,"epoch":"e1","session":1,"produced":{"aq-1":{"event":4}}"#)
        #expect(auditor.report().isEmpty)
        state(#""online":true,"epoch":"e1","session":1,"produced":{"aq-1":{"event":6}}"#)
        #expect(try series(.event).missing.ranges == [5...6])
    }

    @Test mutating func `the true time wins, whichever comes first`() throws {
        let early =
            #"{"v":1,"epoch":"e1","seq":1,"meta":"m1","ts":\#(Self.time),"values":{"t":1},"#
            + #""clock":"unsynced"}"#
        let row =
            #"{"v":1,"epoch":"e1","of":"live","meta":"m1","points":["t"],"#
            + #""rows":[[1,\#(Self.time - 900_000),[1],{"restamped":true}]]}"#
        for channel in ["/live", "/hist", "/live"] {
            take(channel, channel == "/hist" ? row : early)
        }
        let series = try series()
        #expect(series.again == 2 && series.restamped == 1 && auditor.report().isGood)
    }

    @Test mutating func `a record that was asked for again is held once, if it says the same`()
        throws
    {
        for number in 1...3 {
            take(
                "/live",
                #"{"v":1,"epoch":"e1","seq":\#(number),"meta":"m1","ts":\#(Self.time),"#
                    + #""values":{"t":\#(number)}}"#)
        }
        func row(_ number: Int, _ value: Int) -> String {
            #"[\#(number),\#(Self.time),[\#(value)]]"#
        }
        func replay(_ rows: String) -> String {
            #"{"v":1,"epoch":"e1","of":"live","meta":"m1","points":["t"],"rows":[\#(rows)]}"#
        }
        take("/hist", replay(row(1, 1) + "," + row(3, 3)))
        #expect(try series().again == 2 && series().heldCount == 3)
        #expect(try series().uncompared == 0 && auditor.report().isGood)
        take("/hist", replay(row(2, 7)))
        #expect(auditor.report().problems.map(\.kind) == [.contentDiffers])
    }

    static let strays: [(String, String, String, AuditProblem.Kind?)] = [
        ("", #""restamped":true"#, "1", .restampStray),
        ("", #""clock":"estimated""#, "1", .restampStray),
        (#""clock":"stepped""#, #""restamped":true"#, "1", .restampStray),
        (#""clock":"unsynced""#, #""restamped":true,"clock":"unsynced""#, "1", .restampStray),
        (#""clock":"unsynced""#, #""restamped":true"#, "2", .contentDiffers),
        (#""clock":"unsynced""#, #""clock":"estimated""#, "2", .contentDiffers),
        (#""clock":"unsynced""#, #""clock":"estimated""#, "1", nil),
    ]

    @Test(arguments: strays)
    func `only what lacked its time gets another, and says the same`(
        clock: String, word: String, value: String, kind: AuditProblem.Kind?
    ) {
        let early =
            #"{"v":1,"epoch":"e1","seq":1,"meta":"m1","ts":\#(Self.time),"values":{"t":1}"#
            + (clock.isEmpty ? "}" : ",\(clock)}")
        let row =
            #"{"v":1,"epoch":"e1","of":"live","meta":"m1","points":["t"],"#
            + #""rows":[[1,\#(Self.time - 900_000),[\#(value)],{\#(word)}]]}"#
        for order in [["/live", "/hist"], ["/hist", "/live"]] {
            var tests = self
            for channel in order { tests.take(channel, channel == "/hist" ? row : early) }
            #expect(tests.kinds == (kind.map { [$0] } ?? []), "\(order)")
        }
    }

    @Test mutating func `it tells how late live values come`() throws {
        for (number, late) in [5, 900, 7, 6, 40].enumerated() {
            live(number + 1, late: Int64(late))
        }
        live(5, late: 60_000)  // once more: says nothing of the line
        let device = try #require(auditor.report().gateways.first?.devices.first)
        #expect(device.medianLatency == 7 && device.worstLatency == 900)
    }

    @Test mutating func `an old will that comes late counts for nothing`() {
        state(#""online":true,"epoch":"e1","session":2,"ts":\#(Self.time)"#)
        state(#""online":false,"epoch":"e1","session":1,"reason":"connection-lost""#)
        live(1)
        #expect(auditor.report().isGood)
        state(#""online":false,"epoch":"e1","session":2,"reason":"connection-lost""#)
        live(2)
        #expect(kinds == [.afterWill])
    }

    @Test mutating func `nothing that came is not a good result`() {
        #expect(!auditor.report().isGood && auditor.report().isEmpty)
        auditor.interrupt()
        live(1)
        #expect(auditor.report().isGood && kinds == [.listenerAway])
    }

    @Test mutating func `the report is JSON, whatever was in it`() throws {
        live(1)
        take("/live", "{\"v\":1,\"epoch\":\"\\u001b[2J\\\"\"")
        var writer = JSONWriter()
        writer.audit(auditor.report())
        let content = try JSON(parsing: writer.bytes)
        #expect(content["good"]?.bool == false)
        #expect(content["problems"]?.array?.first?["code"]?.string == "malformed")
        #expect(content["problems"]?.array?.first?["device"]?.string == "aq-1")
    }

    @Test func `every kind is worded in both languages and named once`() {
        for kind in AuditProblem.Kind.allCases {
            #expect(!kind.text.en.isEmpty && kind.text.en != kind.text.vi)
        }
        #expect(Set(AuditProblem.Kind.allCases.map(\.rawValue)).count == 23)
    }
}
