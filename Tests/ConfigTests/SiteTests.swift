// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// What a site says of a device's points otherwise.
@Suite struct `What a site says of its points` {
    static let profile = """
        profile: small
        vendor: Acme
        model: A-1
        class: other
        sources: [a manual]
        options: {fitted-with: [heater]}
        points:
          - {name: current_l1, table: input, address: 0, as: uint16, scale: 0.001, unit: A,
             quantity: current, range: [0, 5], deadband: 0.01}
          - {name: voltage_l1, table: input, address: 1, as: uint32, scale: 0.1, unit: V,
             quantity: voltage}
          - {name: active_energy_import, table: input, address: 3, as: uint32, unit: kWh,
             quantity: active_energy_import, kind: counter, modulus: 10000000}
          - {name: sf, table: input, address: 5, as: int16, quantity: other}
          - {name: active_power, table: input, address: 6, as: int16, scale-from: sf, unit: W,
             quantity: active_power, range: [-10, 5000]}
          - {name: air_temperature, table: input, address: 8, as: int16, scale: 0.1, unit: Cel,
             quantity: air_temperature}
          - {name: contact, table: discrete, address: 8, as: bool, quantity: contact, kind: state}
          - {name: temperature_heater, table: input, address: 9, as: int16, unit: Cel,
             quantity: temperature, requires: heater}
        vectors:
          - {registers: {input: {0: [1]}}, values: {current_l1: 0.001}}

        """

    static let head = """
        gateway: {id: gw-1, area: a, site: s}
        hubs: [{id: c, urls: [mqtt://127.0.0.1:1], root: r}]
        buses:
          - id: b
            tcp: {host: 10.0.0.1}
            devices:
              - {id: d, profile: small, unit-id: 1, domain: e,
        """

    private func outcome(_ keys: String) -> Outcome<Configuration> {
        let site = Site(profile: Self.profile)
        return Reader.configuration(
            at: site.folder.write("tram.yaml", Self.head + " " + keys + "}\n"),
            profiles: [site.folder.path + "/profiles"],
            machineID: site.folder.path + "/machine-id")
    }

    private func profile(_ keys: String) throws -> Profile {
        let outcome = outcome(keys)
        #expect(outcome.problems.map { "\($0.line):\($0.column) \($0.text.en)" } == [])
        return try #require(outcome.value?.devices.first?.profile)
    }

    private func point(_ name: String, _ keys: String) throws -> Point {
        let profile = try profile("points: {\(name): {\(keys)}}")
        return try #require(profile.points.first { $0.name == name })
    }

    private func printed(_ point: Point, _ bits: UInt64) -> String? {
        point.value(ofBits: bits)?.printed
    }

    @Test func `nothing said leaves the profile, without the parts that are not fitted`() throws {
        let bare = try profile("poll: 5s")
        #expect(bare.points.map(\.name).contains("temperature_heater") == false)
        #expect(bare.points.count == 7)
        #expect(try profile("options: [heater]").points.count == 8)
    }

    @Test func `any key of the language may be said otherwise`() throws {
        let point = try point(
            "current_l1",
            "address: 20, as: int32, order: CDAB, scale: 0.01, deadband: 1, group: slow, "
                + "sentinels: {0x7FFFFFFF: invalid}, names: {vi: Dòng}")
        #expect(point.address == 20)
        #expect(point.encoding == .int32)
        #expect(point.order == ByteOrder("CDAB"))
        #expect(point.group == .slow)
        #expect(point.sentinels.count == 1)
        #expect(point.range == Limits(low: .zero, high: Decimal(mantissa: 5)))
        #expect(printed(point, 0xFFFF_FFFF) == "-0.01")
    }

    @Test func `transformers multiply what goes through them, and all that is in the unit`() throws
    {
        let current = try point("current_l1", "ratio: {ct: 40, pt: 220}")
        #expect(printed(current, 4_999) == "199.960")
        #expect(current.range == Limits(low: .zero, high: Decimal(mantissa: 200)))
        #expect(current.deadband.double == 0.4)
        let voltage = try point("voltage_l1", "ratio: {ct: 40, pt: 220}")
        #expect(printed(voltage, 1_000) == "22000.0")
        let energy = try point("active_energy_import", "ratio: {ct: 40, pt: 0.5}")
        #expect(printed(energy, 7) == "140.0")
        #expect(energy.modulus?.double == 200_000_000)
    }

    @Test func `a sign is turned, with what is plausible; a contact is turned around`() throws {
        let power = try point("active_power", "invert: true")
        #expect(printed(power, 100) == "-100")
        #expect(
            power.range == Limits(low: Decimal(mantissa: -5_000), high: Decimal(mantissa: 10)))
        let contact = try point("contact", "invert: true")
        #expect(printed(contact, 0) == "true")
        #expect(printed(contact, 1) == "false")
    }

    @Test(arguments: [
        ("[[0, 0.5], [50, 49.5]]", "0.500", "49.500"), ("[[0, 0], [100, 103]]", "0.000", "51.500"),
        ("[[0, 1], [30, 31]]", "1.0", "51.0"), ("[[10, 10], [40, 50]]", "-3.3333333330", "?"),
    ])
    func `two points calibrate what is published`(
        _ points: String, _ zero: String, _ fifty: String
    ) throws {
        let point = try point("air_temperature", "calibrate: \(points)")
        if fifty == "?" {
            // 40/30 has no end: nine digits of it, and the first point holds.
            let ten = try #require(point.value(ofBits: 100)?.double)
            let forty = try #require(point.value(ofBits: 400)?.double)
            #expect(abs(ten - 10) < 1e-9)
            #expect(abs(forty - 50) < 1e-6)
        } else {
            #expect(point.value(ofBits: 0)?.double == Double(zero))
            #expect(point.value(ofBits: 500)?.double == Double(fifty))
        }
    }

    @Test func `ratio, sign and calibration follow each other`() throws {
        let point = try point(
            "current_l1", "ratio: {ct: 10}, invert: true, calibrate: [[0, 1], [-10, -10]]")
        // 1 A × 10 = 10, −10, and −10 stays −10.
        #expect(point.value(ofBits: 1_000)?.double == -10)
        #expect(point.value(ofBits: 0)?.double == 1)
    }

    @Test func `limits and what speaks of persons`() throws {
        let point = try point(
            "voltage_l1",
            "limits: {low: 207, high: 253, hysteresis: 2, delay: 10s, severity: alarm, "
                + "text: {vi: Điện áp}}, personal: true")
        let alarm = try #require(point.alarm)
        #expect(alarm.low?.double == 207)
        #expect(alarm.high?.double == 253)
        #expect(alarm.hysteresis.double == 2)
        #expect(alarm.delay == .seconds(10))
        #expect(alarm.severity == .alarm)
        #expect(alarm.text == Text(en: "Điện áp", vi: "Điện áp"))
        #expect(point.isPersonal)
    }

    @Test func `only keeps what it names and what that needs, without leaves out`() throws {
        let only = try profile("points: {only: [active_power], active_power: {deadband: 7}}")
        #expect(only.points.map(\.name) == ["sf", "active_power"])
        #expect(only.points[1].deadband.double == 7)
        let without = try profile("points: {without: [voltage_l1, active_power, sf]}")
        #expect(without.points.map(\.name).count == 4)
    }

    @Test func `a renamed point is named so by those that need it`() throws {
        let profile = try profile("points: {sf: {name: exponent}}")
        #expect(
            profile.points.first { $0.name == "active_power" }?.dependence.exponent == "exponent")
    }

    @Test func `all addresses and all byte orders can be elsewhere`() throws {
        let profile = try profile("address-offset: 100, order: CDAB")
        #expect(profile.points.map(\.address).prefix(3) == [100, 101, 103])
        #expect(profile.points[0].order == .big(2))
        #expect(profile.points[1].order == ByteOrder("CDAB"))
        #expect(profile.points.first { $0.name == "contact" }?.address == 108)
    }

    static let refused: [(keys: String, code: String, says: String)] = [
        ("points: {‸voltage_l: {deadband: 1}}", "unknown-point", "voltage_l1?"),
        ("points: {only: [‸volt]}", "unknown-point", "no point"),
        ("points: {only: [sf], ‸without: [sf]}", "conflicting-keys", "only"),
        ("points: {without: [‸sf]}", "conflicting-keys", "active_power (scale-from)"),
        ("points: {voltage_l1: ‸5}", "wrong-type", "deadband"),
        ("points: {voltage_l1: {‸deadbnd: 1}}", "unknown-key", "deadband?"),
        ("points: {voltage_l1: {‸array: {count: 1, name: a}}}", "unknown-key", ""),
        ("points: {voltage_l1: {deadband: ‸-1}}", "out-of-range", "0 or more"),
        ("points: {voltage_l1: {unit: ‸kV}}", "wrong-unit", "expected V"),
        ("points: {voltage_l1: {name: ‸volt}}", "bad-value", "quantity"),
        ("points: {sf: {ratio: ‸{ct: 2}}}", "bad-value", "currents"),
        ("points: {voltage_l1: {ratio: ‸{pt: 0}}}", "out-of-range", "above 0"),
        ("points: {active_energy_import: {invert: ‸true}}", "bad-value", "gauge"),
        ("points: {active_power: {calibrate: ‸[[0, 0], [1, 2]]}}", "bad-value", "scale of its own"),
        ("points: {voltage_l1: {calibrate: ‸[[0, 0], [0, 2]]}}", "out-of-range", "differ"),
        ("points: {voltage_l1: {calibrate: ‸[[0, 0]]}}", "out-of-range", "2"),
        ("points: {voltage_l1: {limits: ‸{delay: 1s}}}", "missing-key", "low"),
        ("points: {voltage_l1: {limits: ‸{low: 2, high: 1}}}", "out-of-range", "below"),
        ("points: {active_power: {scale-from: ‸zz}}", "unknown-point", "zz"),
        ("points: {contact: {deadband: ‸[1]}}", "wrong-type", "decimal"),
        ("points: ‸[sf]", "wrong-type", "group"),
        ("options: [‸heating]", "bad-value", "heater"),
        ("address-offset: ‸65530", "out-of-range", "active_power"),
        ("address-offset: ‸-1", "out-of-range", "current_l1"),
        ("order: ‸BA", "bad-value", "CDAB"),
    ]

    @Test(arguments: refused.indices)
    func `is refused in its place`(_ index: Int) throws {
        let (keys, code, says) = Self.refused[index]
        let problems = outcome(keys.replacing("‸", with: "")).problems
        #expect(problems.map(\.code) == [code], "\(problems.map(\.text.en))")
        let problem = try #require(problems.first)
        let place = try #require(keys.firstIndex(of: "‸"))
        let last = Self.head.split(separator: "\n").last?.count ?? 0
        #expect(problem.line == 7 && problem.column == last + keys[..<place].count + 2)
        #expect(problem.text.en.contains(says), "\(problem.text.en)")
        #expect(problem.text.vi != problem.text.en)
    }
}
