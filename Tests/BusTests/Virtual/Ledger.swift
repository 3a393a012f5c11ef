// SPDX-License-Identifier: Apache-2.0
import Bus
import Field

/// Books what comes up from a line: every point once a scan, one end a scan, and every good value
/// checked against what the world holds.
struct Ledger {
    private struct Owner {
        var device: Int
        var unit: UInt8
        var point: Point
        /// Which round of its device brings it; nil for none.
        var round: UInt8?
    }

    struct Device {
        /// Points of each round that its present scan has brought.
        var open: [Set<UInt32>]
        /// Points of each round.
        var points: [Int]
        var ends = 0
        var endTimes: [Instant] = []
        /// Of each round.
        var roundEnds: [[Instant]]
        var skipped = 0
    }

    private var owners: [UInt32: Owner] = [:]
    private(set) var devices: [Device] = []
    private var numbers: [UInt32: Int] = [:]
    /// The request that went out last: a good value must come from it.
    var request: VirtualLine.Sent?
    private(set) var good = 0
    private(set) var qualities: [Quality: Int] = [:]
    private(set) var wrongNames = 0
    /// Right name, from an answer to an earlier request.
    private(set) var oldValues = 0
    /// A point twice in a scan, or missing at its end.
    private(set) var irregular = 0
    var keepsTimes = false
    private(set) var last: [UInt32: Reading] = [:]
    /// Whether the devices have the world's 64-bit blocks.
    var checksBlocks = true

    init(_ line: NumberedLine) {
        for (index, device) in line.devices.enumerated() {
            let points = device.device.points
            let rounds = PollRounds(device.device)
            for (place, point) in points.enumerated() {
                owners[device.firstPoint + UInt32(place)] = Owner(
                    device: index, unit: device.device.unit, point: point,
                    round: rounds.round[place])
            }
            numbers[device.number] = index
            let counts = rounds.rounds.map(\.points.count)
            devices.append(
                Device(
                    open: counts.map { _ in [] }, points: counts,
                    roundEnds: counts.map { _ in [] }))
        }
    }

    mutating func take(_ readings: [Reading], _ now: Instant) {
        for reading in readings {
            if reading.kind == .scanEnd { end(reading) } else { book(reading) }
        }
    }

    private mutating func end(_ reading: Reading) {
        guard let index = numbers[reading.point] else {
            irregular += 1
            return
        }
        let round = Int(reading.round)
        if devices[index].open[round].count != devices[index].points[round] { irregular += 1 }
        devices[index].open[round] = []
        devices[index].ends += 1
        devices[index].skipped += Int(reading.skipped)
        if keepsTimes {
            devices[index].endTimes.append(reading.time)
            devices[index].roundEnds[round].append(reading.time)
        }
    }

    private mutating func book(_ reading: Reading) {
        guard let owner = owners[reading.point], let round = owner.round.map(Int.init) else {
            irregular += 1
            return
        }
        if !devices[owner.device].open[round].insert(reading.point).inserted { irregular += 1 }
        qualities[reading.quality, default: 0] += 1
        last[reading.point] = reading
        guard reading.quality == .good else { return }
        good += 1
        guard checksBlocks, let request else { return }
        if owner.point.table.isBits {
            var asked = request.request
            (asked.unit, asked.function) = (owner.unit, owner.point.table.function)
            let on = World.coil(asked, Int(owner.point.address))
            if reading.bits != (on ? 1 : 0) { wrongNames += 1 }
            return
        }
        let name = World.bits(
            owner.unit, owner.point.table.function, Int(owner.point.address), 0)
        if reading.bits & ~0xFFFF_FFFF != name { wrongNames += 1 }
        if reading.bits & 0xFFFF_FFFF != UInt64(request.number) { oldValues += 1 }
    }
}
