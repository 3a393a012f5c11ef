// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Simulator

/// The benches' simulated devices, each on a port of its own, in a process of their own.
enum Devices {
    /// Holding registers from address 0 that every read finds changed.
    static let registers = 50

    /// Writes the ports in one line and serves until told to stop.
    static func serve(_ count: Int) throws {
        let signals = try Signals()
        let site = try Site(seed: 1)
        var ports: [String] = []
        for _ in 0..<count {
            let device = SimulatedDevice.block(unit: 1, count: registers)
            ports.append("\(try site.addTCP(devices: [device]))")
        }
        try site.start()
        Environment.write(ports.joined(separator: " ") + "\n")
        var polls = PollSet()
        polls.add(signals.descriptor, .readable)
        repeat { try polls.wait(until: .never) } while try signals.next() != .stop
        site.stop()
    }
}
