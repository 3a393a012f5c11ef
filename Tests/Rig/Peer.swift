// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// What a Modbus peer speaks.
package enum Wire: String, CaseIterable, Sendable {
    case tcp = "--tcp"
    case rtuOverTCP = "--rtu-over-tcp"
    /// On a pseudo-terminal: any baud rate is accepted and none is kept.
    case rtu = "--rtu-pty"
}

/// Where a client finds a Modbus peer.
package enum Endpoint: Hashable, Sendable {
    /// A port of 127.0.0.1.
    case tcp(port: UInt16)
    /// A terminal, /dev/pts/N.
    case serial(path: String)

    /// The port, 0 on a serial line.
    package var port: UInt16 {
        if case .tcp(let port) = self { port } else { 0 }
    }

    /// The terminal's path, empty on TCP.
    package var path: String {
        if case .serial(let path) = self { path } else { "" }
    }
}

/// Starts the scripts in `Peers`.
enum Peer {
    /// More attempts than ports that can be lost to others by chance.
    private static let attempts = 5

    /// Starts a script and waits until it serves. `firstLine` is what it reads first. On TCP it
    /// serves at `port`; without one, at a free port.
    static func start(
        _ script: String, _ wire: Wire, _ options: [String], firstLine: String?, port: UInt16?
    ) throws(RigFault) -> (program: Program, endpoint: Endpoint) {
        var last = RigFault.notReady(program: script, said: "")
        for _ in 0..<(port == nil ? attempts : 1) {
            var place: [String] = []
            if wire != .rtu {
                let free = try freePort()
                place = ["--port", "\(port ?? free)"]
            }
            let program = try Program(
                "/usr/bin/python3", [path(script), wire.rawValue] + place + options)
            if let firstLine { try program.send(firstLine) }
            if let endpoint = endpoint(try program.next(within: .seconds(30)), wire) {
                return (program, endpoint)
            }
            last = program.notReady()
        }
        throw last
    }

    /// Sends a peer a command and waits for its `ok`.
    static func tell(_ program: Program, _ command: String) throws(RigFault) {
        try program.send(command)
        guard try program.next(within: .seconds(10))?.text == "ok" else { throw program.notReady() }
    }

    private static func path(_ script: String) -> String {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        return "/\(folder)/Peers/\(script)"
    }

    private static func endpoint(_ line: Line?, _ wire: Wire) -> Endpoint? {
        guard let line, line.text.hasPrefix("ready ") else { return nil }
        let place = String(line.text.dropFirst("ready ".count))
        return wire == .rtu ? .serial(path: place) : UInt16(place).map { .tcp(port: $0) }
    }
}
