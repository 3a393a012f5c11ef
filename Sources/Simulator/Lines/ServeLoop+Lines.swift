// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

extension ServeLoop {
    /// A line that has gone away by itself, and when it comes back.
    struct Absent {
        let line: SimulatedLine
        var due: Instant
    }

    /// How an order to open or close a line ended.
    ///
    /// A class, because who ordered waits for it on another thread.
    final class Ticket: Sendable {
        let wakeUp: WakeUp
        private let fault = Lock<SimulatorFault?>(nil)

        init() throws(SystemFault) { wakeUp = try WakeUp() }

        /// Waits until it is done.
        func wait() throws(SimulatorFault) {
            var polls = PollSet()
            polls.add(wakeUp.descriptor, .readable)
            try SimulatorFault.translating { () throws(SystemFault) in
                while try polls.wait(until: .never) == 0 {}
            }
            if let fault = fault.withLock({ $0 }) { throw fault }
        }

        func fail(_ reason: SimulatorFault) { fault.withLock { $0 = reason } }
    }

    func isOpen(_ line: SimulatedLine) -> Bool { endpoints.contains { $0.line === line } }

    mutating func serve(_ endpoint: Endpoint) {
        endpoints.append(endpoint)
        if let number = endpoint.serial {
            connections.append(Connection(endpoint, serial: number))
        }
    }

    /// Opens a line that is closed, under its own address.
    mutating func open(_ line: SimulatedLine) throws(SimulatorFault) {
        absent.removeAll { $0.line === line }
        if !isOpen(line) { serve(try line.open()) }
    }

    /// Closes a line; its descriptors go with the next poll set.
    mutating func close(_ line: SimulatedLine) {
        absent.removeAll { $0.line === line }
        endpoints.removeAll { $0.line === line }
        for connection in connections where connection.endpoint.line === line {
            connection.ended = true
        }
        line.close()
    }

    /// Lines that a fault has taken away: they come back by themselves.
    mutating func vanish() -> Bool {
        guard !vanishing.isEmpty else { return false }
        for line in vanishing {
            close(line)
            let due = now + Injection.absence
            absent.append(Absent(line: line, due: due))
            earliest = min(earliest, due)
        }
        vanishing.removeAll()
        return true
    }

    /// Brings a vanished line back, or tries again after as long a time.
    mutating func bring(_ line: SimulatedLine) -> Bool {
        do throws(SimulatorFault) {
            try open(line)
            return true
        } catch {
            absent.append(Absent(line: line, due: now + Injection.absence))
            return false
        }
    }
}
