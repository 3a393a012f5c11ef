// SPDX-License-Identifier: Apache-2.0
import Field
import Simulator
import Testing

/// A day of a simulated device, read back with the conversion of `Field`, which the simulator's
/// encoder knows nothing of.
private struct Day {
    /// Midnight in Da Nang on 21 June 2026.
    static let midnight = 1_781_974_800.0

    let profile: Profile
    /// Points that lie in registers, and that this device has.
    let points: [Point]
    var model: ProfileModel
    private var registers: Registers
    private let noise: Noise

    init(_ profile: Profile, seed: UInt64 = 1) {
        self.profile = profile
        let model = ProfileModel(profile)
        self.model = model
        points = profile.points.filter {
            $0.dependence.formula == nil && $0.kind != .text && model.step(of: $0.name) != nil
        }
        registers = model.registers()
        noise = Noise(seed: seed)
    }

    /// Moves on and reads everything, in the points' units and order.
    mutating func read(at seconds: Double) -> [Double] {
        model.advance(to: Self.midnight + seconds, noise, &registers)
        return points.map { own($0) * factor($0) }
    }

    private func own(_ point: Point) -> Double {
        Conversion(point).number(ofBits: bits(point) ?? 0)
    }

    func bits(_ point: Point) -> UInt64? {
        let table: Registers.Table =
            switch point.table {
            case .holding: .holding
            case .input: .input
            case .coil: .coils
            case .discrete: .discreteInputs
            }
        var bytes: [UInt8] = []
        for address in point.addresses {
            guard let word = registers[table, address + model.offset] else { return nil }
            bytes += [UInt8(word >> 8), UInt8(word & 0xFF)]
        }
        return point.field.of(point.order.bits(bytes.span, at: 0))
    }

    /// What the whole value comes to: what other points scale is not judged by its own bits.
    func judge(_ point: Point, _ value: Double) -> Quality {
        let scaling = point.dependence
        guard scaling.exponent != nil || scaling.factor != nil || scaling.unit != nil else {
            return point.judge(ofBits: bits(point) ?? 0)
        }
        return point.range?.contains(value) ?? true ? .good : .suspectRange
    }

    /// What other points say that this one is to be multiplied with.
    private func factor(_ point: Point) -> Double {
        func other(_ name: String?) -> Double? {
            name.flatMap { name in profile.points.first { $0.name == name } }.map(own)
        }
        var factor = other(point.dependence.factor) ?? 1
        if let exponent = other(point.dependence.exponent) {
            factor *= Double("1e\(Int(exponent))") ?? .nan
        }
        if let unit = point.dependence.unit, let number = other(unit.point) {
            let known = unit.factors.first { Double($0.number) == number }
            factor *= known?.factor.double ?? .nan
        }
        return factor
    }
}

/// What of the library can be simulated, and how well.
@Suite struct SimulatedProfilesTests {
    static let profiles = SimulatedLibrary.profiles

    @Test func `the whole library is there`() { #expect(Self.profiles.count >= 80) }

    @Test(arguments: profiles)
    func `a day is read back as the model says, in range, and counters only grow`(
        profile: Profile
    ) {
        var day = Day(profile)
        var before: [Double] = []
        var (lowest, highest): ([Double], [Double]) = ([], [])
        for minute in stride(from: 0, through: 24 * 60, by: 10) {
            let now = day.read(at: Double(minute) * 60)
            for (index, point) in day.points.enumerated() {
                guard let told = day.model.value(of: point.name) else {
                    Issue.record("\(profile.id) \(point.name) has no value")
                    return
                }
                let step = day.model.step(of: point.name) ?? 0
                // A raw word that is a sentinel cannot be shown: its neighbour is.
                let steps = point.sentinels.isEmpty ? 0.501 : 1.501
                let close = abs(now[index] - told) <= step * steps + abs(told) * 2e-3 * small(point)
                let quality = day.judge(point, now[index])
                let grows =
                    point.kind != .counter || before.isEmpty || now[index] >= before[index]
                if !close || quality != .good || !grows {
                    Issue.record("\(point.name) \(now[index]), told \(told), \(quality.code)")
                    return
                }
            }
            before = now
            lowest = lowest.isEmpty ? now : zip(lowest, now).map(min)
            highest = highest.isEmpty ? now : zip(highest, now).map(max)
        }
        // Contacts and alarms alone may see a quiet day.
        let isQuiet = day.points.allSatisfy { $0.kind == .state }
        #expect(isQuiet || zip(lowest, highest).contains { $0 < $1 }, "nothing moves")
    }

    /// How coarse a float is, in thousandths of its value.
    private func small(_ point: Point) -> Double {
        switch point.encoding {
        case .float16: 1
        // Where an offset is taken off (absolute pressure), more of it shows.
        case .float32: 1e-3
        case .float64: 1e-9
        default: 1e-9
        }
    }

    @Test(arguments: profiles)
    func `power is voltage times current times power factor, phase by phase`(profile: Profile) {
        var day = Day(profile)
        func index(_ name: String) -> Int? { day.points.firstIndex { $0.name == name } }
        for suffix in ["", "_l1", "_l2", "_l3"] {
            guard let power = index("active_power" + suffix), let volts = index("voltage" + suffix),
                let amperes = index("current" + suffix),
                let factor = index("power_factor" + suffix)
            else { continue }
            let steps = [power, volts, amperes, factor].map {
                day.model.step(of: day.points[$0].name) ?? 0
            }
            for hour in 0..<24 {
                let now = day.read(at: Double(hour) * 3_600 + 17)
                let product = now[volts] * now[amperes] * now[factor]
                let slack =
                    steps[0] / now[power] + steps[1] / now[volts] + steps[2] / now[amperes]
                    + steps[3] / now[factor]
                #expect(abs(now[power] / product - 1) <= 0.01 + slack, "\(suffix) at \(hour)")
            }
        }
    }

    @Test(arguments: profiles)
    func `a direct current's power is voltage times current`(profile: Profile) {
        var day = Day(profile)
        let names = day.points.map(\.name)
        for (power, name) in names.enumerated() where name.hasPrefix("dc_power") {
            let suffix = name.dropFirst("dc_power".count)
            let own = names.firstIndex(of: "dc_voltage" + suffix)
            let bus = suffix == "_charge" ? names.firstIndex(of: "dc_voltage_battery") : nil
            guard let volts = own ?? bus,
                let amperes = names.firstIndex(of: "dc_current" + suffix)
            else { continue }
            for hour in 0..<24 {
                let now = day.read(at: Double(hour) * 3_600)
                let coarse = [volts, amperes].map { day.model.step(of: names[$0]) ?? 0 }
                let slack =
                    0.01 * abs(now[power]) + 0.01 * now[volts] + 0.2
                    + (coarse[0] * abs(now[amperes]) + coarse[1] * now[volts]) / 2
                #expect(abs(now[power] - now[volts] * now[amperes]) <= slack, "\(name) at \(hour)")
            }
        }
    }

    @Test(arguments: profiles)
    func `lines add up to the whole, and energy to what has flowed`(profile: Profile) throws {
        var day = Day(profile)
        let names = day.points.map(\.name)
        guard let power = names.firstIndex(of: "active_power") else { return }
        let lines = (1...3).compactMap { names.firstIndex(of: "active_power_l\($0)") }
        let isSource = ["inverter", "genset-controller"].contains(profile.class)
        let energyName = isSource ? "active_energy_export" : "active_energy_import"
        let energy = names.firstIndex(of: energyName)
        let begin = day.read(at: 0)
        var sum = 0.0
        for second in stride(from: 10.0, through: 14_400, by: 10) {
            let now = day.read(at: second)
            sum += now[power] * 10 / 3.6e6
            if lines.count == 3 {
                let whole = lines.reduce(0) { $0 + now[$1] }
                // All four are rounded.
                let rounded = 2 * (day.model.step(of: "active_power") ?? 0) / now[power]
                #expect(abs(whole / now[power] - 1) < 0.001 + rounded)
            }
        }
        guard let energy else { return }
        let counted = day.read(at: 14_400)[energy] - begin[energy]
        let step = day.model.step(of: energyName) ?? 0
        let float = begin[energy] * 2e-7
        #expect(abs(counted - sum) <= sum * 0.02 + step + float, "\(counted) kWh, \(sum) kWh")
    }

    @Test func `devices of one profile differ, and are the same again from the same seed`() throws {
        for profile in Self.profiles {
            func morning(_ seed: UInt64) -> [Double] {
                var day = Day(profile, seed: seed)
                return (0..<120).flatMap { day.read(at: 20_000 + 180 * Double($0)) }
            }
            let first = morning(3)
            #expect(first == morning(3), "\(profile.id)")
            #expect(first != morning(4), "\(profile.id)")
        }
    }

    @Test func `coarse dust contains fine dust, and dry air is warm`() throws {
        var compared = 0
        for profile in Self.profiles {
            var day = Day(profile)
            let names = day.points.map(\.name)
            func index(_ name: String) -> Int? { names.firstIndex(of: name) }
            let now = (0..<96).map { day.read(at: Double($0) * 900) }
            if let fine = index("pm2_5"), let coarse = index("pm10") {
                compared += 1
                #expect(now.allSatisfy { $0[coarse] >= $0[fine] }, "\(profile.id)")
            }
            guard let warm = index("air_temperature"), let damp = index("relative_humidity")
            else { continue }
            compared += 1
            let pairs = now.map { ($0[warm], $0[damp]) }
            let means = (
                pairs.reduce(0) { $0 + $1.0 } / 96, pairs.reduce(0) { $0 + $1.1 } / 96
            )
            let both = pairs.reduce(0) { $0 + ($1.0 - means.0) * ($1.1 - means.1) }
            #expect(both < 0, "\(profile.id)")
        }
        #expect(compared >= 3)
    }
}
