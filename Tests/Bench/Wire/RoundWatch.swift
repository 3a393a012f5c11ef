// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host
internal import Rig

/// The bus under test on lines of its own, and when each device's rounds have brought values.
final class RoundWatch {
    private let bus: Bus
    private let wakeUp: WakeUp
    private let registers: Int
    /// Of each device, when a good value of its first point came.
    private(set) var times: [[Instant]]

    /// Devices whose first registers are read.
    init(_ lines: [Field.Line], registers: Int) throws {
        self.registers = registers
        wakeUp = try WakeUp()
        times = lines.flatMap(\.devices).map { _ in [] }
        bus = try Bus(NumberedLine.numbered(lines), wakeUp: wakeUp)
    }

    static func device(
        _ unit: UInt8, registers: Int, poll: Nanoseconds
    ) -> Device {
        let profile = Profile.registers(at: Array(0..<registers))
        return Device(id: "d\(unit)", profile: profile, unit: unit, domain: "env", poll: poll)
    }

    /// Answers on all lines so far.
    var answers: Int { bus.counters.values.reduce(0) { $0 + $1.answers } }

    func forget() { times = times.map { _ in [] } }

    func watch(for time: Nanoseconds) throws {
        let end = Clock.now() + time
        var polls = PollSet()
        polls.add(wakeUp.descriptor, .readable)
        while Clock.now() < end {
            try polls.wait(until: end)
            wakeUp.clear()
            bus.drain(isBehind: false) { readings in
                for index in readings.indices { take(readings[index]) }
                return false
            }
        }
    }

    private func take(_ reading: Reading) {
        guard reading.kind == .value, reading.quality == .good else { return }
        let (device, point) = Int(reading.point).quotientAndRemainder(dividingBy: registers)
        if point == 0 { times[device].append(reading.time) }
    }

    func stop() { bus.stop() }
}
