// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host
internal import Rig

/// The bus under test on a paced line, and what comes up from it.
final class WireReader {
    private let bus: Bus
    private let wakeUp: WakeUp
    private let units: [UInt8]
    private let starts: Set<Int>
    private let addresses: [Int]
    /// Rounds of each unit that brought all values.
    private(set) var rounds: [UInt8: Int] = [:]
    /// Values that are not what the unit holds there.
    private(set) var misnamed = 0
    /// What says which exchange it is of.
    private(set) var taken: [PacedLine.Taken] = []
    private var good: [UInt8: Int] = [:]

    /// Units of these holding registers, each read without a pause.
    init(
        _ port: String, _ speed: SerialSpeed, units: [UInt8], blocks: [Range<Int>] = [0..<50],
        timeout: Nanoseconds = .seconds(1), retries: Int = 0
    ) throws {
        self.units = units
        starts = Set(blocks.map(\.lowerBound))
        addresses = blocks.flatMap(Array.init)
        let profile = Profile.registers(at: addresses)
        let devices = units.map { unit in
            var device = Device(
                id: "d\(unit)", profile: profile, unit: unit, domain: "env", poll: .zero)
            (device.timeout, device.retries) = (timeout, retries)
            return device
        }
        let line = Field.Line(
            id: "line", link: .serial(port: port, speed, echo: false), devices: devices)
        wakeUp = try WakeUp()
        bus = try Bus(NumberedLine.numbered([line]), wakeUp: wakeUp)
    }

    func forget() { rounds = [:] }

    /// Takes readings for so long, or until it is enough.
    func read(for time: Nanoseconds, until isEnough: () -> Bool = { false }) throws {
        let end = Clock.now() + time
        var polls = PollSet()
        polls.add(wakeUp.descriptor, .readable)
        while Clock.now() < end, !isEnough() {
            try polls.wait(until: min(end, Clock.now() + .milliseconds(100)))
            wakeUp.clear()
            drain()
        }
    }

    private func drain() {
        bus.drain(isBehind: false) { readings in
            for index in readings.indices { take(readings[index]) }
            return false
        }
    }

    /// When each request left, as far as the line still knows all of them.
    var sent: [Instant] {
        let records = bus.capture(of: "line", from: 0, atMost: .max) ?? []
        return records.first?.number == 0 ? records.filter { $0.kind == .sent }.map(\.time) : []
    }

    private func take(_ reading: Reading) {
        if reading.kind == .scanEnd {
            let unit = units[Int(reading.point)]
            if good[unit] == addresses.count { rounds[unit, default: 0] += 1 }
            good[unit] = 0
            return
        }
        guard reading.quality == .good else { return }
        let unit = units[Int(reading.point) / addresses.count]
        let address = addresses[Int(reading.point) % addresses.count]
        good[unit, default: 0] += 1
        if address % 2 == 0 {
            if reading.bits != UInt64(PacedLine.value(unit, address, 0)) { misnamed += 1 }
        } else if starts.contains(address - 1) {
            taken.append(
                PacedLine.Taken(
                    number: UInt16(truncatingIfNeeded: reading.bits), unit: unit,
                    address: address - 1, time: reading.time))
        }
    }

    /// Ends the line, and takes what is left.
    func stop() {
        bus.stop()
        drain()
    }
}

extension Profile {
    /// Holding registers, one point each.
    static func registers(at addresses: [Int]) -> Profile {
        var profile = Profile(id: "bench", vendor: "bench", model: "bench", class: "other")
        profile.points = addresses.map {
            Point(
                name: "r\($0)", table: .holding, address: UInt16($0), encoding: .uint16,
                quantity: "other")
        }
        return profile
    }
}

extension NumberedLine {
    /// Lines with their devices and points counted through, as the agent does it.
    static func numbered(_ lines: [Field.Line]) -> [NumberedLine] {
        var (device, point): (UInt32, UInt32) = (0, 0)
        return lines.map { line in
            let devices = line.devices.map { each in
                defer {
                    device += 1
                    point += UInt32(each.points.count)
                }
                return NumberedDevice(each, number: device, firstPoint: point)
            }
            return NumberedLine(line, devices: devices)
        }
    }
}
