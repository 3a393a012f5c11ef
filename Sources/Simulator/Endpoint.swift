// SPDX-License-Identifier: Apache-2.0
internal import Host

/// An open line: a listener or a terminal.
///
/// A class, because every connection to it points to it.
final class Endpoint: Sendable {
    enum Framing: Sendable { case tcp, rtu }

    let line: SimulatedLine
    /// What to poll for clients, -1 if this is a serial line.
    let listening: CInt
    /// What to read and write if this is a serial line.
    let serial: CInt?
    private let listener: Listener?
    private let terminal: PseudoTerminal?

    init(_ line: SimulatedLine, listener: consuming Listener) {
        self.line = line
        listening = listener.descriptor
        serial = nil
        self.listener = consume listener
        terminal = nil
    }

    init(_ line: SimulatedLine, terminal: consuming PseudoTerminal) {
        self.line = line
        listening = -1
        serial = terminal.device.number
        listener = nil
        self.terminal = consume terminal
    }

    var framing: Framing { line.wire == .tcp ? .tcp : .rtu }

    /// The next client that waits, nil if none does or this is a serial line.
    func accept() throws(SystemFault) -> Descriptor? {
        try listener?.accept()
    }
}
