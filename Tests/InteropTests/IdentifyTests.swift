// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

/// `tram identify` and a device made of pymodbus, which reads functions 17 and 43/14 its own way.
@Suite struct IdentifyTests {
    private static let profile = """
        profile: foreign
        vendor: Acme
        model: AM-3
        class: electricity-meter-1p
        sources: [a test]
        identify: [MARK]
        points:
          - {name: voltage_l1, table: holding, address: 0, as: uint16, scale: 0.1, unit: V, \
        quantity: voltage, range: [180, 260]}
          - {name: voltage_l2, table: holding, address: 1, as: uint16, scale: 0.1, unit: V, \
        quantity: voltage, range: [180, 260]}

        """
    private static let image: ForeignSlave.Image = [
        5: [.holding: [0: [2_301, 2_287], 90: [1_649]]]
    ]
    private static let identity = [0: "Acme", 1: "AM-3", 2: "V1.7"]

    static let marks: [(String, isSure: Bool)] = [
        ("{object: 1, text: AM-3}", true), ("{object: 1, text: AM-4}", false),
        ("{server-id: AM-3}", true), ("{server-id: AM-4}", false),
        ("{table: holding, address: 90, as: uint16, values: [1649]}", true),
        ("{table: holding, address: 90, as: uint16, values: [1650]}", false),
        ("{table: holding, address: 91, as: uint16, values: [1650]}", false),
    ]

    @Test(arguments: Wire.allCases, marks)
    func `a foreign device is recognised by what it says`(
        wire: Wire, mark: (text: String, isSure: Bool)
    ) throws {
        let slave = try ForeignSlave(wire, Self.image, identity: Self.identity)
        let directory = try Directory()
        let text = Self.profile.split(separator: "MARK").joined(separator: mark.text)
        try directory.write(text, to: "foreign.yaml")
        let place =
            wire == .rtu ? slave.endpoint.path : "127.0.0.1:\(slave.endpoint.port)"
        let flags: [Wire: [String]] = [
            .rtu: ["--baud", "115200"], .rtuOverTCP: ["--rtu-over-tcp"],
        ]
        let (ending, output) = try Tram.finish(
            ["identify", "\(place):5", "--profiles", directory.path, "--output", "json"]
                + (flags[wire] ?? []), within: .seconds(120))
        let json = try JSON(parsing: Array(output.joined().utf8))
        let isSure =
            json["verdict"]?.string == "sure"
            && json["candidates"]?.array?.first?["profile"]?.string == "foreign"
        #expect(isSure == mark.isSure, "\(output)")
        #expect((ending == .exit(0)) == mark.isSure)
        #expect(json["says"]?["vendor"]?.string == "Acme")
        #expect(json["says"]?["product"]?.string == "AM-3")
        #expect(json["says"]?["server id"]?.string?.contains("AM-3") == true)
    }
}

extension HeavyTests {
    @Suite struct IdentifyThroughServiceTests {
        @Test func `a device of the service is identified while the service goes on`() throws {
            let whole = try RecordTests.Whole()
            _ = try whole.heard.record()
            let (ending, output) = try Tram.finish(
                ["identify", "aq-1:1", "--control", whole.station.control], within: .seconds(300))
            #expect(ending == .exit(1), "\(output)")
            #expect(output.first?.hasPrefix("at most ") == true, "\(output)")
            #expect(output.contains { $0.hasPrefix("aq-1:1: ") }, "\(output)")
            _ = try whole.heard.record()
            let (unknown, said) = try Tram.finish(
                ["identify", "nowhere:1", "--control", whole.station.control])
            #expect(unknown == .exit(2) && said.joinedWords.contains("[unknown-bus]"), "\(said)")
        }
    }
}
