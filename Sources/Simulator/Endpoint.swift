// SPDX-License-Identifier: Apache-2.0
internal import Host

/// Where clients reach a group of devices: a listener or a line.
///
/// A class, because every connection to it points to it.
final class Endpoint: Sendable {
    enum Framing: Sendable { case tcp, rtu }

    let framing: Framing
    /// What to poll for clients, -1 if this is a line.
    let listening: CInt
    /// What to read and write if this is a line.
    let line: CInt?
    private let listener: Listener?
    private let terminal: PseudoTerminal?
    private let devices: [SimulatedDevice]
    /// By unit id: the device's place in `devices` plus one, 0 where there is none.
    private let places: [UInt16]

    /// Devices that clients connect to.
    init(
        _ devices: [SimulatedDevice], _ framing: Framing, listener: consuming Listener
    ) throws(SimulatorFault) {
        places = try Self.places(devices)
        self.devices = devices
        self.framing = framing
        listening = listener.descriptor
        line = nil
        self.listener = consume listener
        terminal = nil
    }

    /// Devices on a serial line.
    init(_ devices: [SimulatedDevice], terminal: consuming PseudoTerminal) throws(SimulatorFault) {
        places = try Self.places(devices)
        self.devices = devices
        framing = .rtu
        listening = -1
        line = terminal.device.number
        listener = nil
        self.terminal = consume terminal
    }

    func device(_ unit: UInt8) -> SimulatedDevice? {
        let place = Int(places[Int(unit)])
        return place == 0 ? nil : devices[place - 1]
    }

    /// The next client that waits, nil if none does or this is a line.
    func accept() throws(SystemFault) -> Descriptor? {
        try listener?.accept()
    }

    /// Broadcasts go to all of them.
    func forEach(_ body: (SimulatedDevice) -> Void) {
        for device in devices { body(device) }
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
