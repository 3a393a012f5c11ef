// SPDX-License-Identifier: Apache-2.0
import Simulator
import Testing

/// Midnight in Da Nang on 21 June 2026.
private let midnight = 1_781_974_800.0

private func float(_ registers: Registers, _ address: Int) -> Float {
    let high = UInt32(registers[.input, address] ?? 0)
    return Float(bitPattern: high << 16 | UInt32(registers[.input, address + 1] ?? 0))
}

private func all(_ device: SimulatedDevice, _ table: Registers.Table) -> [UInt16] {
    let registers = device.with { $0.registers }
    return (0..<600).compactMap { registers[table, $0] }
}

@Suite struct ModelTests {
    @Test func `over a day the meter's power is U·I·pf and its energy never runs back`() {
        let meter = SimulatedDevice(unit: 1, model: ElectricityMeter(), seed: 3)
        var before: [Float] = [0, 0, 0, 0]
        var sum = 0.0
        var first: Float?
        for second in stride(from: 0.0, through: 86_400, by: 10) {
            meter.advance(to: midnight + second)
            let now = meter.with { $0.registers }
            let (voltage, current, factor) = (float(now, 0), float(now, 6), float(now, 30))
            let (power, apparent, reactive) = (float(now, 12), float(now, 18), float(now, 24))
            #expect(abs(power - voltage * current * factor) <= 1e-5 * power)
            #expect(
                abs(apparent * apparent - power * power - reactive * reactive)
                    <= 1e-3 * apparent * apparent)
            #expect(abs(float(now, 70) - 50) <= 0.05)
            #expect((207...253).contains(voltage) && power > 0 && (0.5...1).contains(factor))
            let energies = [72, 342, 76, 344].map { float(now, $0) }
            #expect(zip(before, energies).allSatisfy { $0 <= $1 })
            #expect(energies[0] == energies[1] && float(now, 74) == 0 && float(now, 78) == 0)
            before = energies
            first = first ?? energies[0]
            sum += Double(power) * 10 / 3.6e6
        }
        let counted = Double(before[0] - (first ?? 0))
        #expect(counted > 5 && abs(counted - sum) < 0.01 * sum, "\(counted) kWh, \(sum) kWh")
    }

    @Test func `the meter's energy does not depend on how often it is read`() {
        let often = SimulatedDevice(unit: 1, model: ElectricityMeter(), seed: 5)
        let seldom = SimulatedDevice(unit: 1, model: ElectricityMeter(), seed: 5)
        seldom.advance(to: midnight)
        for tick in 0...7_200 { often.advance(to: midnight + Double(tick) / 2) }
        seldom.advance(to: midnight + 3_600)
        #expect(all(often, .input) == all(seldom, .input))
    }

    @Test func `time that runs back or is no time changes nothing`() {
        let meter = SimulatedDevice(unit: 1, model: ElectricityMeter(), seed: 5)
        meter.advance(to: midnight)
        let before = all(meter, .input)
        for time in [midnight, midnight - 1, -.infinity, .infinity, .nan, 1e300] {
            meter.advance(to: time)
        }
        #expect(all(meter, .input) == before)
        meter.advance(to: 9e10)  // 2,800 years in one step
        #expect(all(meter, .input) != before)
    }

    @Test(arguments: [
        (SimulatedDevice(unit: 1, model: ElectricityMeter(), seed: 1), Registers.Table.input, 1.0),
        (SimulatedDevice(unit: 1, model: WeatherStation(), seed: 1), .holding, 1.0),
        (SimulatedDevice(unit: 1, model: Thermometer(), seed: 1), .input, 0.9),
    ])
    func `values change from second to second`(
        device: SimulatedDevice, table: Registers.Table, share: Double
    ) {
        var changed = 0
        device.advance(to: midnight)
        var before = all(device, table)
        for second in 1...600 {
            device.advance(to: midnight + Double(second))
            let now = all(device, table)
            if now != before { changed += 1 }
            before = now
        }
        #expect(Double(changed) >= share * 600, "\(changed) of 600")
    }

    @Test func `the same seed gives the same values, another seed others`() {
        let devices = [8, 8, 9].map { SimulatedDevice(unit: 1, model: WeatherStation(), seed: $0) }
        for device in devices { device.advance(to: midnight + 36_000) }
        #expect(all(devices[0], .holding) == all(devices[1], .holding))
        #expect(all(devices[0], .holding) != all(devices[2], .holding))
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `the weather of a week hangs together`(seed: UInt64) {
        let station = SimulatedDevice(unit: 1, model: WeatherStation(), seed: seed)
        var samples: [[Double]] = []
        for quarter in 0..<672 {
            station.advance(to: midnight + Double(quarter) * 900)
            samples.append(all(station, .holding).map(Double.init))
        }
        func column(_ index: Int) -> [Double] { samples.map { $0[index] } }
        #expect(correlation(column(4), column(5)) < -0.5, "humidity falls as it warms")
        #expect(correlation(column(7), column(8)) > 0.7, "coarse dust follows fine dust")
        #expect(samples.allSatisfy { $0[8] >= $0[7] && $0[3] < 360 && $0[2] < 8 && $0[1] <= 12 })
        #expect(samples.allSatisfy { (990...1_030).contains($0[9]) && $0[4] <= 1_000 })
        #expect(samples.allSatisfy { (150...420).contains($0[5]) && (300...900).contains($0[6]) })
        #expect(zip(column(13), column(13).dropFirst()).allSatisfy { $0 <= $1 }, "rain adds up")
        #expect(column(13).last ?? 0 > 0, "it rains within a week")
    }

    @Test func `the sun is overhead at noon, below at night, and the light follows`() {
        let noon = DaNang.sunElevation(midnight + 11.8 * 3_600) * 180 / .pi
        // On 21 June it passes 7.4 degrees north of the zenith.
        #expect(abs(noon - 82.6) < 1)
        let equinox = DaNang.sunElevation(1_774_026_000 + 11.9 * 3_600) * 180 / .pi
        #expect(abs(equinox - 73.9) < 1)
        #expect(DaNang.sunElevation(midnight) < -0.7)
        let station = SimulatedDevice(unit: 1, model: WeatherStation(), seed: 1)
        let lux = [0, 12, 24].map { hour -> UInt32 in
            station.advance(to: midnight + Double(hour) * 3_600)
            let words = all(station, .holding)
            return UInt32(words[10]) << 16 | UInt32(words[11])
        }
        #expect(lux[0] < 50 && lux[2] < 50 && lux[1] > 10_000, "\(lux)")
    }

    @Test func `the thermometer obeys the correction that is written to it`() {
        let device = SimulatedDevice(unit: 1, model: Thermometer(), seed: 4)
        let corrected = SimulatedDevice(unit: 1, model: Thermometer(), seed: 4)
        _ = corrected.with { $0.registers.reply("06 0103 FF38") }  // -20.0 degrees
        device.advance(to: midnight)
        corrected.advance(to: midnight)
        let plain = Int(Int16(bitPattern: all(device, .input)[0]))
        let moved = Int(Int16(bitPattern: all(corrected, .input)[0]))
        #expect(abs(plain - moved - 200) <= 1)
    }

    @Test func `every read of a counted block finds what its number says`() {
        let block = SimulatedDevice.block(unit: 1, count: 50)
        for read in 0..<3 {
            let reply = block.with { $0.registers.reply("03 0000 0032") }
            let words = stride(from: 2, to: reply.count, by: 2).map {
                UInt16(reply[$0]) << 8 | UInt16(reply[$0 + 1])
            }
            #expect(words == (0..<50).map { Registers.counted($0, read: read) })
        }
        #expect(block.with { $0.registers.reply("03 0032 0001") } == hex("83 02"))
    }
}

/// Pearson's.
private func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let (meanA, meanB) = (a.reduce(0, +) / Double(a.count), b.reduce(0, +) / Double(b.count))
    let both = zip(a, b).reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) }
    let squareA = a.reduce(0) { $0 + ($1 - meanA) * ($1 - meanA) }
    let squareB = b.reduce(0) { $0 + ($1 - meanB) * ($1 - meanB) }
    return both / (squareA * squareB).squareRoot()
}
