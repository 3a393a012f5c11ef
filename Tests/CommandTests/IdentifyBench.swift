// SPDX-License-Identifier: Apache-2.0
import Config
import Field
import Simulator

/// A simulated device that is asked as `tram identify` asks, without a line between.
struct IdentifyBench {
    private static let checkout =
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

    /// The library, with the two maps that look like a third one's, where it lacks them.
    static let library: [Profile] = {
        var catalogue = Catalogue(directories: ["\(checkout)/Devices"])
        let all = catalogue.ids.compactMap { catalogue.profile($0)?.value }
        let twins = [
            thermometer("th-transmitter-humidity-first", temperature: 1, humidity: 0),
            thermometer("th-transmitter-temperature-first", temperature: 0, humidity: 1),
        ]
        return all + twins.filter { twin in !all.contains { $0.id == twin.id } }
    }()

    private static func thermometer(
        _ id: String, temperature: UInt16, humidity: UInt16, table: Table = .holding
    ) -> Profile {
        var profile = Profile(
            id: id, vendor: "Generic", model: "T/RH", class: "temperature-humidity")
        var warm = Point(
            name: "air_temperature", table: table, address: temperature, encoding: .int16,
            quantity: "air_temperature")
        var damp = Point(
            name: "relative_humidity", table: table, address: humidity, encoding: .uint16,
            quantity: "relative_humidity")
        (warm.scale, damp.scale) = (tenth, tenth)
        (warm.unit, damp.unit) = ("Cel", "%RH")
        warm.range = Limits(low: Decimal(mantissa: -40), high: Decimal(mantissa: 80))
        damp.range = Limits(low: .zero, high: Decimal(mantissa: 100))
        profile.points = [warm, damp]
        return profile
    }

    static let tenth = Decimal(mantissa: 1, exponent: -1)

    /// What stands outside the map.
    enum Outside: String, CaseIterable {
        case exceptions, zeros, silence
    }

    /// Whether a refusal is no answer.
    var isSilent = false
    /// What answers, given the function and what is behind it.
    var answer: ([UInt8]) -> [UInt8]

    /// A device of a profile at an hour of the day.
    init(_ profile: Profile, unit: UInt8, _ outside: Outside, seed: UInt64) {
        var model = ProfileModel(profile, unit: unit, hasZeros: outside == .zeros)
        var registers = model.registers()
        let noise = Noise(seed: seed)
        model.advance(
            to: 1_781_974_800 + Double(seed % 24) * 3_600, noise, &registers)
        self.init(registers)
        isSilent = outside == .silence
    }

    init(_ registers: Registers) {
        var registers = registers
        answer = { request in
            var out: [UInt8] = []
            registers.answer(request, request.indices, into: &out)
            return out
        }
    }

    init(answer: @escaping ([UInt8]) -> [UInt8]) { self.answer = answer }

    func identified(_ profiles: [Profile] = library, unit: UInt8) -> Identification {
        var identification = Identification(profiles, unit: unit)
        while let question = identification.next() { identification.take(reply(question)) }
        return identification
    }

    private func reply(_ question: Question) -> Reply {
        switch question {
        case .read(let table, let address, let count):
            let out = answer(
                [
                    table.function, UInt8(address >> 8), UInt8(address & 0xFF),
                    UInt8(count >> 8), UInt8(count & 0xFF),
                ])
            return reply(out)
        case .describe(let description):
            let out = answer([description.function] + description.data)
            return reply(out)
        }
    }

    private func reply(_ out: [UInt8]) -> Reply {
        guard out[0] & 0x80 != 0 else { return .data(Array(out[2...])) }
        return isSilent ? .silence : .exception(out[1])
    }
}
