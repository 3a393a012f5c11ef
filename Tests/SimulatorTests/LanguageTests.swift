// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@testable import Simulator

/// What only few points of a profile say: the simulator lays it out so that it reads back.
@Suite struct LanguageTests {
    private static let noon = 1_782_018_000.0

    private func point(_ encoding: Encoding, _ change: (inout Point) -> Void) -> Point {
        var point = Point(
            name: "temperature", table: .holding, address: 4, encoding: encoding,
            quantity: "temperature")
        point.unit = "Cel"
        change(&point)
        return point
    }

    private func shown(
        _ points: [Point], isWide: Bool = false, seed: UInt64 = 1
    ) -> (registers: Registers, model: ProfileModel) {
        var profile = Profile(id: "p", vendor: "v", model: "m", class: "c")
        profile.points = points
        profile.isWide = isWide
        var model = ProfileModel(profile)
        var registers = model.registers()
        model.advance(to: Self.noon, Noise(seed: seed), &registers)
        return (registers, model)
    }

    private func words(_ point: Point, _ registers: Registers) throws -> [UInt16] {
        try (Int(point.address)..<Int(point.address) + point.bytes / 2).map {
            try #require(registers[.holding, $0])
        }
    }

    private func sample(_ point: Point, _ registers: Registers) throws -> Derivation.Sample {
        let bytes = try words(point, registers).flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let bits = point.field.of(point.order.bits(bytes.span, at: 0))
        return .init(bits: bits, quality: point.judge(ofBits: bits))
    }

    private func text(_ point: Point) throws -> String? {
        try TextDecoder(point)?.text(words(point, shown([point]).registers))
    }

    static let texts: [(charset: Charset, order: String)] = [
        (.utf8, "AB"), (.ascii, "BA"), (.latin1, "AB"), (.utf16, "AB"), (.utf16, "BA"),
    ]

    @Test(arguments: texts)
    func `words of every charset are read back`(charset: Charset, order: String) throws {
        let serial = point(.string) {
            ($0.kind, $0.unit, $0.length, $0.charset) = (.text, "", 12, charset)
            $0.order = ByteOrder(order) ?? .big(2)
        }
        #expect(try text(serial)?.hasPrefix("SIM-") == true)
    }

    static let layouts: [(layout: String, order: String, length: Int)] = [
        ("days-2000", "BA", 10), ("days-1970", "AB", 10), ("seconds-1970", "CDAB", 19),
        ("seconds-2000", "DCBA", 19), ("bcd-smhdmy", "BA", 19), ("word-ymdxhms", "AB", 19),
        ("byte-dmyx", "AB", 10), ("bcd-word-ymdhm", "AB", 16), ("word-hms", "AB", 8),
    ]

    @Test(arguments: layouts)
    func `a day of every layout is read back`(
        layout: String, order: String, length: Int
    ) throws {
        let made = point(.date) {
            ($0.kind, $0.unit, $0.layout) = (.text, "", DateLayout(layout))
            $0.order = ByteOrder(order) ?? .big(2)
        }
        let text = try #require(try text(made))
        #expect(text.count == length && (length == 8 || text.hasPrefix("202")), "\(text)")
        if length > 10 { #expect(text.contains("T12:00")) }
    }

    @Test func `a number that is a text is one`() throws {
        let version = point(.uint16) {
            ($0.kind, $0.unit, $0.pattern) = (.text, "", TextPattern("V{8-15:c}{0-7:c}"))
        }
        #expect(try text(version) == "V14")
        let digits = point(.bcd) { ($0.kind, $0.unit) = (.text, "") }
        #expect(try text(digits) == "3134")
    }

    /// Also through a setting whose first unit is Fahrenheit, and along a curve.
    @Test func `a value is what a client makes of it`() throws {
        let fahrenheit = point(.int16) {
            $0.scale = Decimal("0.01") ?? .one
            $0.dependence.unit = .init(
                point: "setting",
                factors: [
                    .init(
                        number: 1, factor: Decimal("0.555555556") ?? .one,
                        offset: Decimal("-17.777777778") ?? .zero)
                ])
        }
        let curved = point(.uint16) {
            ($0.name, $0.address) = ("temperature_2", 5)
            $0.dependence.curve = Polyline(
                [(0, -40), (1_000, 10), (60_000, 60)].map {
                    .init(from: Decimal(mantissa: $0.0), to: Decimal(mantissa: $0.1))
                })
        }
        let setting = point(.uint16) { ($0.name, $0.address) = ("setting", 6) }
        let points = [fahrenheit, curved, setting]
        for seed: UInt64 in 1...20 {
            let (registers, model) = shown(points, seed: seed)
            let derivation = Derivation(points: points)
            let outcomes = derivation.outcomes(of: try points.map { try sample($0, registers) })
            for index in 0..<2 {
                let told = try #require(model.value(of: points[index].name))
                let read = derivation.conversion(of: index).number(ofBits: outcomes[index].bits)
                #expect(abs(read - told) <= 0.06, "\(points[index].name)")
            }
        }
    }

    @Test func `ranges and single words of sentinels are never shown`() throws {
        let ranged = point(.int16) { $0.sentinels = [Sentinel(0...9_999, quality: .faultInvalid)] }
        let wordy = point(.uint32) {
            $0.sentinels = [
                Sentinel(0...0, ofWord: true, quality: .faultInvalid),
                Sentinel(10...60, ofWord: true, quality: .faultInvalid),
            ]
        }
        for point in [ranged, wordy] {
            for seed: UInt64 in 1...20 {
                let registers = shown([point], seed: seed).registers
                let quality = try sample(point, registers).quality
                #expect(quality == .good || point == wordy)
            }
        }
    }

    @Test func `registers of four bytes answer with as many`() throws {
        let wide = point(.uint32) { ($0.isWide, $0.scale) = (true, Decimal("0.0001") ?? .one) }
        var (registers, model) = shown([wide], isWide: true)
        let reply = registers.reply("03 0004 0001")
        #expect(reply.count == 6 && reply[1] == 4)
        let raw = reply[2...].reduce(0.0) { $0 * 256 + Double($1) }
        #expect(abs(raw * 0.0001 - (try #require(model.value(of: "temperature")))) < 0.001)
    }
}
