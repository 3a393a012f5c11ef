// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Host

/// A running bus and what has come from it, held as the pump holds it.
///
/// A class, because it stops its threads when it goes.
final class Station {
    let bus: Bus
    private let wakeUp: WakeUp
    private var polls = PollSet()
    /// The newest reading of each point.
    private(set) var last: [UInt32: Reading] = [:]
    private(set) var good: [UInt32: Int] = [:]
    private(set) var scans: [UInt32: Int] = [:]
    private(set) var qualities: [Quality: Int] = [:]
    /// Good values that are not what their register holds.
    private(set) var wrong: [Reading] = []
    /// Gets each good reading.
    var onGood: (Reading) -> Void = { _ in }
    private var expected: [UInt32: UInt64]
    private var lines: [NumberedLine]

    /// `expected`: what good readings of these points must be.
    init(_ lines: [NumberedLine], expected: [UInt32: UInt64] = [:]) throws {
        self.expected = expected
        self.lines = lines
        wakeUp = try WakeUp()
        bus = try Bus(lines, wakeUp: wakeUp)
        polls.add(wakeUp.descriptor, .readable)
    }

    deinit { bus.stop() }

    /// Lines of these devices, with what a good reading of each point must be.
    convenience init(_ lines: [Line]) throws {
        let (numbered, expected) = Self.numbered(lines)
        try self.init(numbered, expected: expected)
    }

    /// Has the bus go on with other lines, whose devices have other numbers.
    func change(to lines: [Line]) throws {
        let (numbered, wanted) = Self.numbered(lines)
        let same = Set(lines)
        bus.rest(Set(self.lines.map(\.line).filter { !same.contains($0) }.map(\.id)))
        while !bus.isAtRest {
            try polls.wait(until: Clock.now() + .milliseconds(20))
            wakeUp.clear()
            drain()
        }
        bus.pause()
        drain()
        for mark in bus.takeRest().marks { book(mark) }
        (expected, last, good, scans) = (wanted, [:], [:], [:])
        try bus.resume(numbered, before: self.lines)
        self.lines = numbered
    }

    private static func numbered(_ lines: [Line]) -> ([NumberedLine], [UInt32: UInt64]) {
        var numbered: [NumberedLine] = []
        var expected: [UInt32: UInt64] = [:]
        var (device, point): (UInt32, UInt32) = (0, 0)
        for line in lines {
            var devices: [NumberedDevice] = []
            for each in line.devices {
                devices.append(NumberedDevice(each, number: device, firstPoint: point))
                for (index, wanted) in each.points.enumerated() {
                    expected[point + UInt32(index)] = Holdings.value(Int(each.unit), wanted)
                }
                device += 1
                point += UInt32(each.points.count)
            }
            numbered.append(NumberedLine(line, devices: devices))
        }
        return (numbered, expected)
    }

    /// Takes what comes until `isEnough`; false when the time was over before.
    func gather(_ time: Nanoseconds = .seconds(30), until isEnough: (Station) -> Bool) throws
        -> Bool
    {
        let deadline = Clock.now() + time
        while true {
            drain()
            if isEnough(self) { return true }
            if Clock.now() >= deadline { return false }
            try polls.wait(until: min(deadline, Clock.now() + .milliseconds(20)))
            wakeUp.clear()
        }
    }

    /// Takes what comes for a while.
    func gather(for time: Nanoseconds) throws { _ = try gather(time) { _ in false } }

    /// Whether all points' newest readings are of this quality.
    func isAll(_ quality: Quality) -> Bool {
        last.count == expected.count && last.values.allSatisfy { $0.quality == quality }
    }

    /// Forgets what has come.
    func forget() {
        drain()
        (last, good, scans, qualities, wrong) = ([:], [:], [:], [:], [])
    }

    func drain() {
        bus.drain(isBehind: false) { readings in
            for index in readings.indices { book(readings[index]) }
            return false
        }
    }

    private func book(_ reading: Reading) {
        if reading.kind == .scanEnd { return scans[reading.point, default: 0] += 1 }
        last[reading.point] = reading
        qualities[reading.quality, default: 0] += 1
        guard reading.quality == .good else { return }
        good[reading.point, default: 0] += 1
        onGood(reading)
        if let wanted = expected[reading.point], wanted != reading.bits { wrong.append(reading) }
    }
}

/// What the registers of all slaves hold: from their address and unit, so that a value under a
/// wrong name shows.
enum Holdings {
    static func word(_ unit: Int, _ address: Int) -> UInt16 {
        UInt16(truncatingIfNeeded: address * 257 + unit * 7_919)
    }

    static func bit(_ unit: Int, _ address: Int) -> Bool { word(unit, address) >> 3 & 1 == 1 }

    static func value(_ unit: Int, _ point: Point) -> UInt64 {
        let address = Int(point.address)
        if point.table.isBits { return bit(unit, address) ? 1 : 0 }
        return point.addresses.reduce(0) { $0 << 16 | UInt64(word(unit, $1)) }
    }
}
