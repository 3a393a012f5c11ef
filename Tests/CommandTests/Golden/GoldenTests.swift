// SPDX-License-Identifier: Apache-2.0
import Field
import Rig
import Testing
import Waiting

@testable import Host
@testable import tram

/// What commands say, word by word, in both languages at 80 columns. To write the files anew after
/// a change on purpose:
///
///     TRAM_GOLDEN=write swift test --filter GoldenTests && git diff Tests/CommandTests/Golden
///
/// Then read them as somebody who stands at a cabinet.
@Suite(.serialized, .waits(atMostMinutes: 5)) struct GoldenTests {
    private static let (files, control) = (GoldenSite.files, GoldenSite.control)

    /// Commands that need no service.
    private static let alone = [
        GoldenCase(name: "check", words: ["check", "tram.yaml", "--profiles", "."]),
        GoldenCase(name: "check-broken", words: ["check", "broken.yaml"], ending: 1),
        GoldenCase(name: "plan", words: ["plan"] + files),
        GoldenCase(name: "hub-check", words: ["hub", "check"] + files, masks: [.took, .clock]),
        GoldenCase(name: "profile-list", words: ["profile", "list", "xy"]),
        GoldenCase(name: "profile-show", words: ["profile", "show", "xy-md02"]),
        GoldenCase(name: "profile-check", words: ["profile", "check", "bench.yaml"]),
        GoldenCase(
            name: "decode", words: ["decode", "199A", "4366", "--expect", "207..253"]),
        GoldenCase(
            name: "decode-answer",
            words: ["decode", "01", "03", "02", "08", "FD", "7E", "05", "--expect", "207..253"]),
        GoldenCase(name: "explain", words: ["explain", "hub-publish-denied"]),
        GoldenCase(name: "explain-unknown", words: ["explain", "port-bussy"], ending: 2),
        GoldenCase(name: "help", words: ["help", "read"], hasJSON: false),
        GoldenCase(name: "status-down", words: ["status"] + control, ending: 3),
        GoldenCase(
            name: "write-down", words: ["write", "meter-1", "setpoint", "21"] + control, ending: 3),
    ]

    @Test func `without a service`() throws {
        let site = try GoldenSite()
        for golden in Self.alone { try golden.check(site) }
    }

    /// Commands that ask it.
    private static let beside = [
        GoldenCase(
            name: "status", words: ["status"] + control, ending: 1,
            masks: [.took, .ages, .bytes, .counts]),
        GoldenCase(name: "status-hub", words: ["status", "hub"] + control, masks: [.ages]),
        GoldenCase(
            name: "read-device", words: ["read", "meter-1"] + files + control,
            masks: [.took]),
        GoldenCase(
            name: "read-registers", words: ["read", "roof:1", "input", "0..1"] + control,
            masks: [.took]),
        GoldenCase(
            name: "write-dry-run",
            words: ["write", "meter-1", "setpoint", "21.5", "--dry-run"] + control),
        GoldenCase(
            name: "write-unconfirmed", words: ["write", "meter-1", "setpoint", "21.5"] + control,
            ending: 4),
        GoldenCase(
            name: "write-refused",
            words: ["write", "meter-1", "setpoint", "99.5", "--yes"] + control, ending: 4),
        GoldenCase(
            name: "write", words: ["write", "meter-1", "setpoint", "21.5", "--yes"] + control,
            masks: [.took]),
        GoldenCase(name: "scan", words: ["scan", "roof", "--units", "4..6"] + control),
        GoldenCase(
            name: "identify", words: ["identify", "roof:5"] + control, ending: 1,
            masks: [.took, .ages, .counts]),
        GoldenCase(
            name: "spool", words: ["spool"] + files, masks: [.ages, .bytes, .counts, .epochs]),
        GoldenCase(
            name: "watch", words: ["watch", "--lines", "--count", "4", "meter-1"] + control),
        GoldenCase(
            name: "capture", words: ["capture", "roof", "--last", "1m"] + control,
            masks: [.ages, .counts], hasJSON: false),
        GoldenCase(name: "reload-same", words: ["reload"] + control),
        GoldenCase(
            name: "reload", words: ["reload"] + control,
            before: { site in
                try site.setDevices()
                _ = try site.run(["reload"] + control)
                try site.setDevices([
                    "{id: air-2, profile: xy-md02, unit-id: 6, domain: env, poll: 10s}"
                ])
            }),
    ]

    @Test func `beside the running service`() throws {
        let site = try GoldenSite()
        try site.start()
        for golden in Self.beside { try golden.check(site) }
        site.stop()
    }

    @Test func `devices that come and go`() throws {
        let site = try GoldenSite()
        try site.start()
        for golden in GoldenCase.devices { try golden.check(site) }
        site.stop()
    }

    @Test func `a site that is looked over, and one that moves`() throws {
        let site = try GoldenSite()
        for golden in GoldenCase.moves { try golden.check(site) }
        try site.start()
        for golden in GoldenCase.looks { try golden.check(site) }
        site.stop()
    }

    @Test func `a site that is handed over`() throws {
        let site = try GoldenSite(isBusy: true)
        try site.start()
        for golden in GoldenCase.records { try golden.check(site) }
        for language in Language.allCases {
            try site.remove("records")
            try site.directory.makeFolder("records")
            _ = try site.run(GoldenCase.commission, language)
            let names = try File.names(in: site.directory.file("records"), atMost: 2)
            let name = try #require(names.first { $0.hasSuffix(".md") })
            let lines = try site.directory.read("records/\(name)")
                .replacing(site.directory.path, with: "/site")
                .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            try Golden.compare(
                lines.map(String.init), "commission-record", language, [.hashes, .measured])
        }
        site.stop()
    }

    private static let ports = [
        SerialPortEntry(
            path: "/dev/ttyUSB0",
            stableNames: [
                "/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0",
                "/dev/serial/by-path/platform-fd500000.pcie-usb-0:1.2:1.0-port0",
            ], driver: "ch341-uart",
            holders: [SerialPortEntry.Holder(process: 812, name: "tram")], isPermitted: true,
            group: "dialout"),
        SerialPortEntry(path: "/dev/ttyS1", driver: "16550A", group: "dialout"),
    ]

    /// Those of this machine are what they are: the view gets ports of its own.
    @Test(arguments: Language.allCases) func `of ports`(language: Language) throws {
        let lines = PortsView(ports: Self.ports).lines(language)
        try Golden.compare(lines, "ports", language)
        #expect(lines.allSatisfy { $0.columns <= 80 }, "\(lines)")
    }

    private static let tail = [
        (
            "live",
            #"{"v":1,"seq":7,"values":{"pm2_5":31.2,"pm10":null},"q":{"pm10":"comm/timeout"}}"#
        ),
        ("state", #"{"v":1,"online":true,"session":3,"version":"0.1.0"}"#),
        ("gap", #"{"v":1,"ranges":[[8,9]],"reason":"evicted","count":2}"#),
    ]

    /// What the hub receives is published here, message by message.
    @Test(arguments: Language.allCases) func `of hub tail`(language: Language) throws {
        let broker = try Broker()
        let device = HubTailTests.device
        let meta = #"{"v":1,"meta":"00c0ffee","points":{"pm2_5":{"unit":"ug/m3"}}}"#
        try broker.publish(meta, to: device + "/meta", retain: true)
        let tail = try Tram.start(
            ["hub", "tail", "--url", "mqtt://127.0.0.1:\(broker.port)", "--root", "danang"],
            ["TRAM_LANG": language.rawValue])
        var lines: [String] = []
        for (channel, payload) in [("meta", "")] + Self.tail {
            if !payload.isEmpty { try broker.publish(payload, to: "\(device)/\(channel)") }
            let line = try tail.next(within: .seconds(10))
            lines.append(try #require(line).text)
        }
        tail.stop()
        try Golden.compare(lines, "hub-tail", language)
        #expect(lines.allSatisfy { $0.columns <= 80 }, "\(lines)")
    }

    @Test func `a file is kept for each of them, and no other`() throws {
        let cases = Self.alone + Self.beside + GoldenCase.devices + GoldenCase.moves
        let more = (GoldenCase.looks + GoldenCase.records).map(\.name)
        let names = cases.map(\.name) + more + ["ports", "hub-tail", "commission-record"]
        for language in Language.allCases {
            #expect(try Golden.names(language) == names.map { "\($0).txt" }.sorted())
        }
    }
}
