// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Where clients reach a group of devices: a port or a serial line that can go away and come back.
///
/// A class, because its site's thread opens and closes it while its owner looks at it.
package final class SimulatedLine: Sendable {
    package enum Wire: Hashable, Sendable {
        case tcp
        /// RTU frames over TCP, as behind a serial converter.
        case rtuOverTCP
        case serial
    }

    private struct State {
        var port: UInt16
        var path = ""
        var isOpen = false
    }

    package let wire: Wire
    package let devices: [SimulatedDevice]
    /// What answers instead of devices.
    package let replay: Replay?
    /// How fast characters travel; nil: as fast as the machine can.
    package let pace: Pace?
    private let host: String
    /// A serial line's name that stays the same when it goes away and comes back.
    private let link: String?
    /// By unit id: the device's place in `devices` plus one, 0 where there is none.
    private let places: [UInt16]
    private let state: Lock<State>

    /// Port 0: any that is free, and then that one for good. A serial line is reached through a
    /// symbolic link if it is given one; without, under another path each time it is opened.
    package init(
        _ wire: Wire, devices: [SimulatedDevice], host: String = "127.0.0.1", port: UInt16 = 0,
        link: String? = nil, pace: Pace? = nil, replay: Replay? = nil
    ) throws(SimulatorFault) {
        places = try Self.places(devices)
        self.replay = replay
        (self.wire, self.devices, self.pace) = (wire, devices, pace)
        (self.host, self.link) = (host, link)
        state = Lock(State(port: port))
    }

    /// The port that it has got, 0 before it was first opened and on a serial line.
    package var port: UInt16 { wire == .serial ? 0 : state.withLock { $0.port } }

    /// What a client of a serial line opens; empty before it was first opened and on TCP.
    package var path: String { state.withLock { $0.path } }

    package var isOpen: Bool { state.withLock { $0.isOpen } }

    func device(_ unit: UInt8) -> SimulatedDevice? {
        let place = Int(places[Int(unit)])
        return place == 0 ? nil : devices[place - 1]
    }

    /// Makes it reachable, under the address that it had before.
    func open() throws(SimulatorFault) -> Endpoint {
        let endpoint: Endpoint
        if wire == .serial {
            let terminal = try SimulatorFault.translating { () throws(SystemFault) in
                try PseudoTerminal()
            }
            let path = terminal.path
            if let link {
                try SimulatorFault.translating { () throws(SystemFault) in
                    try File.link(link, to: path)
                }
            }
            state.withLock { $0.path = link ?? path }
            endpoint = Endpoint(self, terminal: terminal, visits: Self.watch(path))
        } else {
            let port = state.withLock { $0.port }
            let listener = try SimulatorFault.translating { () throws(SystemFault) in
                try Listener(address: host, port: port)
            }
            let got = listener.port
            state.withLock { $0.port = got }
            endpoint = Endpoint(self, listener: listener)
        }
        state.withLock { $0.isOpen = true }
        return endpoint
    }

    private static func watch(_ path: String) -> FileWatch? {
        do throws(SystemFault) {
            return try FileWatch(path)
        } catch {
            return nil
        }
    }

    /// Takes its name away; descriptors are closed with the endpoint and its connections.
    func close() {
        state.withLock { $0.isOpen = false }
        if let link { File.remove(link) }
    }

    private static func places(_ devices: [SimulatedDevice]) throws(SimulatorFault) -> [UInt16] {
        var places = [UInt16](repeating: 0, count: 256)
        for (index, device) in devices.enumerated() {
            guard places[Int(device.unit)] == 0 else { throw .duplicateUnit(device.unit) }
            places[Int(device.unit)] = UInt16(index + 1)
        }
        return places
    }
}
