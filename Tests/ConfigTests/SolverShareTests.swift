// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// How often the solver's first answer is right, on registers whose values the library knows.
@Suite struct `The solver on the library's vectors` {
    /// Registers, what they hold, and what a technician would type.
    struct Pair {
        let name: String
        let words: [UInt16]
        let value: Decimal
        let range: Limits
        /// What is usual for the quantity, or what another instrument or the display shows.
        let isUsual: Bool
    }

    /// What one expects without an instrument, on a site in Da Nang.
    private static let usual: [String: [(String, String)]] = [
        "voltage": [("207", "253"), ("360", "440")], "frequency": [("45", "55")],
        "power_factor": [("0.5", "1"), ("-1", "-0.5")], "dc_voltage": [("42", "58"), ("10", "15")],
        "air_temperature": [("10", "45")], "temperature": [("10", "60")],
        "soil_temperature": [("10", "45")], "water_temperature": [("5", "45")],
        "dew_point": [("10", "30")], "relative_humidity": [("20", "100")],
        "atmospheric_pressure": [("950", "1050")], "wind_direction": [("0", "360")],
        "wind_speed": [("0.5", "15")], "co2": [("350", "2000")], "sound_level": [("30", "100")],
        "soil_moisture": [("5", "60")], "soil_ph": [("4", "9")], "loop_current": [("4", "20")],
        "state_of_charge": [("20", "100")], "state_of_health": [("50", "100")],
        "load": [("5", "100")], "fuel_level": [("5", "100")],
    ]

    /// Ten per cent around what is known, as one would type who reads a display.
    private static func range(_ value: Decimal, _ quantity: String) throws -> (Limits, Bool) {
        for (low, high) in usual[quantity] ?? [] {
            let limits = Limits(low: try #require(Decimal(low)), high: try #require(Decimal(high)))
            if limits.contains(value.double) { return (limits, true) }
        }
        let tenths = [9, 11].compactMap { value.times(Decimal(mantissa: $0, exponent: -1)) }
        try #require(tenths.count == 2)
        let isNegative = value.mantissa < 0
        return (
            Limits(low: tenths[isNegative ? 1 : 0], high: tenths[isNegative ? 0 : 1]), false
        )
    }

    /// Numbers that registers hold as they are or times a power of ten; what other points decide
    /// cannot be seen in registers alone, and 0 is 0 in every form.
    private static func isPlain(_ point: Point) -> Bool {
        let digits = "\(point.scale.shortened.mantissa)"
        return point.isRead && !point.table.isBits && !point.encoding.isText
            && point.encoding != .bool && point.kind != .state && point.bits == nil
            && point.offset.isZero && digits.first == "1"
            && digits.dropFirst().allSatisfy { $0 == "0" }
            && point.powerFactor == nil && point.dependence.isEmpty
    }

    private static func pairs(_ profile: Profile) throws -> [Pair] {
        try profile.vectors.flatMap { vector in
            try vector.values.compactMap { name, text in
                guard let point = profile.points.first(where: { $0.name == name }), isPlain(point),
                    let value = Decimal(text), !value.isZero
                else { return nil }
                let words = point.addresses.compactMap { address in
                    vector.registers.lazy.compactMap { block in
                        let place = address - Int(block.address)
                        return block.table == point.table && block.words.indices.contains(place)
                            ? block.words[place] : nil
                    }.first
                }
                let (range, isUsual) = try range(value, point.quantity)
                return Pair(
                    name: "\(profile.id) \(name)", words: words, value: value, range: range,
                    isUsual: isUsual)
            }
        }
    }

    private static func isRight(_ pair: Pair) -> Bool {
        guard
            case .number(let value) = Solver(pair.words, expecting: pair.range).readings.first?
                .content
        else { return false }
        return (value.printedNumber - pair.value.double).magnitude
            <= pair.value.double.magnitude * 1e-9
    }

    @Test func `the first answer is right nineteen times of twenty`() throws {
        let catalogue = `The library of devices`.catalogue
        let pairs = try catalogue.ids.flatMap { id in
            let path = try #require(catalogue.path(of: id))
            return try Self.pairs(try #require(Reader.profile(at: path).value))
        }
        #expect(pairs.count >= 200)
        for isUsual in [true, false] {
            let own = pairs.filter { $0.isUsual == isUsual }
            let right = own.count(where: Self.isRight)
            let kind = isUsual ? "usual for the quantity" : "ten per cent around the value"
            print("solver: first answer right for \(right) of \(own.count), range \(kind)")
            #expect(right * 20 >= own.count * 19)
        }
        let wrong = pairs.filter { !Self.isRight($0) }.map(\.name)
        print("solver: wrong first for \(wrong.count) of \(pairs.count): \(wrong)")
    }
}
