// SPDX-License-Identifier: Apache-2.0
import Field
import Simulator
import Testing

/// What the simulator lays over registers, read back by `Field`.
@Suite struct EncodingTests {
    private static let noon = 1_782_018_000.0

    private func point(
        _ name: String, _ encoding: Encoding, at address: UInt16 = 0, table: Table = .holding,
        order: String? = nil, quantity: String = "temperature", unit: String = "Cel"
    ) -> Point {
        var point = Point(
            name: name, table: table, address: address, encoding: encoding,
            order: order.flatMap { ByteOrder($0) }, quantity: quantity)
        point.unit = unit
        return point
    }

    private func profile(_ points: [Point]) -> Profile {
        var profile = Profile(id: "p", vendor: "v", model: "m", class: "c")
        profile.points = points
        return profile
    }

    /// The registers at a moment, and what the model says.
    private func shown(
        _ points: [Point], at seconds: Double = noon, seed: UInt64 = 1
    ) -> (registers: Registers, model: ProfileModel) {
        var model = ProfileModel(profile(points))
        var registers = model.registers()
        model.advance(to: seconds, Noise(seed: seed), &registers)
        return (registers, model)
    }

    private func bits(_ point: Point, _ registers: Registers) throws -> UInt64 {
        let table: Registers.Table =
            switch point.table {
            case .holding: .holding
            case .input: .input
            case .coil: .coils
            case .discrete: .discreteInputs
            }
        var bytes: [UInt8] = []
        for address in point.addresses {
            let word = try #require(registers[table, address])
            bytes += [UInt8(word >> 8), UInt8(word & 0xFF)]
        }
        return point.field.of(point.order.bits(bytes.span, at: 0))
    }

    private func number(_ point: Point, _ registers: Registers) throws -> Double {
        Conversion(point).number(ofBits: try bits(point, registers))
    }

    static let layouts: [(Encoding, String)] =
        [Encoding.uint16, .int16, .float16, .bcd].flatMap { each in
            ["AB", "BA"].map { (each, $0) }
        }
        + [Encoding.uint32, .int32, .float32].flatMap { each in
            ["ABCD", "CDAB", "BADC", "DCBA"].map { (each, $0) }
        }
        + [Encoding.uint64, .int64, .float64].flatMap { each in
            ["ABCDEFGH", "GHEFCDAB", "BADCFEHG", "HGFEDCBA"].map { (each, $0) }
        }

    @Test(arguments: layouts)
    func `every encoding and byte order is read back`(encoding: Encoding, order: String) throws {
        var written = point("temperature", encoding, order: order)
        if !encoding.isFloat {
            written.scale = Decimal("0.01") ?? .one
            written.offset = Decimal("-10") ?? .zero
        }
        for seed: UInt64 in 1...20 {
            let (registers, model) = shown([written], seed: seed)
            let told = try #require(model.value(of: "temperature"))
            let slack = encoding == .float16 ? 0.02 : encoding == .float32 ? 1e-5 : 0.005_001
            #expect(try abs(number(written, registers) - told) <= slack)
            #expect((20...60).contains(told))
        }
    }

    @Test func `scaled floats and negative scales are inverted`() throws {
        for (encoding, scale) in [(Encoding.float32, "1000"), (.int16, "-0.1"), (.float64, "0.5")] {
            var written = point("temperature", encoding)
            written.scale = Decimal(scale) ?? .one
            let (registers, model) = shown([written])
            let told = try #require(model.value(of: "temperature"))
            #expect(try abs(number(written, registers) - told) <= 0.051)
        }
    }

    @Test func `halves and bits share their registers`() throws {
        var high = point("temperature_1", .int8)
        high.half = .high
        var low = point("temperature_2", .uint8)
        low.half = .low
        var fields = [
            point("a", .uint16, at: 1, quantity: "other", unit: ""),
            point("b", .uint16, at: 1, quantity: "other", unit: ""),
            point("contact", .bool, at: 1, quantity: "contact", unit: ""),
        ]
        fields[0].bits = BitField("0-3")
        fields[1].bits = BitField("4-11")
        fields[2].bits = BitField("15")
        let points = [high, low] + fields
        var seen: Set<UInt64> = []
        for minute in 0..<240 {
            let (registers, model) = shown(points, at: Self.noon + Double(minute) * 60)
            for point in points {
                let told = try #require(model.value(of: point.name))
                #expect(try abs(number(point, registers) - told) <= 0.501, "\(point.name)")
            }
            seen.insert(try bits(fields[2], registers))
        }
        #expect(seen == [0, 1], "a door opens within four hours")
    }

    @Test func `a wide BCD number has only decimal digits`() throws {
        var written = point("volume", .bcd, order: "ABCDEFGH", quantity: "other", unit: "m3")
        written.length = 4
        written.kind = .counter
        written.scale = Decimal("0.001") ?? .one
        let (registers, model) = shown([written])
        let told = try #require(model.value(of: "volume"))
        #expect(try told > 1 && abs(number(written, registers) - told) <= 0.000_51)
    }

    @Test func `coils and inputs are bits, and only what is defined exists`() throws {
        let points = [
            point("switch_state", .bool, at: 5, table: .coil, quantity: "switch_state", unit: ""),
            point("contact", .bool, at: 9, table: .discrete, quantity: "contact", unit: ""),
            point("temperature", .uint32, at: 100, table: .input),
        ]
        var registers = shown(points).registers
        #expect(registers.reply("01 0005 0001").count == 3)
        #expect(registers.reply("02 0009 0001").count == 3)
        #expect(registers.reply("04 0064 0002").count == 6)
        for request in ["01 0004 0001", "02 0009 0002", "04 0063 0001", "04 0065 0002"] {
            let reply = registers.reply(request)
            #expect(reply.count == 2 && reply[0] >= 0x80 && reply[1] == 2, "\(request)")
        }
        #expect(registers.reply("03 0000 0001") == hex("83 01"))
    }

    @Test func `a device answers no more registers than its profile says`() {
        var profile = profile((0..<20).map { point("temperature_\($0)", .int16, at: $0) })
        profile.link.largestRead = 10
        var registers = ProfileModel(profile).registers()
        #expect(registers.reply("03 0000 000A").count == 22)
        #expect(registers.reply("03 0000 000B") == hex("83 03"))
    }

    @Test func `a sentinel is never shown as a value`() throws {
        var written = point("temperature", .int16)
        for raw in 0..<60 where raw % 2 == 0 {
            written.sentinels.append(Sentinel(raw: UInt64(raw), quality: .faultNotFitted))
        }
        for hour in 0..<24 {
            let registers = shown([written], at: Self.noon + Double(hour) * 3_600).registers
            #expect(written.judge(ofBits: try bits(written, registers)) == .good)
        }
    }

    @Test func `texts are characters from the first byte on`() throws {
        var serial = point("serial", .string, quantity: "other", unit: "")
        serial.length = 6
        serial.kind = .text
        let registers = shown([serial]).registers
        let words = (0..<6).compactMap { registers[.holding, $0] }
        let bytes = words.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) == "SIM-SERIAL")
    }

    @Test func `a power of ten and a factor stand in registers of their own`() throws {
        var volts = point("voltage", .int16, at: 0, quantity: "voltage", unit: "V")
        volts.dependence.exponent = "voltage_exponent"
        volts.dependence.factor = "ratio"
        let exponent = point("voltage_exponent", .int16, at: 1, quantity: "other", unit: "")
        let ratio = point("ratio", .uint16, at: 2, quantity: "other", unit: "")
        let (registers, model) = shown([volts, exponent, ratio])
        let power = try number(exponent, registers)
        #expect(power < 0)
        let scaled = try number(volts, registers) * (try number(ratio, registers))
        let told = try #require(model.value(of: "voltage"))
        #expect((200...250).contains(told))
        #expect(abs(scaled * (power == -1 ? 0.1 : .nan) - told) <= 0.5 + 1e-9)
    }

    @Test func `conditions, trust and settings hold`() throws {
        var old = point("temperature", .int16)
        old.dependence.condition = .init(point: "version", test: .atLeast(3))
        var other = point("temperature_2", .int16, at: 1)
        other.dependence.condition = .init(point: "version", test: .equals(1))
        var trusted = point("temperature_3", .int16, at: 2)
        trusted.dependence.trust = .init(point: "status", good: [4])
        let version = point("version", .uint16, at: 3, quantity: "other", unit: "")
        let status = point("status", .uint16, at: 4, quantity: "other", unit: "")
        let (registers, model) = shown([old, other, trusted, version, status])
        #expect(try number(version, registers) >= 3)
        #expect(try number(status, registers) == 4)
        #expect(model.value(of: "temperature_2") == nil)
        #expect(registers[.holding, 1] == nil, "a model without it has no register for it")
    }

    @Test func `what is made of other points has no register`() {
        var sum = point("temperature_sum", .int16, at: 40)
        sum.dependence.formula = .sum(["temperature"])
        let registers = shown([point("temperature", .int16), sum]).registers
        #expect(registers[.holding, 40] == nil)
    }

    @Test func `a counter rolls over at its modulus and never runs back before`() throws {
        var rain = point("rain_amount", .uint16, quantity: "rain_amount", unit: "mm")
        rain.kind = .counter
        rain.scale = Decimal("0.1") ?? .one
        rain.modulus = Decimal("40")
        var model = ProfileModel(profile([rain]))
        var registers = model.registers()
        var (before, rolled) = (0.0, 0)
        for hour in 0..<24 * 20 {
            model.advance(to: Self.noon + Double(hour) * 3_600, Noise(seed: 2), &registers)
            let now = try number(rain, registers)
            #expect((0..<40).contains(now))
            if now < before { rolled += 1 }
            before = now
        }
        #expect(rolled >= 1 && rolled < 40)
    }

    @Test func `a counter does not depend on how often it is read`() {
        var energy = point(
            "active_energy_import", .uint32, quantity: "active_energy_import", unit: "kWh")
        energy.kind = .counter
        energy.scale = Decimal("0.001") ?? .one
        let values = [1.0, 7, 3_600].map { pause in
            var model = ProfileModel(profile([energy]))
            var registers = model.registers()
            for second in stride(from: 0, through: 3_600, by: pause) {
                model.advance(to: Self.noon + second, Noise(seed: 2), &registers)
            }
            model.advance(to: Self.noon + 3_600, Noise(seed: 2), &registers)
            return model.value(of: "active_energy_import")
        }
        #expect(values[0] == values[1] && values[1] == values[2])
    }

    @Test func `a state is one of its numbers, and changes now and then`() throws {
        var mode = point("mode", .uint16, quantity: "other", unit: "")
        mode.kind = .state
        mode.enumeration = [2, 5, 9].map { EnumEntry(number: $0, text: Text(en: "", vi: "")) }
        var seen: [Double: Int] = [:]
        for quarter in 0..<400 {
            let registers = shown([mode], at: Self.noon + Double(quarter) * 900).registers
            seen[try number(mode, registers), default: 0] += 1
        }
        #expect(Set(seen.keys) == [2, 5, 9])
        #expect(seen[2] ?? 0 > 200)
    }
}
