// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing
import Waiting

@testable import tram

/// `tram read DEVICE [POINT…]` on a line of its own.
@Suite(.waits(atMostMinutes: 5)) struct DeviceReadTests {
    private static let profile = """
        profile: bench
        vendor: Bench
        model: B-1
        class: other
        sources: [this test]
        confidence: bench
        points:
          - {name: voltage, table: input, address: 0, as: float32, unit: V, quantity: voltage}
          - {name: air, table: holding, address: 1, as: int16, scale: 0.1, unit: Cel, \
        quantity: other, sentinels: {0x8000: sensor-break}}
          - {name: mode, table: holding, address: 2, as: uint16, kind: state, quantity: other, \
        enum: {0: {en: stopped, vi: dừng}, 1: {en: running, vi: chạy}}}
          - {name: energy, table: holding, address: 3, as: uint16, unit: kWh, quantity: other}
          - {name: exported, table: holding, address: 4, as: uint16, unit: kWh, quantity: other}
          - {name: lacking, table: holding, address: 5, as: uint16, quantity: other}
          - {name: both, sum: [energy, exported], unit: kWh, quantity: other}
          - {name: door, table: coil, address: 3, as: bool, quantity: other}
          - {name: serial_number, table: holding, address: 20, as: string, length: 5, \
        quantity: other, kind: text}
          - {name: setpoint, table: holding, address: 7, as: uint16, access: w, quantity: other}

        """

    private static let image: ForeignSlave.Image = [
        1: [
            .holding: [1: [0x8000, 1, 100, 23], 20: [0x5442, 0x2D31, 0x2D30, 0x3737, 0]],
            .input: [0: [0x4366, 0x199A]], .coil: [3: [1]],
        ]
    ]

    private struct Bench {
        let directory: Directory
        let slave: ForeignSlave

        init(unit: Int = 1) throws {
            slave = try ForeignSlave(.tcp, DeviceReadTests.image)
            directory = try Directory()
            try directory.write(DeviceReadTests.profile, to: "bench.yaml")
            try directory.write(
                """
                gateway: {id: gw-1, area: haichau, site: bts-1}
                hubs:
                  - urls: ["mqtt://127.0.0.1:1883"]
                    root: danang
                buses:
                  - id: roof
                    tcp: {host: 127.0.0.1, port: \(slave.endpoint.port)}
                    devices:
                      - {id: meter-1, profile: bench, unit-id: \(unit), domain: energy, poll: 1s, \
                timeout: 300ms}
                """, to: "tram.yaml")
        }

        func read(_ words: [String]) throws -> (ending: Child.Ending, output: [String]) {
            try Tram.finish(
                [
                    "read", "--config", directory.file("tram.yaml"), "--profiles", directory.path,
                    "--control", directory.file("nobody"),
                ] + words, within: .seconds(30))
        }
    }

    /// Without how long it took.
    private static func timeless(_ lines: [String]) -> [String] {
        lines.map { $0.replacing(/[0-9]+ ms/, with: "N ms") }
    }

    @Test func `all points of a device are told in English`() throws {
        let bench = try Bench()
        let (ending, output) = try bench.read(["meter-1"])
        #expect(ending == .exit(1), "one point is refused")
        #expect(
            Self.timeless(output) == [
                "no service runs: this command opens 127.0.0.1:\(bench.slave.endpoint.port) itself",
                "meter-1: Bench B-1, unit 1 on roof; 8 requests, N ms",
                "POINT         RAW                  QUALITY VALUE",
                "voltage       4366 199A            good    230.1 V",
                "air           8000                 fault   –",
                "  ✗ the sensor's wire is broken [fault/sensor-break]",
                "mode          0001                 good    1: running",
                "energy        0064                 good    100 kWh",
                "exported      0017                 good    23 kWh",
                "lacking       –                    comm    –",
                "  ✗ the device refuses this address (exception 2) [comm/illegal-address]",
                "both                               good    123 kWh",
                "door          1                    good    on",
                "serial_number 5442 2D31 2D30 3737… good    TB-1-077",
            ], "\(output)")
    }

    @Test func `it is told the same in Vietnamese`() throws {
        let bench = try Bench()
        let (ending, output) = try bench.read([
            "meter-1", "--lang", "vi", "voltage", "air", "mode", "lacking", "door",
        ])
        #expect(ending == .exit(1))
        #expect(
            Self.timeless(output.dropFirst().map { $0 }) == [
                "meter-1: Bench B-1, trạm (unit) 1 trên roof; 5 yêu cầu, N ms",
                "ĐIỂM ĐO RAW       CHẤT LƯỢNG GIÁ TRỊ",
                "voltage 4366 199A good       230,1 V",
                "air     8000      fault      –",
                "  ✗ đứt dây cảm biến [fault/sensor-break]",
                "mode    0001      good       1: chạy",
                "lacking –         comm       –",
                "  ✗ thiết bị từ chối địa chỉ này (mã lỗi 2) [comm/illegal-address]",
                "door    1         good       bật",
            ], "\(output)")
    }

    @Test func `a script gets the same facts`() throws {
        let bench = try Bench()
        let (ending, output) = try bench.read(["meter-1", "both", "mode", "--output", "json"])
        #expect(ending == .exit(0), "\(output)")
        let json = try JSON(parsing: Array(output.joined().utf8))
        #expect(json["through"]?.string == "port" && json["requests"] == .number("1"))
        let points = json["points"]?.array ?? []
        #expect(points.map { $0["name"]?.string } == ["mode", "both"])
        #expect(points.map { $0["value"] } == [.number("1"), .number("123")])
        #expect(points[0]["meaning"]?["vi"]?.string == "chạy")
        #expect(points[0]["words"] == .array([.number("1")]))
        #expect(points[1]["unit"]?.string == "kWh" && points[1]["words"] == nil)
    }

    @Test func `a unit that is silent is asked once, and told in words`() throws {
        let bench = try Bench(unit: 9)
        let (ending, output) = try bench.read(["meter-1", "--output", "json"])
        #expect(ending == .exit(5), "\(output)")
        let json = try JSON(parsing: Array(output.joined().utf8))
        let points = json["points"]?.array ?? []
        #expect(points.count == 9 && json["requests"] == .number("1"))
        #expect(points.allSatisfy { $0["quality"]?.string == "comm/timeout" })
    }

    @Test(arguments: [
        (["metr-1"], "no device is called \"metr-1\"; did you mean meter-1? [unknown-device]"),
        (["pump"], "no device is called \"pump\"; there are: meter-1 [unknown-device]"),
        (["roof"], "name a device of it, or a unit and registers: tram read roof:1"),
        (["meter-1", "voltag"], "meter-1 has no point called \"voltag\"; did you mean voltage?"),
        (
            ["meter-1", "xyz"],
            "there are: voltage, air, mode, energy, exported, lacking, both, door, …"
        ),
        (["meter-1", "setpoint"], "can only be written: tram write meter-1 setpoint VALUE"),
        (["meter-1", "--as", "int16"], "--as and --order are for registers"),
    ])
    func `wrong names are told with those that were meant`(words: [String], told: String) throws {
        let bench = try Bench()
        let (ending, output) = try bench.read(words)
        #expect(ending == .exit(2))
        #expect(output.joinedWords.contains(told), "\(output)")
    }

    /// Its values follow the hour; each must come, and fit the screen in both languages.
    @Test(arguments: Language.allCases)
    func `a simulated meter is read whole`(language: Language) throws {
        let simulation = try Tram.start(["simulate", "eastron-sdm120"])
        let line = try #require(try simulation.line(containing: "tcp: {", within: .seconds(30)))
        let directory = try Directory()
        try directory.write(
            """
            gateway: {id: gw-1, area: haichau, site: bts-1}
            hubs:
              - urls: ["mqtt://127.0.0.1:1883"]
                root: danang
            buses:
              - id: roof
                \(line.drop { $0 == " " })
                devices:
                  - {id: meter-1, profile: eastron-sdm120, unit-id: 1, domain: energy, poll: 1s}
            """, to: "tram.yaml")
        func read() throws -> (ending: Child.Ending, output: [String]) {
            try Tram.finish([
                "read", "--config", directory.file("tram.yaml"), "--control",
                directory.file("nobody"), "--lang", language.rawValue, "meter-1",
            ])
        }
        let (ending, output) = try read()
        #expect(ending == .exit(0), "\(output)")
        #expect(output.dropFirst().allSatisfy { $0.columns <= 80 }, "\(output)")
        #expect(output.filter { $0.contains(" good ") }.count == output.count - 3, "\(output)")
        #expect(output.contains { $0.hasPrefix("voltage ") && $0.hasSuffix(" V") })
        try simulation.send("unplug 1")
        _ = try simulation.line(containing: "is unplugged", within: .seconds(30))
        let (silent, words) = try read()
        #expect(silent == .exit(5) && words.contains { $0.hasSuffix("[comm/timeout]") }, "\(words)")
        simulation.stop()
    }
}
