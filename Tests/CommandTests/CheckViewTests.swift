// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Hub
import Testing

@testable import tram

/// `tram hub check` on 80 columns and for scripts, without a hub.
@Suite struct CheckViewTests {
    private static func advice(_ url: String = "mqtts://hub.example") throws -> CheckAdvice {
        var connection = Connection(
            addresses: [try Address(url)], clientID: "danang-gw-1-check", seed: 1)
        connection.files.authority = "/etc/tram/ca.pem"
        return CheckAdvice(
            path: "/etc/tram/tram.yaml", connection: connection, service: "danang-gw-1",
            address: connection.addresses[0])
    }

    private static func steps() throws -> [CheckStep] {
        let time = CheckFigures.time(.microseconds(12_345))
        return [
            CheckStep(
                .name,
                Text(
                    en: "hub.example is 10.2.0.5 (\(time.en))",
                    vi: "hub.example là 10.2.0.5 (\(time.vi))"),
                [JSON.Member("ms", .microseconds(12_345))]),
            CheckStep(.clock, .unknown, Text(en: "nothing to tell", vi: "không biết")),
            CheckStep(
                .encryption, try advice().trouble(.name),
                HubFault.untrusted("hostname mismatch").text),
        ]
    }

    private static func report() throws -> CheckReport {
        var report = CheckReport()
        for step in try steps() { report.add(step, at: "mqtts://hub.example:8883") }
        return report
    }

    private static func lines(_ language: Language) throws -> [String] {
        let view = CheckView(width: 80, language: language)
        return try steps().flatMap(view.lines) + view.verdict(try report())
    }

    @Test func `it says in English what was found, why, and what to do`() throws {
        #expect(
            try Self.lines(.english) == [
                "✓ DNS           hub.example is 10.2.0.5 (12.3 ms)",
                "? clock         nothing to tell",
                "✗ TLS           the hub's certificate is not trusted or not for this name:",
                "                hostname mismatch [hub-untrusted]",
                "                1. the file names the hub otherwise than its certificate: write",
                "                   one of the certificate's names into urls",
                "                2. the name leads to another machine",
                "                next: openssl s_client -connect hub.example:8883",
                "✗ 1 problem: hub-untrusted",
            ])
    }

    @Test func `it says the same in Vietnamese`() throws {
        #expect(
            try Self.lines(.vietnamese) == [
                "✓ DNS           hub.example là 10.2.0.5 (12,3 ms)",
                "? đồng hồ       không biết",
                "✗ TLS           chứng chỉ của hub không đáng tin hoặc không đúng tên máy:",
                "                hostname mismatch [hub-untrusted]",
                "                1. tệp ghi tên hub khác với chứng chỉ: hãy ghi một tên có trong",
                "                   chứng chỉ vào urls",
                "                2. tên miền dẫn tới máy khác",
                "                tiếp theo: openssl s_client -connect hub.example:8883",
                "✗ 1 vấn đề: hub-untrusted",
            ])
    }

    @Test func `scripts get the same facts in both languages`() throws {
        let json = try JSON(parsing: Array(try Self.report().json.utf8))
        #expect(json["ok"]?.bool == false && json["problems"]?.integer == 1)
        let steps = try #require(json["steps"]?.array)
        #expect(steps.map { $0["step"]?.string } == ["dns", "clock", "tls"])
        #expect(steps.map { $0["result"]?.string } == ["ok", "unknown", "problem"])
        #expect(steps[0]["ms"] == .number("12.3") && steps[0]["code"] == nil)
        #expect(steps[2]["code"]?.string == "hub-untrusted")
        #expect(steps[2]["causes"]?.array?.count == 2)
        let next = steps[2]["next"]?.array?.first?.string
        #expect(next == "openssl s_client -connect hub.example:8883")
        #expect(steps.allSatisfy { $0["url"]?.string == "mqtts://hub.example:8883" })
    }

    @Test(arguments: Language.allCases, [40, 80, 132])
    func `whatever a stranger wrote fits, is whole and commands nothing`(
        language: Language, width: Int
    ) {
        let word =
            "\u{1B}[31m" + String(repeating: "long", count: 60) + "\u{9B}\u{202E}\n\r\u{7}end"
        let step = CheckStep(
            .certificate,
            CheckStep.Trouble(
                code: "hub-x", causes: [Text(en: word, vi: word)],
                next: Text(en: "tram explain", vi: "tram explain")), Text(en: word, vi: word))
        let lines = CheckView(width: width, language: language).lines(step)
        #expect(lines.allSatisfy { $0.columns <= width }, "\(lines)")
        let text = lines.joined()
        #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{9B}" })
        #expect(!text.contains("\u{202E}"))
        #expect(text.filter { $0 == "l" }.count >= 120, "nothing of it is cut off")
    }

    private static let faults: [HubFault] = [
        .nameNotFound("hub.example"), .nameServerSilent("hub.example"),
        .unreachable(SystemFault(call: "connect", number: 111)),
        .unreachable(SystemFault(call: "connect", number: 113)), .credentials("/etc/tram/key.pem"),
        .tls("handshake"), .untrusted("x"), .closed,
        .broken(SystemFault(call: "read", number: 104)),
        .protocolViolation, .unsupported, .noMemory, .oversize(bytes: 2, limit: 1),
        .timedOut(.connecting), .timedOut(.greeting), .timedOut(.acknowledgement),
        .timedOut(.keepAlive), .dismissed(code: 0x8B),
    ]

    @Test func `every fault has a code, causes and what to do, in both languages`() throws {
        let refusals = (UInt8.min ... .max).map { HubFault.refused(code: $0) }
        let advice = try Self.advice()
        for fault in Self.faults + refusals {
            let trouble = advice.trouble(fault)
            #expect(trouble.code == fault.code && !trouble.causes.isEmpty)
            #expect(!trouble.next.en.isEmpty)
            for cause in trouble.causes { #expect(cause.en != cause.vi) }
        }
        for doubt in Encryption.Doubt.allCases {
            #expect(advice.trouble(doubt).causes.count >= 2)
        }
    }

    @Test(
        arguments: [
            ([], nil), ([HubFault.timedOut(.greeting)], true), ([.closed], false),
            ([.timedOut(.greeting), .closed], false),
            ([.unreachable(SystemFault(call: "connect", number: 110))], true),
        ] as [([HubFault], Bool?)])
    func `how it ends`(faults: [HubFault], onlyTime: Bool?) throws {
        var report = CheckReport()
        report.add(CheckStep(.clock, .unknown, Text(en: "", vi: "")), at: nil)
        for fault in faults {
            report.add(
                CheckStep(.session, try Self.advice().trouble(fault), fault.text), at: nil)
        }
        #expect((report.exit == nil) == (onlyTime == nil))
        #expect((report.exit == .timedOut) == (onlyTime == true))
        #expect((report.exit == .problem) == (onlyTime == false))
        report.isStopped = true
        #expect(report.exit == .problem)
    }

    @Test(arguments: [
        (0, "0.00"), (4_000, "0.00"), (35_000, "0.04"), (994_000, "0.99"), (1_000_000, "1.0"),
        (12_345_678, "12.3"), (-5, "0.00"), (10_049_999_999, "10050.0"),
    ])
    func `times are short`(count: Int64, text: String) {
        #expect(CheckFigures.milliseconds(Nanoseconds(count), ".") == text)
    }

    @Test func `a certificate's end is a day and how far it is`() {
        func end(_ days: Int64) -> Text {
            let now = WallTime(milliseconds: 1_795_215_192_000)
            let until = WallTime(milliseconds: now.milliseconds + days * 86_400_000)
            let certificate = Certificate(
                subject: "", issuer: "", from: WallTime(nanoseconds: 0), until: until)
            return CheckFigures.end(certificate, at: now)
        }
        #expect(end(1).en.hasSuffix(" (1 day left)") && end(40).vi.hasSuffix(" (còn 40 ngày)"))
        #expect(end(-1).en.hasPrefix("ended ") && end(-1).vi.hasPrefix("đã hết hạn "))
    }

    @Test func `topics are the agent's own, a level below`() {
        var configuration = Configuration(
            gateway: Gateway(id: "gw-1", area: "haichau", site: "bts-1"),
            hub: HubSettings(id: "city", urls: [], root: "danang"), lines: [])
        let bare = CheckTopics(configuration)
        let own = "danang/haichau/sys/bts-1/gw-1/-"
        #expect(bare.own == own + "/check")
        #expect(bare.rounds.flatMap(\.topics) == [own + "/state/check", own + "/ack/check"])
        let profile = Profile(id: "p", vendor: "v", model: "m", class: "other")
        let devices = (0..<20).map {
            Device(
                id: "d\($0)", profile: profile, unit: 1, domain: "x\($0 % 10)", poll: .seconds(1))
        }
        configuration.lines = [
            Field.Line(id: "a", link: .tcp(host: "h", port: 502), devices: devices)
        ]
        let topics = CheckTopics(configuration)
        #expect(topics.left == 2 && topics.rounds.count == 9)
        #expect(topics.rounds[0].topics.count == CheckTopics.mostDomains)
        #expect(topics.rounds[0].topics[1] == "danang/haichau/x1/bts-1/gw-1/d1/live/check")
        let kept = topics.rounds.filter(\.isRetained).map(\.channel)
        #expect(kept == ["meta", "status", "state"])
        #expect(topics.rounds.flatMap(\.topics).allSatisfy { Topic($0) != nil })
    }
}
