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

    private static func port(_ word: Substring) -> UInt16? {
        guard !word.isEmpty else { return 502 }
        guard word.first == ":", let port = UInt16(word.dropFirst()), port > 0 else { return nil }
        return port
    }
}
