// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Testing

@testable import Config

/// What a tool writes into drop-ins, and how the whole would be with it.
@Suite struct `Drop-ins that a tool writes` {
    private func read(
        _ site: borrowing Site, _ edit: DropInEdit, main: String = Sample.gateway
    ) -> Outcome<Configuration> {
        Reader.configuration(
            at: site.folder.write("tram.yaml", main), profiles: [site.folder.path + "/profiles"],
            edit: edit, machineID: site.folder.path + "/machine-id")
    }

    private static func entry(_ id: String, on bus: String = "rs485-1") -> DeviceEntry {
        DeviceEntry(id: id, bus: bus, unit: 9, profile: "small", domain: "env")
    }

    private static let ends = """
        gateway: {id: gw-1, area: haichau, site: bts-1}
        hubs: [{urls: [mqtt://127.0.0.1:1883], root: danang}]

        """

    private static let links: [Link] = [
        .serial(
            port: "/dev/serial/by-id/usb-A: \"b\" {c} #d", SerialSpeed(baud: 19_200), echo: false),
        .serial(port: "/dev/ttyS1", SerialSpeed(), echo: true),
        .tcp(host: "10.0.0.5", port: 1_502), .tcp(host: "fe80::1", port: 502),
        .rtuOverTCP(host: "dtu.local", port: 4_001, SerialSpeed(baud: 4_800)),
    ]

    @Test(arguments: links) func `a bus comes back as it was meant`(link: Link) throws {
        let site = Site()
        var device = Self.entry("a-9", on: "new-1")
        (device.poll, device.name, device.addressOffset) = (.seconds(30), "Bơm số 1", 7)
        let edit = DropInEdit(written: [BusEntry(id: "new-1", link: link).file, device.file])
        let outcome = read(site, edit, main: Self.ends)
        let line = try #require(outcome.value?.lines.first, "\(outcome.problems)")
        #expect(line.id == "new-1" && line.link == link)
        let found = try #require(line.devices.first)
        #expect(found.id == "a-9" && found.unit == 9 && found.domain == "env")
        #expect(found.poll == .seconds(30) && found.names == Text(en: "Bơm số 1", vi: "Bơm số 1"))
        #expect(found.profile.points[1].address == 0x17)
        #expect(File.exists(site.folder.path + "/conf.d") == false, "nothing was written")
    }

    private static let pieces = [
        "a", "ồ", "\"", "'", "\\", ": ", "#", " #", "{", "}", "[", "]", ",", "&", "*", "!", "|",
        ">", "%", "@", "`", "~", "null", "- ", "? ", "---", "...", "\\n", "\\u0041", "{unit-id}",
        "😀", "\u{300}", "\u{200F}",
    ]

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `a name comes back letter by letter, whatever is in it`(seed: UInt64) throws {
        var random = SystemRandom(seed: seed)
        let name = (0..<Int.random(in: 1...12, using: &random)).map { _ in
            Self.pieces.randomElement(using: &random) ?? ""
        }.joined()
        try expect(name)
    }

    @Test(arguments: [
        "x\", vi: \"y\"}\n        - {id: evil", "a\nb", "\u{0}", "\t", "\u{85}", "\u{2028}",
        "\u{FEFF}", "\u{7F}", String(repeating: "x", count: 65), "", "null", "~", "on", "1e3", " ",
        "\u{FFFF}",
    ])
    func `a name that cannot be is refused, and nothing else comes of it`(name: String) throws {
        try expect(name)
    }

    /// The device has this name, or there is none at all.
    private func expect(_ name: String) throws {
        let site = Site()
        var device = Self.entry("a-9")
        device.name = name
        let outcome = read(site, DropInEdit(written: [device.file]))
        guard let value = outcome.value else { return #expect(outcome.errors > 0) }
        #expect(
            value.devices.map(\.id).sorted() == [
                "a-9", "em-1", "em-2", "em-3", "meter-1", "weather",
            ])
        let found = try #require(value.devices.first { $0.id == "a-9" })
        #expect(found.names?.en == name && found.names?.vi == name && found.profile.id == "small")
    }

    @Test(arguments: ["null", "true", "no", "y", "007", "1e3", "-a", "0x10", "12", "off"])
    func `an id that YAML reads as something else stays an id`(id: String) throws {
        let site = Site()
        let outcome = read(site, DropInEdit(written: [Self.entry(id).file]))
        let ids = try #require(outcome.value?.devices.map(\.id), "\(outcome.problems)")
        #expect(ids.contains(id))
    }

    @Test func `what would go is not read, and what stays is`() throws {
        let site = Site()
        site.folder.write("conf.d/device-a.yaml", Self.entry("a").file.text)
        site.folder.write("conf.d/device-b.yaml", "buses: [{id: nowhere}]\n")
        #expect(read(site, DropInEdit()).value == nil)
        let without = read(site, DropInEdit(removed: ["device-b.yaml"]))
        #expect(without.value?.devices.contains { $0.id == "a" } == true, "\(without.problems)")
        let twice = read(
            site, DropInEdit(written: [Self.entry("meter-1").file], removed: ["device-b.yaml"]))
        #expect(twice.value == nil && twice.problems.contains { $0.code == "duplicate-id" })
    }

    @Test func `files that would be too many or too large are told before`() throws {
        let site = Site()
        let many = (0...256).map { DropInEdit.Written(name: "\($0).yaml", text: "") }
        #expect(read(site, DropInEdit(written: many)).problems.map(\.code) == ["too-many"])
        let large = String(repeating: "# much\n", count: 150_000)
        let one = DropInEdit(written: [.init(name: "a.yaml", text: large)])
        #expect(read(site, one).problems.map(\.code) == ["too-large"])
    }

    @Test func `places tell what stands alone in a file`() throws {
        let site = Site()
        let path = site.folder.write("tram.yaml", Sample.gateway)
        let bus = BusEntry(id: "new-1", link: .tcp(host: "10.0.0.5", port: 502)).file
        let own = Self.entry("own", on: "new-1").file
        for file in [bus, own] { site.folder.write("conf.d/" + file.name, file.text) }
        site.folder.write(
            "conf.d/hand.yaml", own.text + "  - {id: lan, devices: []}\n")
        site.folder.write(
            "conf.d/pair.yaml",
            """
            buses:
              - id: lan
                devices:
                  - {id: one, profile: small, unit-id: 20, domain: env}
                  - {id: two, profile: small, unit-id: 21, domain: env}
            """)
        site.folder.write(
            "conf.d/range.yaml",
            """
            buses:
              - id: lan
                devices:
                  - {id: "r-{unit-id}", profile: small, unit-id: 30-31, domain: env}
            """)
        // As a tool's, but for what its first line says, or its name.
        let hand = Self.entry("mine", on: "lan").file
        site.folder.write(
            "conf.d/" + hand.name, "# By hand.\n" + hand.text)
        site.folder.write("conf.d/weather-2.yaml", Self.entry("other", on: "lan").file.text)
        let places = SitePlaces(at: path)
        for id in ["mine", "other"] {
            let place = try #require(places.device(id))
            #expect(place.ownFile == nil, "\(place)")
        }
        #expect(places.device("own")?.ownFile == "device-own.yaml")
        #expect(
            places.devices.filter { $0.ids == ["own"] }.map(\.ownFile) == ["device-own.yaml", nil])
        #expect(places.bus("new-1")?.ownFile == "bus-new-1.yaml")
        #expect(places.bus("rs485-1")?.ownFile == nil && places.bus("rs485-1")?.line == 14)
        let weather = try #require(places.device("weather"))
        #expect(weather.file == path && weather.line == 19 && weather.ownFile == nil)
        for id in ["one", "two", "r-30", "r-31"] {
            let place = try #require(places.device(id))
            #expect(place.ownFile == nil && place.file.contains("/conf.d/"), "\(place)")
        }
        #expect(SitePlaces(at: "/nowhere/tram.yaml").devices.isEmpty)
    }
}

/// The same numbers for the same seed.
private struct SystemRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
