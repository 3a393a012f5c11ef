// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Where a hub listens: `mqtt://host[:1883]` or `mqtts://host[:8883]`, an IPv6 address in brackets.
/// Nothing else is understood: no user name, path, query or zone.
package struct Address: Hashable, Sendable, CustomStringConvertible {
    /// Longer text is not an address (a name has at most 253 characters).
    package static let longestText = 300

    /// Without brackets.
    package let host: String
    package let port: UInt16
    /// `mqtts://`: TLS from the first byte.
    package let isEncrypted: Bool

    /// What is wrong with an address.
    package enum Mistake: String, Hashable, CaseIterable, Sendable {
        case tooLong, scheme, userName, host, port, rest
    }

    package init(_ text: String) throws(HubFault) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.longestText else {
            throw .address(String(text.prefix(40)), .tooLong)
        }
        let encrypted = bytes.starts(with: "mqtts://".utf8)
        guard encrypted || bytes.starts(with: "mqtt://".utf8) else { throw .address(text, .scheme) }
        let rest = bytes[(encrypted ? 8 : 7)...]
        guard !rest.contains(UInt8(ascii: "@")) else { throw .address("…", .userName) }
        guard !rest.contains(where: { "/?#".utf8.contains($0) }) else {
            throw .address(text, .rest)
        }

        let (name, tail) = Self.split(rest)
        guard let host = Self.host(name) else { throw .address(text, .host) }
        guard let port = Self.port(tail, default: encrypted ? 8_883 : 1_883) else {
            throw .address(text, .port)
        }
        self.host = host
        self.port = port
        isEncrypted = encrypted
    }

    package var description: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return "\(isEncrypted ? "mqtts" : "mqtt")://\(name):\(port)"
    }

    /// Whether what is sent there stays in this machine.
    package var isLoopback: Bool {
        var four = in_addr()
        if unsafe inet_pton(AF_INET, host, &four) == 1 {
            return UInt32(bigEndian: four.s_addr) >> 24 == 127
        }
        return host == "localhost" || Self.isSixLoopback(host)
    }

    /// A user name and password over an open line are refused, unless the line is this machine's
    /// own or the file says that it is meant so.
    package func checkPlaintext(login: Bool, allowed: Bool) throws(HubFault) {
        guard login, !isEncrypted, !isLoopback, !allowed else { return }
        throw .plaintext(description)
    }

    /// Addresses to be tried in this order. One over an open line beside an encrypted one would
    /// make the encryption vain: whoever disturbs the one gets what is sent over the other.
    package static func list(
        _ texts: [String], login: Bool, plaintextAllowed: Bool
    ) throws(HubFault) -> [Self] {
        var addresses: [Self] = []
        for text in texts { addresses.append(try Self(text)) }
        for address in addresses {
            try address.checkPlaintext(login: login, allowed: plaintextAllowed)
        }
        let weak = addresses.first { !$0.isEncrypted && !$0.isLoopback }
        guard let weak, !plaintextAllowed, addresses.contains(where: \.isEncrypted) else {
            return addresses
        }
        throw .downgrade(weak.description)
    }

    // MARK: -

    private static func isSixLoopback(_ host: String) -> Bool {
        var six = in6_addr()
        guard unsafe inet_pton(AF_INET6, host, &six) == 1 else { return false }
        return unsafe withUnsafeBytes(of: &six) { bytes in
            unsafe bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
        }
    }

    /// The host's part and what follows it.
    private static func split(_ rest: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, ArraySlice<UInt8>) {
        let from = rest.first == UInt8(ascii: "[") ? rest.firstIndex(of: UInt8(ascii: "]")) : nil
        let colon = rest[(from ?? rest.startIndex)...].firstIndex(of: UInt8(ascii: ":"))
        let end = colon ?? rest.endIndex
        return (rest[..<end], rest[end...])
    }

    private static func host(_ bytes: ArraySlice<UInt8>) -> String? {
        if bytes.first == UInt8(ascii: "[") {
            guard bytes.last == UInt8(ascii: "]") else { return nil }
            let text = String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
            var six = in6_addr()
            // A NUL would end the C string early and hide what follows it.
            guard !text.utf8.contains(0), unsafe inet_pton(AF_INET6, text, &six) == 1 else {
                return nil
            }
            return text
        }
        guard bytes.count <= 253 else { return nil }
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.allSatisfy(isLabel) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isLabel(_ bytes: ArraySlice<UInt8>) -> Bool {
        let hyphen = UInt8(ascii: "-")
        guard 1...63 ~= bytes.count, bytes.first != hyphen, bytes.last != hyphen else {
            return false
        }
        return bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), hyphen, UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    private static func port(_ tail: ArraySlice<UInt8>, default standard: UInt16) -> UInt16? {
        if tail.isEmpty { return standard }
        let digits = tail.dropFirst()
        guard 1...5 ~= digits.count, digits.first != UInt8(ascii: "0") else { return nil }
        guard digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
        return UInt16(String(decoding: digits, as: UTF8.self))
    }
}
