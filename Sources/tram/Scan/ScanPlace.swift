// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Where to look for units, as it was written.
enum ScanPlace: Hashable {
    /// A bus of the running service.
    case bus(String)
    /// A serial port.
    case port(String)
    case host(String, UInt16)

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

    var isPort: Bool {
        if case .port = self { true } else { false }
    }

    /// The flags of `tram device add` for it. `speed`: of a serial port.
    func flags(_ speed: SerialSpeed?) -> [String] {
        switch self {
        case .bus(let id): return ["--bus", id]
        case .port(let path):
            let settings = speed.map { ["--baud", "\($0.baud)", "--mode", $0.mode.text] }
            return ["--port", path] + (settings ?? [])
        case .host(let host, let port): return ["--host", Link.tcp(host: host, port: port).address]
        }
    }

    private static func port(_ word: Substring) -> UInt16? {
        guard !word.isEmpty else { return 502 }
        guard word.first == ":", let port = UInt16(word.dropFirst()), port > 0 else { return nil }
        return port
    }
}
