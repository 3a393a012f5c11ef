// SPDX-License-Identifier: Apache-2.0
package import Field

/// A device made from its profile: it has the registers that the profile's points cover, and
/// measures what its quantities do over a day.
///
/// Between points that lie close together a profile lets a client read across: there the device
/// has registers that are zero. What lies farther apart, and with `isStrict` everything between
/// two points, does not exist.
///
/// What tells such a device from others it has as well: registers with its code, the answers to
/// functions 17 and 43/14, SunSpec's blocks.
///
/// Power is voltage times current times power factor, counters sum up what flows, dew point and
/// humidity follow the temperature. Devices of one profile differ by their seeds.
package struct ProfileModel: SimulatedModel {
    var points: [SimulatedPoint]
    let plant: Plant
    /// Indices of the points that count.
    let countingPoints: [Int]
    private let largestRead: Int?
    private let isStrict: Bool
    private let hasZeros: Bool
    private let portrait: SelfPortrait
    private let marks: [SimulatedMark]
    private let frame: SunSpecFrame?
    /// When the counters were summed up to.
    var summed: Double?

    /// Registers, and bits, that a client may read across: more than a read plan does.
    private static let gap = (registers: 16, bits: 256)

    /// The device of a profile. `hasZeros`: what does not exist reads as zero. `unit`: its id,
    /// which some devices have in a register.
    package init(
        _ profile: Profile, unit: UInt8 = 1, isStrict: Bool = false, hasZeros: Bool = false
    ) {
        (self.isStrict, self.hasZeros) = (isStrict, hasZeros)
        portrait = SelfPortrait(profile)
        frame = SunSpecFrame(profile)
        let marks = profile.marks.compactMap { SimulatedMark($0, unit: unit) }
        var settings = Settings(profile.points)
        settings.pin(profile.points, marks)
        let read = profile.points.filter {
            $0.dependence.formula == nil && !settings.missing.contains($0.name)
        }
        let offset = UInt16(frame?.offset ?? 0)
        let points = read.map { point in
            var point = point
            point.address += offset
            return SimulatedPoint(point, settings)
        }
        // Where a number is measured, it is shown as it is.
        self.marks = marks.filter { mark in
            mark.isExact || !read.contains { $0.addresses.overlaps(mark.place.addresses) }
        }
        self.points = points
        plant = Plant(points, class: profile.class)
        countingPoints = points.indices.filter { points[$0].isCounter }
        largestRead = profile.link.largestRead
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

    /// How far the points lie from where their profile has them.
    package var offset: Int { frame?.offset ?? 0 }

    package func registers() -> Registers {
        var registers = Registers()
        (registers.largestRead, registers.hasZeros) = (largestRead, hasZeros)
        registers.portrait = portrait
        for table in Registers.Table.allCases {
            let writers = (points.map(\.writer) + marks.map(\.writer)).filter { $0.table == table }
            let framed = table == .holding ? frame.map { [$0.addresses] } ?? [] : []
            let covered = (writers.map { $0.address..<$0.address + $0.count } + framed)
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
        for mark in marks { mark.show(&registers) }
        frame?.show(&registers)
    }
}
