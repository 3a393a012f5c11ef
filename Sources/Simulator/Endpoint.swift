// SPDX-License-Identifier: Apache-2.0
internal import Host

/// An open line: a listener or a terminal.
///
/// A class, because every connection to it points to it.
final class Endpoint: Sendable {
    enum Framing: Sendable { case tcp, rtu }

    let line: SimulatedLine
    /// What to poll for clients that come, on a serial line for those that come and go.
    let listening: CInt
    /// What to read and write if this is a serial line.
    let serial: CInt?
    private let listener: Listener?
    private let terminal: PseudoTerminal?
    /// nil on TCP, and where the kernel has no watch left: then a serial line works, and what a
    /// client has not read waits for the next.
    private let visits: FileWatch?

    init(_ line: SimulatedLine, listener: consuming Listener) {
        self.line = line
        listening = listener.descriptor
        serial = nil
        self.listener = consume listener
        terminal = nil
        visits = nil
    }

    init(
        _ line: SimulatedLine, terminal: consuming PseudoTerminal, visits: consuming FileWatch?
    ) {
        self.line = line
        listening = visits?.number ?? -1
        serial = terminal.device.number
        listener = nil
        self.terminal = consume terminal
        self.visits = consume visits
    }

    var framing: Framing { line.wire == .tcp ? .tcp : .rtu }

    /// The next client that waits, nil if none does or this is a serial line.
    func accept() throws(SystemFault) -> Descriptor? {
        try listener?.accept()
    }

    /// Who has come to a serial line and who has gone since the last call.
    func changes() -> [FileWatch.Change] {
        do throws(SystemFault) {
            return try visits?.changes() ?? []
        } catch {
            return []  // as without a watch
        }
    }

    /// Whether it is known who has it open: on a serial line, as a rule.
    var isWatched: Bool { visits != nil }

    /// Drops what no client of a serial line has read.
    func flush() { terminal?.flush() }
}
