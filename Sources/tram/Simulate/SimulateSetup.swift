// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Simulator

/// A site with one line of simulated devices, and how it is reached.
struct SimulateSetup {
    /// What the line is called in commands and in tram.yaml.
    static let lineID = "sim"

    let site: Site
    let control: SiteControl
    private let roster: Roster
    private let wire: SimulatedWire
    private let speed: SerialSpeed?
    private let line: SimulatedLine

    init(
        _ roster: Roster, _ wire: SimulatedWire, _ speed: SerialSpeed?, port: UInt16, link: String,
        seed: UInt64
    ) throws(SimulatorFault) {
        (self.roster, self.wire, self.speed) = (roster, wire, speed)
        let devices = roster.entries.map {
            SimulatedDevice(unit: $0.unit, model: ProfileModel($0.profile))
        }
        let kind: SimulatedLine.Wire =
            switch wire {
            case .tcp: .tcp
            case .serial: .serial
            case .rtuOverTCP: .rtuOverTCP
            }
        line = try SimulatedLine(
            kind, devices: devices, port: port, link: wire == .serial ? link : nil,
            pace: speed.map { Pace($0) })
        site = try Site(seed: seed)
        try site.add(line)
        control = SiteControl(
            site, lines: [.init(id: Self.lineID, line: line)],
            devices: zip(roster.entries, devices).map {
                .init(id: $0.id, line: Self.lineID, device: $1)
            })
    }

    /// Where a client finds it.
    private var place: String {
        wire == .serial ? line.path : "127.0.0.1:\(line.port)"
    }

    private var link: String {
        let settings = speed.map { ", baud: \($0.baud), mode: \($0.mode.text)" } ?? ""
        return switch wire {
        case .tcp: "tcp: {host: 127.0.0.1, port: \(line.port)}"
        case .serial: "serial: {port: \(line.path)\(settings)}"
        case .rtuOverTCP: "rtu-over-tcp: {host: 127.0.0.1, port: \(line.port)\(settings)}"
        }
    }

    /// What to tell whoever wants to read the devices, a line each.
    func introduction(_ language: Language) -> [String] {
        let count = roster.entries.count
        let name =
            switch wire {
            case .tcp: "Modbus TCP"
            case .serial: "Modbus RTU"
            case .rtuOverTCP: "Modbus RTU over TCP"
            }
        let heading = Text(
            en: "\(count.of("simulated device")), \(name): \(place). In tram.yaml:",
            vi: "\(count) thiết bị mô phỏng, \(name): \(place). Trong tram.yaml:")
        return [heading(language), ""] + lines + [""]
    }

    /// As a technician would write it.
    private var lines: [String] {
        var lines: [String] = []
        let directories = Set(roster.entries.compactMap(\.directory)).sorted()
        if !directories.isEmpty {
            lines.append("profiles: [\(directories.joined(separator: ", "))]")
        }
        lines += ["buses:", "  - id: \(Self.lineID)", "    \(link)", "    devices:"]
        for entry in roster.entries {
            lines.append(
                "      - {id: \(entry.id), profile: \(entry.profile.id), "
                    + "unit-id: \(entry.unit), domain: \(Self.domain(entry.profile.class)), "
                    + "poll: 1s}")
        }
        return lines
    }

    /// Which of the city's domains a class of devices is of.
    private static func domain(_ kind: String) -> String {
        let domains: [(String, [String])] = [
            ("water", ["water"]),
            (
                "energy",
                ["electricity", "dc-", "battery", "ups", "rectifier", "solar", "inverter"]
            ),
        ]
        return domains.first { $0.1.contains(where: kind.hasPrefix) }?.0 ?? "env"
    }
}
