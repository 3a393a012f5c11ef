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
    let made: [Made]
    /// Indices of points that show what others have written.
    private let views: Set<Int>
    /// Indices of points that show what a counter leaves over, with that counter's.
    private let fractions: [Int: Int]
    let plant: Plant
    /// Indices of the points that count.
    let countingPoints: [Int]
    private let largestRead: Int?
    private let isWide: Bool
    private let isStrict: Bool
    private let hasZeros: Bool
    private let portrait: SelfPortrait
    private let marks: [SimulatedMark]
    private let frame: SunSpecFrame?
    /// What is read with points of them.
    private let blocks: [(table: Registers.Table, addresses: Range<Int>)]
    /// When the counters were summed up to.
    var summed: Double?

    /// Registers, and bits, that a client may read across: more than a read plan does.
    private static let gap = (registers: 16, bits: 256)

    /// The device of a profile. `hasZeros`: what does not exist reads as zero. `unit`: its id,
    /// which some devices have in a register. `favoured`: a point that the device has where not
    /// every device of the profile has it.
    package init(
        _ profile: Profile, unit: UInt8 = 1, isStrict: Bool = false, hasZeros: Bool = false,
        favouring favoured: String? = nil
    ) {
        (self.isStrict, self.hasZeros) = (isStrict, hasZeros)
        portrait = SelfPortrait(profile)
        frame = SunSpecFrame(profile)
        let marks = profile.marks.compactMap { SimulatedMark($0, unit: unit) }
        var settings = Settings(profile.points, favouring: favoured)
        settings.pin(profile.points, marks)
        let present = profile.points.filter { !settings.missing.contains($0.name) }
        let read = present.filter(\.isRead)
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
        made = present.compactMap { Made($0) }
        blocks = read.compactMap { point in
            point.block.map { (Registers.Table(point.readTable), $0.addresses) }
        }
        views = Sharing.views(points)
        fractions = Self.fractions(points, made)
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

    /// How far the points lie from where their profile has them.
    package var offset: Int { frame?.offset ?? 0 }

    /// Points to favour, so that among the devices made with each of them, and with none, every
    /// point is there once.
    package static func favourites(_ profile: Profile) -> [String] {
        var missing = Settings(profile.points).missing
        var favourites: [String] = []
        for point in profile.points where missing.contains(point.name) {
            favourites.append(point.name)
            missing.formIntersection(Settings(profile.points, favouring: point.name).missing)
        }
        return favourites
    }

    package func registers() -> Registers {
        var registers = Registers()
        (registers.largestRead, registers.hasZeros) = (largestRead, hasZeros)
        (registers.portrait, registers.isWide) = (portrait, isWide)
        for table in Registers.Table.allCases {
            let writers = (points.map(\.writer) + marks.map(\.writer)).filter { $0.table == table }
            let framed = table == .holding ? frame.map { [$0.addresses] } ?? [] : []
            let around = blocks.filter { $0.table == table }.map(\.addresses)
            let own = writers.map { $0.address..<$0.address + $0.count }
            let covered = (own + framed + around).sorted { $0.lowerBound < $1.lowerBound }
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
        for index in points.indices where !views.contains(index) {
            if let counter = fractions[index], let rest = points[counter].rest {
                points[index].show(rest: rest, &registers)
            } else {
                points[index].show(moment, &registers)
            }
        }
        for mark in marks { mark.show(&registers) }
        frame?.show(&registers)
        for index in views { points[index].see(registers) }
    }
}
