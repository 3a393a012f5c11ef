// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Where to look for units, as it was written.
enum ScanPlace: Hashable {
    /// A bus of the running service.
    case bus(String)
    /// A serial port.
    case port(String)
    /// Modbus TCP.
    case host(String, UInt16)
    /// A host that passes RTU frames on.
    case converter(String, UInt16)

    /// A path is a port; what has a dot or a colon is a host; anything else a bus. nil for a host
    /// whose port is none.
    init?(_ word: String) {
        if word.hasPrefix("/") {
            self = .port(word)
        } else if word.hasPrefix("["), let end = word.lastIndex(of: "]") {
            let rest = word[word.index(after: end)...]
            guard let port = Self.port(rest) else { return nil }
            self = .host(String(word[word.index(after: word.startIndex)..<end]), port)
        } else if let colon = word.firstIndex(of: ":"), colon == word.lastIndex(of: ":") {
            guard colon > word.startIndex, let port = Self.port(word[colon...]) else { return nil }
            self = .host(String(word[..<colon]), port)
        } else if word.contains(".") || word.contains(":") || word == "localhost" {
            self = .host(word, 502)
        } else {
            self = .bus(word)
        }
    }

    /// Where a link leads.
    init(_ link: Link) {
        switch link {
        case .serial(let port, _, _): self = .port(port)
        case .tcp(let host, let port): self = .host(host, port)
        case .rtuOverTCP(let host, let port, _): self = .converter(host, port)
        }
    }

    /// The line that a command opens itself; nil for a bus of the service.
    func link(_ speed: SerialSpeed) -> Link? {
        switch self {
        case .bus: nil
        case .port(let path): .serial(port: path, speed, echo: false)
        case .host(let host, let port): .tcp(host: host, port: port)
        case .converter(let host, let port): .rtuOverTCP(host: host, port: port, speed)
        }
    }

    var isBus: Bool {
        if case .bus = self { true } else { false }
    }

    /// A bus's id, else where it leads.
    var name: String {
        if case .bus(let id) = self { id } else { link(SerialSpeed())?.address ?? "" }
    }

    /// What `tram scan` and `tram identify` need beside it.
    var flag: String {
        if case .converter = self { " --rtu-over-tcp" } else { "" }
    }

    /// The flags of `tram device add` for it. `speed`: of a serial port.
    func flags(_ speed: SerialSpeed?) -> [String] {
        switch self {
        case .bus(let id): return ["--bus", id]
        case .port(let path):
            let settings = speed.map { ["--baud", "\($0.baud)", "--mode", $0.mode.text] }
            return ["--port", path] + (settings ?? [])
        case .host(let host, let port): return ["--host", Link.tcp(host: host, port: port).address]
        case .converter(let host, let port):
            let address = Link.tcp(host: host, port: port).address
            return ["--host", address, "--rtu-over-tcp"] + (speed?.unusual ?? [])
        }
    }

    private static func port(_ word: Substring) -> UInt16? {
        guard !word.isEmpty else { return 502 }
        guard word.first == ":", let port = UInt16(word.dropFirst()), port > 0 else { return nil }
        return port
    }
}

extension SerialSpeed {
    /// The flags for it, where they say something.
    var unusual: [String] {
        self == SerialSpeed() ? [] : ["--baud", "\(baud)", "--mode", mode.text]
    }
}
