// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Testing

@testable import tram

/// Another version of the service, or another program at its socket, may answer anything: what is
/// shown of it ends no command and does not command the terminal.
@Suite struct HostileAnswerTests {
    private static let status = #"""
        {"gateway":{"id":"gw-1","area":"haichau","site":"bts-0457","version":"0.1.0",
        "running":259200000,"readings":10,"records":9,"lost":0},
        "clock":{"trusted":false,"utc":1795215192000},
        "hub":{"id":"city","up":true,"session":12,"since":1795215192000,"delivered":7,
        "wait":{"code":"hub-unheard","devices":2,"en":"a","vi":"b"}},
        "spool":{"durable":true,"used":12500000,"size":512000000,"waiting":3,"hours":820.5,
        "disk-free":1000,"disk-hours":3.5},
        "buses":[{"id":"yard","address":"/dev/ttyS1","open":false,"requests":103680,
        "answers":103000,"exceptions":600,"timeouts":60,"garbled":12,"mismatched":8,"foreign":3,
        "busy":77,"fault":{"code":"port-missing","en":"a","vi":"b"}}],
        "devices":[{"id":"meter-1","bus":"yard","unit":1,"state":"online","since":1795215192000,
        "age":2100,"points":12,"good":11,"round-trip":{"usual":12345,"slowest":480999},
        "advice":{"en":"a","vi":"b"},"refused":["pm10"]},
        {"id":"meter-2","bus":"yard","unit":2,"state":"maintenance","code":"comm/timeout",
        "maintenance":{"since":1795215192000,"left":7200000}}],
        "alarms":[{"device":"m","point":"v","code":"limit/high","severity":"alarm",
        "limit":253.0,"since":1795215192000}]}
        """#
    private static let page =
        #"{"config":"c0","utc":1795215192692,"devices":[{"id":"meter-1","bus":"yard","#
        + #""state":"online","points":[{"name":"v","unit":"V","en":"a","vi":"b","value":230.5,"#
        + #""quality":"good","age":200}]}]}"#

    private static let strangers: [JSON] =
        [
            "-9223372036854775808", "9223372036854775807", "18446744073709551616", "1e300",
            "-1e300", "1e999", "1e-300", "-1", "0", "0.5",
        ].map { .number($0) } + [
            .null, .bool(true), .string(""), .string("\u{1b}[2J\u{9b}2J\n"), .array([]),
            .array([.null]), .object([]), .string(String(repeating: "x", count: 300)),
        ]

    /// The same with one part after the other replaced.
    private static func changed(_ json: JSON, _ other: JSON) -> [JSON] {
        var all = [other]
        switch json {
        case .array(var items):
            for (place, item) in items.enumerated() {
                for new in changed(item, other) {
                    items[place] = new
                    all.append(.array(items))
                }
                items[place] = item
            }
        case .object(var members):
            for (place, member) in members.enumerated() {
                for new in changed(member.value, other) {
                    members[place].value = new
                    all.append(.object(members))
                }
                members[place].value = member.value
            }
        default: break
        }
        return all
    }

    private static func isHarmless(_ lines: [String], _ width: Int) -> Bool {
        lines.allSatisfy { line in
            line.columns <= width
                && !line.unicodeScalars.contains { $0.value < 0x20 || 0x7F...0x9F ~= $0.value }
        }
    }

    @Test(arguments: strangers.indices) func `as to status`(index: Int) {
        let answers = Self.changed(WatchRounds.json(Self.status), Self.strangers[index])
        #expect(answers.count > 80)
        for answer in answers {
            let report = StatusReport(answer)
            for language in Language.allCases {
                let lines = StatusView(width: 80, language: language).lines(report)
                #expect(Self.isHarmless(lines, 80), "\(lines)")
            }
            let metrics = StatusMetrics(report).text.split(separator: "\n")
            #expect(metrics.allSatisfy { $0.hasPrefix("# ") || $0.hasPrefix("tram_") })
        }
    }

    @Test(arguments: strangers.indices) func `as to values`(index: Int) {
        let (stranger, now) = (Self.strangers[index], WatchRounds.now)
        let (status, page) = (WatchRounds.json(Self.status), WatchRounds.json(Self.page))
        let answers =
            Self.changed(page, stranger).map { WatchAnswer(pages: [$0], status: status) }
            + Self.changed(status, stranger).map { WatchAnswer(pages: [page], status: $0) }
        for answer in answers {
            var (board, measure) = (WatchBoard(), CommissionMeasure())
            for second in 0..<2 {
                _ = board.take(answer, at: now + Int64(second) * 1_000)
                measure.take(status: answer.status, at: WallTime(milliseconds: now))
                measure.take(answer.pages)
            }
            let view = WatchView(screen: Screen(.vietnamese))
            let lines = view.picture(board, Terminal80.size, at: now, clock: "08:41:22")
            #expect(Self.isHarmless(lines.map(\.text), 80), "\(lines.map(\.text))")
            #expect((0...Int64(1) << 54).contains(measure.growth("hub", "delivered")))
        }
    }
}
