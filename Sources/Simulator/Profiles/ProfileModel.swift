// SPDX-License-Identifier: Apache-2.0
package import Field

/// A device made from its profile: it has the registers that the profile's points cover, and
/// measures what its quantities do over a day.
///
/// Between points that lie close together a profile lets a client read across: there the device
/// has registers that are zero. What lies farther apart, and with `isStrict` everything between
/// two points, does not exist.
///
/// Power is voltage times current times power factor, counters sum up what flows, dew point and
/// humidity follow the temperature. Devices of one profile differ by their seeds.
package struct ProfileModel: SimulatedModel {
    var points: [SimulatedPoint]
    let plant: Plant
    /// Indices of the points that count.
    let countingPoints: [Int]
    private let largestRead: Int?
    private let isWide: Bool
    private let isStrict: Bool
    /// When the counters were summed up to.
    var summed: Double?

    /// Registers, and bits, that a client may read across: more than a read plan does.
    private static let gap = (registers: 16, bits: 256)

    /// The device of a profile.
    package init(_ profile: Profile, isStrict: Bool = false) {
        self.isStrict = isStrict
        let settings = Settings(profile.points)
        let read = profile.points.filter {
            $0.dependence.formula == nil && !settings.missing.contains($0.name)
        }
        let points = read.map { SimulatedPoint($0, settings) }
        self.points = points
        plant = Plant(points, class: profile.class)
        countingPoints = points.indices.filter { points[$0].isCounter }
        largestRead = profile.link.largestRead
        isWide = profile.isWide
    }

    /// What a point shows, in its unit and before it is rounded to what its bits can show; nil for
    /// texts, for points that the device has not, and before the first moment.
    package func value(of name: String) -> Double? {
        points.first { $0.name == name }?.value
    }

    /// The smallest difference that a point can show; 0 where that is a float's.
    package func step(of name: String) -> Double? {
        points.first { $0.name == name }?.step
    }

    package func registers() -> Registers {
        var registers = Registers()
        registers.largestRead = largestRead
        registers.isWide = isWide
        for table in Registers.Table.allCases {
            let covered = points.filter { $0.writer.table == table }
                .map { $0.writer.address..<$0.writer.address + $0.writer.count }
                .sorted { $0.lowerBound < $1.lowerBound }
            let gap = isStrict ? 0 : table.isBits ? Self.gap.bits : Self.gap.registers
            for range in Self.united(covered, across: gap) { registers.define(table, range) }
        }
        return registers
    }

    /// Ranges that overlap, touch or lie no farther apart as one.
    private static func united(_ ranges: [Range<Int>], across gap: Int) -> [Range<Int>] {
        ranges.reduce(into: []) { united, range in
            if let last = united.last, range.lowerBound <= last.upperBound + gap {
                let end = max(last.upperBound, range.upperBound)
                united[united.count - 1] = last.lowerBound..<min(65_536, end)
            } else {
                united.append(range.lowerBound..<min(65_536, range.upperBound))
            }
        }
    }

    package mutating func advance(
        to seconds: Double, _ noise: Noise, _ registers: inout Registers
    ) {
        count(to: seconds, noise)
        let moment = Moment(plant, noise, seconds)
        for index in points.indices { points[index].show(moment, &registers) }
    }
}
