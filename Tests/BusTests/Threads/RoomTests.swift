// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Host
import Simulator
import Testing

@Suite("When nobody takes the readings")
struct RoomTests {
    private static let points = 10

    /// Register `address` is address × 263 + the number of the read, so that a lost read shows.
    private func device(_ id: String, _ number: UInt32, poll: Nanoseconds) -> NumberedDevice {
        var profile = Profile(id: "block", vendor: "V", model: "M", class: "other")
        profile.points = (0..<Self.points).map {
            Point(
                name: "p\($0)", table: .holding, address: UInt16($0), encoding: .uint16,
                quantity: "other")
        }
        let device = Device(id: id, profile: profile, unit: 1, domain: "env", poll: poll)
        return NumberedDevice(device, number: number, firstPoint: number * UInt32(Self.points))
    }

    @Test("a line without a pause waits and loses nothing, one with periods counts what it loses")
    func room() throws {
        let site = try Site(seed: 1)
        let served = SimulatedDevice.block(unit: 1, count: Self.points)
        let port = try site.addTCP(devices: [served])
        let path = try site.addPseudoTerminal(
            devices: [SimulatedDevice.block(unit: 1, count: Self.points)])
        try site.start()
        defer { site.stop() }
        let fast = device("fast", 0, poll: .zero)
        let paced = device("paced", 1, poll: .milliseconds(5))
        let speed = SerialSpeed(baud: 115_200)
        let bus = try Bus(
            [
                NumberedLine(
                    Line(
                        id: "tcp", link: .tcp(host: "127.0.0.1", port: port), devices: [fast.device]
                    ),
                    devices: [fast]),
                NumberedLine(
                    Line(
                        id: "serial", link: .serial(port: path, speed, echo: false),
                        devices: [paced.device]),
                    devices: [paced]),
            ], wakeUp: try WakeUp())
        defer { bus.stop() }
        try wait { bus.refused > 0 }

        var reads: [UInt64] = []
        try wait {
            bus.drain(isBehind: false) { readings in
                for index in readings.indices where readings[index].kind == .value {
                    if readings[index].point == 0 { reads.append(readings[index].bits) }
                }
                return false
            }
            return reads.count > 1_000
        }
        #expect(reads == (0..<UInt64(reads.count)).map { $0 & 0xFFFF })
    }

    /// A mark says how many periods were passed over since the one before it. Each round ends
    /// within a period of when it was due, so that periods and the clock differ by less than one.
    @Test("every period is accounted for")
    func periods() throws {
        let site = try Site(seed: 1)
        let port = try site.addTCP(
            devices: [SimulatedDevice.block(unit: 1, count: Self.points)])
        try site.start()
        defer { site.stop() }
        let paced = device("paced", 0, poll: .milliseconds(5))
        let line = Line(
            id: "tcp", link: .tcp(host: "127.0.0.1", port: port), devices: [paced.device])
        let bus = try Bus([NumberedLine(line, devices: [paced])], wakeUp: try WakeUp())
        defer { bus.stop() }
        try wait { bus.refused > 50 * Self.points }

        var marks: [Reading] = []
        func drain() {
            bus.drain(isBehind: false) { readings in
                for index in readings.indices where readings[index].kind == .scanEnd {
                    marks.append(readings[index])
                }
                return false
            }
        }
        try wait {
            drain()
            return marks.count > 100
        }
        // The line goes on: a reading that it has just refused is told by a mark yet to come.
        try wait {
            drain()
            return marks.reduce(0) { $0 + $1.refused } == bus.refused
        }
        let first = try #require(marks.first)
        for mark in marks {
            let passed = marks.prefix { $0.time <= mark.time }.dropFirst()
            let periods = passed.reduce(0) { $0 + Int64($1.skipped) + 1 }
            let time = paced.device.poll * periods - (mark.time - first.time)
            #expect(time > .zero - paced.device.poll && time < paced.device.poll)
        }
        #expect(marks.contains { $0.skipped >= 49 })
    }

    /// The line has time to find no room; were it too slow for that, the test would prove less.
    @Test("texts of a line on which nothing is due come when there is room again")
    func texts() throws {
        let site = try Site(seed: 1)
        let port = try site.addTCP(devices: [Slaves.device(1)])
        try site.start()
        defer { site.stop() }
        var text = Plant.point(.holding, 0, .string)
        (text.kind, text.length) = (.text, 4)
        var value = Plant.point(.holding, 10, .uint16)
        value.group = .demand
        let line = Plant.line(
            .tcp(host: "127.0.0.1", port: port), [Plant.device(1, [text, value])])
        let bus = try Bus([line], wakeUp: try WakeUp())
        defer { bus.stop() }
        while bus.texts.send(DeviceText(device: 9, text: 0, words: [])) {}
        let end = Clock.now() + .milliseconds(500)
        try wait { Clock.now() >= end }
        var came: [DeviceText] = []
        try wait {
            var some: [DeviceText] = []
            bus.texts.take(into: &some)
            came += some.filter { $0.device == 0 }
            return !came.isEmpty
        }
        let words = (0..<4).map { Holdings.word(1, $0) }
        #expect(came == [DeviceText(device: 0, text: 0, words: words)])
    }

    private func wait(until isSo: () -> Bool) throws {
        let deadline = Clock.now() + .seconds(30)
        var pause = PollSet()
        while !isSo() {
            try #require(Clock.now() < deadline)
            try pause.wait(until: Clock.now() + .milliseconds(2))
        }
    }
}
