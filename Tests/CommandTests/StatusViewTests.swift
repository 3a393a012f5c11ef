// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@testable import tram

@Suite struct StatusViewTests {
    private static func report(
        _ change: (String) -> String = { $0 }, _ part: StatusCommand.Part? = nil
    ) throws -> StatusReport {
        let text = #"""
            {"gateway":{"id":"gw-1","area":"haichau","site":"bts-0457","version":"0.1.0",
            "config":"c0ffee","epoch":"e0","running":259200000,"readings":10,"records":9,"lost":0},
            "clock":{"trusted":true,"utc":1795215192000},
            "hub":{"id":"city","up":true,"session":12,"since":1795215192000,"delivered":7,
            "recovered":2,"unheard":0,"refused":0},
            "spool":{"durable":true,"used":12500000,"size":512000000,"waiting":0,"hours":820.5,
            "gaps":0,"disk-free":1000},
            "buses":[{"id":"rs485-1","address":"/dev/ttyS1","open":true,"requests":103680,
            "answers":103000,"exceptions":600,"timeouts":60,"garbled":12,"mismatched":8,
            "foreign":3,"strays":40}],
            "devices":[{"id":"meter-1","bus":"rs485-1","unit":1,"domain":"energy",
            "state":"online","since":1795215192000,"age":2100,"points":12,"good":11}],
            "alarms":[]}
            """#
        return StatusReport(try JSON(parsing: Array(change(text).utf8)), part)
    }

    @Test(arguments: Language.allCases)
    func `what is well is told in few lines within 80 columns`(language: Language) throws {
        let report = try Self.report()
        let lines = StatusView(width: 80, language: language).lines(report)
        #expect(lines.count == 8)
        #expect(lines.allSatisfy { $0.columns <= 80 && !$0.contains("✗") }, "\(lines)")
        let unit = language == .vietnamese ? " TRẠM " : " UNIT "
        #expect(lines[4].hasPrefix("BUS ") && lines[6].contains(unit))
        let comma = language == .vietnamese ? "," : "."
        #expect(
            lines[5]
                == "rs485-1      open   103680   99\(comma)9 %       60      20       3 /dev/ttyS1")
        #expect(lines[7].hasPrefix("meter-1      rs485-1       1 online  "))
        #expect(lines[7].hasSuffix("   11/12 2 s"))
        #expect(!report.isTrouble)
    }

    @Test(arguments: Language.allCases)
    func `what a device refuses is named`(language: Language) throws {
        let report = try Self.report {
            $0.replacing(#""good":11"#, with: #""good":11,"refused":["pm10","co2"]"#)
        }
        let lines = StatusView(width: 80, language: language).lines(report)
        #expect(lines.dropFirst(8).joined().contains("pm10, co2"), "\(lines)")
        #expect(lines.allSatisfy { $0.columns <= 80 })
    }

    @Test(arguments: Language.allCases)
    func `how long a device takes, and what to write about it, stands beside it`(
        language: Language
    ) throws {
        let report = try Self.report {
            $0.replacing(
                #""good":11"#,
                with: #""good":11,"timeout":500,"round-trip":{"usual":12345,"slowest":480999,"#
                    + #""answers":65535},"suggested-timeout":1000,"advice":{"#
                    + #""code":"timeout-short","line":"timeout: 1s","#
                    + #""en":"too short: timeout: 1s","vi":"ngắn: timeout: 1s"}"#
            )
        }
        let lines = StatusView(width: 80, language: language).lines(report)
        #expect(lines[7].hasSuffix("   11/12 2 s, 12–480 ms"), "\(lines)")
        #expect(lines[8].hasPrefix("  ") && lines[8].hasSuffix("timeout: 1s"))
        #expect(lines.allSatisfy { $0.columns <= 80 })
        #expect(!report.isTrouble, "nothing has to be done at once")
        let metrics = StatusMetrics(report).text
        #expect(
            metrics.contains(
                #"tram_device_slowest_round_trip_seconds{device="meter-1",bus="rs485-1"} 0.480999"#)
        )
    }

    private static let wait =
        #""wait":{"code":"hub-unheard","channels":["hist","live"],"devices":2,"#
        + #""topic":"danang/haichau/env/bts-0457/gw-1/meter-1/live","#
        + #""en":"records wait: nobody","vi":"bản ghi đang chờ"}"#

    @Test(arguments: Language.allCases)
    func `what nobody has subscribed to stands behind the hub, with its code`(
        language: Language
    ) throws {
        let report = try Self.report {
            $0.replacing(#""up":true"#, with: #""up":true,"# + Self.wait)
        }
        let lines = StatusView(width: 80, language: language).lines(report)
        let words = language == .english ? "✗ records wait: nobody" : "✗ bản ghi đang chờ"
        #expect(lines[3].hasPrefix(words), "\(lines)")
        #expect(lines[3].contains("[hub-unheard]") && lines[3].hasSuffix("explain hub-unheard"))
        #expect(report.isTrouble)
        #expect(
            StatusMetrics(report).text.contains(#"tram_hub_unheard_devices{hub="city"} 2"#))
    }

    /// Names of 24 letters, and of a port as udev calls it.
    @Test(arguments: Language.allCases, [60, 80, 100])
    func `long names and addresses are there to be copied`(language: Language, width: Int) throws {
        let (bus, device) = ("rs485-of-the-cold-room-2", "meter-of-the-cold-room-2")
        let port = "/dev/serial/by-id/usb-1a86"
        for address in ["/dev/ttyS1", "192.168.100.200:502", port] {
            let report = try Self.report {
                $0.replacing("rs485-1", with: bus).replacing("meter-1", with: device)
                    .replacing("/dev/ttyS1", with: address)
            }
            let lines = StatusView(width: width, language: language).lines(report)
            #expect(lines.allSatisfy { $0.columns <= width }, "\(lines)")
            let words = lines.flatMap { $0.split(separator: " ").map(String.init) }
            for name in [bus, device, address] { #expect(words.contains(name), "\(lines)") }
            #expect(lines.contains { $0.hasSuffix("   11/12 2 s") || width < 80 }, "\(lines)")
        }
    }

    @Test func `a short address leaves its room to a bus's name`() throws {
        let report = try Self.report { $0.replacing("rs485-1", with: "rs485-cold-room") }
        let lines = StatusView(width: 80).lines(report)
        #expect(lines.count == 8 && lines[5].hasPrefix("rs485-cold-room open   103680   99.9 %"))
        #expect(lines[5].hasSuffix(" /dev/ttyS1") && lines[4].hasSuffix(" ADDRESS"))
        #expect(lines[7].hasPrefix("meter-1      rs485-cold-room    1 online"), "\(lines)")
    }

    /// What each mistake of the world looks like.
    private static let troubles: [(old: String, new: String, words: String)] = [
        (#""trusted":true"#, #""trusted":false"#, "✗ clock: not trusted"),
        (
            #""up":true,"session":12"#,
            #""up":false,"fault":{"code":"unreachable","en":"no way","vi":"không"},"retry":12000"#,
            "✗ hub city: not connected: no way [unreachable]; next attempt in 12 s"
        ),
        (#""up":true,"session":12,"since":1795215192000"#, #""up":false"#, "not connected yet"),
        (#""durable":true"#, #""durable":false"#, "✗ spool: in memory only"),
        (#""gaps":0"#, #""gaps":0,"disk-hours":3.0"#, "the disk is full in 3.0 hours"),
        (
            #""open":true"#, #""open":false,"fault":{"code":"port","en":"no port","vi":"x"}"#,
            "  ✗ no port [port]"
        ),
        (#""state":"online""#, #""state":"offline","code":"comm/timeout""#, "comm/timeout"),
        (
            #""alarms":[]"#,
            #""alarms":[{"device":"m","point":"v","code":"limit/high","severity":"alarm","#
                + #""limit":253.0,"since":1795215192000}]"#,
            "✗ alarm: m v limit/high 253.0 (alarm) since "
        ),
    ]

    @Test(arguments: troubles.indices)
    func `what is not well is told with its reason, and is a problem`(index: Int) throws {
        let trouble = Self.troubles[index]
        let report = try Self.report { $0.replacing(trouble.old, with: trouble.new) }
        let lines = StatusView(width: 80).lines(report)
        #expect(lines.joined(separator: " ").contains(trouble.words), "\(lines)")
        #expect(lines.allSatisfy { $0.columns <= 80 })
        #expect(report.isTrouble)
    }

    @Test(arguments: StatusCommand.Part.allCases)
    func `a part is only that`(part: StatusCommand.Part) throws {
        let report = try Self.report({ $0 }, part)
        let lines = StatusView().lines(report)
        #expect(lines.count == (part == .bus || part == .device ? 2 : 1))
        #expect(report.json.members?.isEmpty == false)
    }

    @Test func `nothing at all is no crash, and what is hostile does not command the terminal`()
        throws
    {
        #expect(StatusView().lines(StatusReport(.null)).isEmpty)
        let report = try Self.report { $0.replacing("meter-1", with: #"m\u001b[2Jx"#) }
        #expect(!StatusView().lines(report).joined().contains("\u{1b}"))
    }

    private static let metrics: [(old: String, new: String, sample: String)] = [
        (
            #""up":true,"session":12"#,
            #""up":false,"fault":{"code":"hub-unreachable","en":"x","vi":"y"}"#,
            #"tram_hub_fault{hub="city",code="hub-unreachable"} 1"#
        ),
        (
            #""open":true"#, #""open":false,"fault":{"code":"port-busy","en":"x","vi":"y"}"#,
            #"tram_bus_fault{bus="rs485-1",code="port-busy"} 1"#
        ),
        (
            #""state":"online""#, #""state":"offline","code":"comm/timeout""#,
            #"tram_device_fault{device="meter-1",bus="rs485-1",code="comm/timeout"} 1"#
        ),
        (
            #""waiting":0"#, #""waiting":9,"oldest":1795215190500"#,
            "tram_spool_oldest_waiting_seconds 1.500"
        ),
        (
            #""alarms":[]"#, #""alarms":[],"budget":{"limit":1000,"used":900,"level":"windows"}"#,
            "tram_budget_used_bytes 900"
        ),
        (
            #""strays":40"#, #""strays":40,"skipped":7"#,
            #"tram_bus_skipped_reads_total{bus="rs485-1"} 7"#
        ),
    ]

    @Test(arguments: metrics.indices)
    func `a metric is there when there is something to tell`(index: Int) throws {
        let (old, new, sample) = Self.metrics[index]
        let name = sample.prefix { $0 != "{" && $0 != " " }
        #expect(!StatusMetrics(try Self.report()).text.contains("\n\(name)"))
        let text = StatusMetrics(try Self.report { $0.replacing(old, with: new) }).text
        #expect(text.contains("\n\(sample)\n"), "\(text)")
    }

    @Test(arguments: [Int64.min, -1, 1_795_215_192_001, .max])
    func `a record of no time has no age`(oldest: Int64) throws {
        let report = try Self.report {
            $0.replacing(#""waiting":0"#, with: #""waiting":9,"oldest":\#(oldest)"#)
        }
        #expect(!StatusMetrics(report).text.contains("oldest_waiting"))
    }

    @Test func `metrics are as Prometheus reads them`() throws {
        let text = StatusMetrics(try Self.report { $0.replacing("rs485-1", with: #"a\"b\\"#) }).text
        #expect(text.contains("# TYPE tram_hub_up gauge\ntram_hub_up{hub=\"city\"} 1\n"))
        #expect(text.contains(#"tram_bus_requests_total{bus="a\"b\\"} 103680"#))
        #expect(
            text.contains(#"tram_device_value_age_seconds{device="meter-1",bus="a\"b\\"} 2.100"#))
        let names = text.split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }
        #expect(Set(names).count == names.count, "each type is told once")
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            #expect(line.contains(/^tram_[a-z_]+(\{[^{}]*\})? -?[0-9.]+$/), "\(line)")
        }
    }
}
