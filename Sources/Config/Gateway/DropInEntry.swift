// SPDX-License-Identifier: Apache-2.0
package import Field

/// A device as a tool writes it into a drop-in of its own.
package struct DeviceEntry: Hashable, Sendable {
    package var id: String
    package var bus: String
    package var unit: UInt8
    package var profile: String
    package var domain: String
    package var poll = Nanoseconds.seconds(10)
    /// What people call it, in whatever language; nil: as its profile says.
    package var name: String?
    package var addressOffset = 0

    package init(id: String, bus: String, unit: UInt8, profile: String, domain: String) {
        (self.id, self.bus, self.unit) = (id, bus, unit)
        (self.profile, self.domain) = (profile, domain)
    }

    /// Its file; ids have no character that could leave a directory.
    package var file: DropInEdit.Written {
        var keys = [
            "id: \(id.asWord)", "profile: \(profile.asWord)", "unit-id: \(unit)",
            "domain: \(domain.asWord)", "poll: \(poll.text)",
        ]
        if addressOffset != 0 { keys.append("address-offset: \(addressOffset)") }
        if let name { keys.append("names: {en: \(name.quotedForYAML), vi: \(name.quotedForYAML)}") }
        let lines =
            [
                "\(DropInEdit.signature); tram device remove \(id) takes it away.", "buses:",
                "  - id: \(bus.asWord)", "    devices:",
            ] + zip(["      - "] + keys.dropFirst().map { _ in "        " }, keys).map(+)
        return .init(name: "device-\(id).yaml", text: lines.joined(separator: "\n") + "\n")
    }
}

/// A bus as a tool writes it into a drop-in of its own.
package struct BusEntry: Hashable, Sendable {
    package var id: String
    package var link: Link

    package init(id: String, link: Link) { (self.id, self.link) = (id, link) }

    package var file: DropInEdit.Written {
        let lines = [
            "\(DropInEdit.signature); goes with the last device of the bus.", "buses:",
            "  - id: \(id.asWord)", "    \(link.asEntry)",
        ]
        return .init(name: "bus-\(id).yaml", text: lines.joined(separator: "\n") + "\n")
    }
}

extension Link {
    /// Its key and what stands under it.
    fileprivate var asEntry: String {
        switch self {
        case .serial(let port, let speed, let echo):
            "serial: {port: \(port.quotedForYAML), \(speed.asEntry)\(echo ? ", echo: true" : "")}"
        case .tcp(let host, let port):
            "tcp: {host: \(host.quotedForYAML), port: \(port)}"
        case .rtuOverTCP(let host, let port, let speed):
            "rtu-over-tcp: {host: \(host.quotedForYAML), port: \(port), \(speed.asEntry)}"
        }
    }
}

extension SerialSpeed {
    fileprivate var asEntry: String { "baud: \(baud), mode: \(mode.text)" }
}

extension String {
    /// Words that YAML takes for something else than a text.
    private static let others: Set = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]

    /// As it is where nobody could read anything else into it.
    fileprivate var asWord: String {
        let isPlain =
            first.map { ("a"..."z").contains($0) } ?? false
            && utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            }
        return isPlain && !Self.others.contains(self) ? self : quotedForYAML
    }

    /// In double quotes: what JSON quotes YAML reads too.
    fileprivate var quotedForYAML: String {
        var writer = JSONWriter()
        writer.string(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
