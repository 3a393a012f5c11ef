// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

extension ServeLoop {
    /// Serves what poll has found; true if connections came or went.
    mutating func serveReady(_ ready: Int) -> Bool {
        var changed = noticeVisits()
        var left = ready - (pollSet[0] == [] ? 0 : 1)
        let first = 1 + endpoints.count
        for index in 0..<connections.count where left > 0 && pollSet[first + index] != [] {
            left -= 1
            let connection = connections[index]
            // While a reply waits only a hang-up is reported, and then nobody waits for it.
            if connection.waiting == .reply || !receive(connection) {
                connection.ended = true
                changed = true
            } else {
                pollSet.set(first + index, connection.number, connection.events)
            }
        }
        for index in 0..<endpoints.count where left > 0 && pollSet[1 + index] != [] {
            left -= 1
            accept(endpoints[index])
            changed = true
        }
        return changed
    }

    /// Before requests are read: they may be the next client's.
    private mutating func noticeVisits() -> Bool {
        var changed = false
        for index in endpoints.indices where pollSet[1 + index] != [] {
            let line = connections.first { $0.endpoint === endpoints[index] && !$0.ended }
            guard endpoints[index].serial != nil, let line, line.takeLeaving() else { continue }
            // What was said last is still obeyed, such as a broadcast, and answered to nobody; the
            // kernel may hand it over later still.
            if !line.hasClient() { _ = receive(line) }
            line.forget()
            changed = true
        }
        return changed
    }

    /// Does what was waiting for this moment and finds the next; true if the poll set changes.
    mutating func passTime() -> Bool {
        var changed = false
        earliest = .never
        if acceptAgain <= now {
            acceptAgain = .never
            changed = true
        }
        for line in absent where line.due <= now { changed = bring(line.line) || changed }
        for connection in connections where !connection.ended && connection.due <= now {
            changed = true
            if !pass(connection) { connection.ended = true }
        }
        for connection in connections where !connection.ended {
            earliest = min(earliest, connection.due)
        }
        earliest = absent.reduce(min(earliest, acceptAgain)) { min($0, $1.due) }
        return changed
    }

    /// False when the connection ends.
    private mutating func pass(_ connection: Connection) -> Bool {
        guard connection.deliver(at: now) else { return false }
        let waited = connection.waiting
        if waited == .reply {
            if connection.isReplying { return true }
            connection.wait(for: .nothing, until: .never)
            return process(connection, quiet: false)
        }
        guard connection.until <= now else { return true }
        connection.wait(for: .nothing, until: .never)
        return switch waited {
        case .nothing, .reply: true
        case .rest: false
        case .silence: process(connection, quiet: true)
        }
    }

    private mutating func accept(_ endpoint: Endpoint) {
        do {
            while let socket = try endpoint.accept() {
                let open = connections.count { $0.endpoint === endpoint && !$0.ended }
                guard open < Self.connectionLimit else { continue }  // and the socket closes
                connections.append(Connection(endpoint, socket: socket))
            }
        } catch {
            acceptAgain = now + Self.acceptPause
            earliest = min(earliest, acceptAgain)
        }
    }
}
