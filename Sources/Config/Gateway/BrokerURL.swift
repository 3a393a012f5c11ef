// SPDX-License-Identifier: Apache-2.0
internal import Field

/// `mqtt://host:port` or `mqtts://host:port`.
struct BrokerURL: Hashable, Sendable {
    var isSecure: Bool
    var host: HostName
    var port: UInt16

    /// Without a port: 1883, with TLS 8883. No user, path or query: there are keys for what a
    /// broker needs to know.
    init?(_ text: String) {
        let scheme = text.hasPrefix("mqtts://") ? "mqtts://" : "mqtt://"
        guard text.hasPrefix(scheme) else { return nil }
        isSecure = scheme == "mqtts://"
        let rest = text.dropFirst(scheme.count)
        let colon = rest.lastIndex(of: ":").flatMap { rest[$0...].contains("]") ? nil : $0 }
        guard let host = HostName(String(rest[..<(colon ?? rest.endIndex)]), brackets: true) else {
            return nil
        }
        self.host = host
        port = isSecure ? 8883 : 1883
        if let colon {
            let digits = rest[rest.index(after: colon)...]
            guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = UInt16(digits), number > 0
            else { return nil }
            port = number
        }
    }

    /// With its port.
    var text: String {
        let name = host.text.contains(":") ? "[\(host.text)]" : host.text
        return "\(isSecure ? "mqtts" : "mqtt")://\(name):\(port)"
    }
}

/// A name or address of a machine.
struct HostName: Hashable, Sendable {
    /// Without the brackets of an IPv6 address.
    let text: String

    /// `brackets`: whether an IPv6 address stands in them, as in a URL.
    init?(_ text: String, brackets: Bool = false) {
        var name = text[...]
        if brackets, name.hasPrefix("["), name.hasSuffix("]") {
            name = name.dropFirst().dropLast()
            guard name.contains(":") else { return nil }
        } else if brackets, name.contains(":") {
            return nil
        }
        guard (1...253).contains(name.utf8.count),
            name.contains(":")
                ? name.allSatisfy({ $0.isASCII && ($0.isHexDigit || $0 == ":" || $0 == ".") })
                : Self.isName(name)
        else { return nil }
        self.text = String(name)
    }

    private static func isName(_ name: Substring) -> Bool {
        name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.utf8.allSatisfy {
                    (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0)
                        || $0 == 0x2D || $0 == 0x5F
                }
        }
    }

    /// Whether it is this machine, whatever the network.
    var isLoopback: Bool {
        let labels = text.split(separator: ".")
        return text == "localhost" || text == "::1"
            || labels.count == 4 && labels[0] == "127" && labels.allSatisfy { UInt8($0) != nil }
    }
}

extension Format<BrokerURL> {
    static var broker: Self {
        form(
            Text(
                en: "mqtt://host:port or mqtts://host:port",
                vi: "mqtt://máy-chủ:cổng hoặc mqtts://máy-chủ:cổng"),
            pattern: "^mqtts?://[A-Za-z0-9._:\\[\\]-]+$", plain: false, show: { $0.text }
        ) { BrokerURL($0) }
    }
}

extension Format<HostName> {
    static var host: Self {
        form(
            Text(en: "a host name or IP address", vi: "tên máy hoặc địa chỉ IP"),
            pattern: "^[A-Za-z0-9._:-]{1,253}$", show: { $0.text }
        ) { HostName($0) }
    }
}
