// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Simulator
import Testing

/// What libmodbus, by way of mbpoll, makes of each fault on a serial line.
@Suite(.serialized) struct ForeignFaultTests {
    /// All that mbpoll says about one read.
    private func mbpoll(_ place: String) throws -> String {
        let pipe = try Pipe()
        var child = try Child(
            "/usr/bin/mbpoll",
            ["-m", "rtu", "-b", "9600", "-P", "none", "-a", "1", "-r", "1", "-c", "4", "-t", "4"]
                + ["-1", "-o", "0.3", place],
            output: pipe.writing.number, error: pipe.writing.number)
        let output = pipe.keepReading()
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let deadline = Clock.now() + .seconds(30)
        reading: while true {
            var set = PollSet()
            set.add(output.number, .readable)
            try #require(try set.wait(until: deadline) > 0, "mbpoll does not end")
            switch try output.read(into: &buffer, at: 0) {
            case .bytes(let count): text += buffer.prefix(count)
            case .closed: break reading
            case .wouldBlock: continue
            }
        }
        _ = child.wait()
        return String(decoding: text, as: UTF8.self)
    }

    /// What it says where it gets no values; where it may get some, nothing is expected.
    static let words: [(InjectedFault, [String])] = [
        (.late, ["Connection timed out"]), (.dead, ["Connection timed out"]),
        (.crc, ["Invalid CRC"]),
        (.foreign, ["Response not from requested slave"]),
        (.exception, ["Slave device or server failure"]),
        (.hole, ["Illegal data address"]),
        (.busy, ["Slave device or server is busy"]),
        (
            .noise,
            ["Invalid CRC", "Response not from requested slave", "Invalid data", "timed out"]
        ),
        (.dropped, ["Connection timed out", "Invalid CRC", "Response not from requested slave"]),
        (.echo, ["Invalid CRC", "Invalid data", "Response not from requested slave", "timed out"]),
        (.vanish, ["Connection timed out", "Input/output error", "Connection reset"]),
    ]

    @Test(arguments: words)
    func `another implementation sees the fault for what it is`(
        fault: InjectedFault, words: [String]
    ) throws {
        for seed: UInt64 in 1...2 {
            let site = try Site(seed: seed)
            var registers = Registers()
            registers.store([17, 18, 19, 20], .holding, 0)
            let device = SimulatedDevice(unit: 1, registers: registers)
            let line = try SimulatedLine(.serial, devices: [device])
            try site.add(line)
            try site.start()
            device.with { $0.behaviour.injection = Injection(fault) }
            let said = try mbpoll(line.path)
            #expect(words.contains(where: said.contains), "\(fault): \(said)")
            #expect(device.with { $0.labels.keys.sorted { $0.rawValue < $1.rawValue } } == [fault])
            site.stop()
        }
    }

    @Test func `without a fault it reads the values, with two devices now and then`() throws {
        var broken = 0
        for seed: UInt64 in 1...8 {
            let site = try Site(seed: seed)
            var registers = Registers()
            registers.store([17, 18, 19, 20], .holding, 0)
            let device = SimulatedDevice(unit: 1, registers: registers)
            let line = try SimulatedLine(.serial, devices: [device])
            try site.add(line)
            try site.start()
            if seed > 1 { device.with { $0.behaviour.injection = Injection(.duplicate) } }
            let said = try mbpoll(line.path)
            let isRead = said.contains("[1]: \t17") && said.contains("[4]: \t20")
            if seed == 1 { #expect(isRead, "\(said)") }
            if !isRead { broken += 1 }
            site.stop()
        }
        #expect((1...6).contains(broken))
    }
}
