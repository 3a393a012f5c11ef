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
        seed: UInt64, isStrict: Bool, hasZeros: Bool, isPaced: Bool
    ) throws(SimulatorFault) {
        (self.roster, self.wire, self.speed) = (roster, wire, speed)
        let devices = roster.entries.map {
            SimulatedDevice(
                unit: $0.unit,
                model: ProfileModel(
                    $0.profile, unit: $0.unit, isStrict: isStrict, hasZeros: hasZeros))
        }
        let kind: SimulatedLine.Wire =
            switch wire {
            case .tcp: .tcp
            case .serial: .serial
            case .rtuOverTCP: .rtuOverTCP
            }
        line = try SimulatedLine(
            kind, devices: devices, port: port, link: wire == .serial ? link : nil,
            pace: isPaced ? speed.map { Pace($0) } : nil)
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

    private var link: (kind: String, settings: [String]) {
        let settings = speed.map { ["baud: \($0.baud)", "mode: \($0.mode.text)"] } ?? []
        let address = ["host: 127.0.0.1", "port: \(line.port)"]
        return switch wire {
        case .tcp: ("tcp", address)
        case .serial: ("serial", ["port: \(line.path.asYAML)"] + settings)
        case .rtuOverTCP: ("rtu-over-tcp", address + settings)
        }
    }

    /// What to tell whoever wants to read the devices, a line each. `profiles`: where the command
    /// line had profiles looked for.
    func introduction(
        _ language: Language, profiles: [String]
    ) throws(SystemFault) -> [String] {
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
        return [heading(language), ""] + (try lines(profiles)) + [""]
    }

    /// As a technician would write it; directories whole, as tram.yaml may lie anywhere.
    private func lines(_ profiles: [String]) throws(SystemFault) -> [String] {
        var directories: [String] = []
        for name in profiles + roster.entries.compactMap(\.directory) {
            let path = try File.absolute(name)
            if !directories.contains(path) { directories.append(path) }
        }
        let list = directories.map { "  - \($0.asYAML)" }
        let (kind, settings) = link
        let devices = roster.entries.map { entry in
            let offset = ProfileModel(entry.profile).offset
            return
                ([
                    "id: \(entry.id)", "profile: \(entry.profile.id)", "unit-id: \(entry.unit)",
                    "domain: \(Self.domain(entry.profile.class))", "poll: \(poll)s",
                ] + (offset == 0 ? [] : ["address-offset: \(offset)"])).asMapping(after: "      - ")
        }
        // One by one: as one sum it is too much for the older compiler.
        var lines: [String] = []
        if !list.isEmpty {
            lines.append("profiles:")
            lines += list
        }
        lines += ["buses:", "  - id: \(Self.lineID)"]
        lines += settings.asMapping(after: "    \(kind): ")
        lines.append("    devices:")
        for device in devices { lines += device }
        return lines
    }

    /// The shortest period of these, in seconds, that the line has time for.
    private var poll: Int64 {
        let periods: [Int64] = [1, 2, 5, 10, 30, 60, 120, 300]
        return periods.first { period in
            let devices = roster.entries.map { entry in
                Device(
                    id: entry.id, profile: entry.profile, unit: entry.unit, domain: "env",
                    poll: .seconds(period))
            }
            return LineLoad(Line(id: Self.lineID, link: modelled, devices: devices)).usual <= 1
        } ?? 600
    }

    /// The line as tram.yaml would have it.
    private var modelled: Link {
        guard let speed else { return .tcp(host: "127.0.0.1", port: line.port) }
        return wire == .serial
            ? .serial(port: line.path, speed, echo: false)
            : .rtuOverTCP(host: "127.0.0.1", port: line.port, speed)
    }

    /// Which of the city's domains a class of devices is of.
    static func domain(_ kind: String) -> String {
        let domains: [(String, [String])] = [
            ("water", ["water"]),
            (
                "energy",
                [
                    "electricity", "dc-", "battery", "ups", "rectifier", "solar", "inverter",
                    "genset", "site-power",
                ]
            ),
        ]
        return domains.first { $0.1.contains(where: kind.hasPrefix) }?.0 ?? "env"
    }
}

extension String {
    /// Quoted where YAML would read more than a word into it; what JSON quotes YAML reads too.
    fileprivate var asYAML: String {
        let isPlain = utf8.allSatisfy {
            ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || (0x2D...0x39).contains($0) || $0 == 0x5F
        }
        guard !isPlain || isEmpty else { return self }
        var writer = JSONWriter()
        writer.string(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension [String] {
    /// `{a: 1, b: 2}`, going on in the next line where 80 columns are full.
    func asMapping(after start: String) -> [String] {
        var lines = [start + "{"]
        for (index, pair) in enumerated() {
            let word = pair + (index == count - 1 ? "}" : ",")
            let isFirst = index == 0
            let last = lines[lines.count - 1]
            if !isFirst, last.columns + 1 + word.columns > 80 {
                lines.append(String(repeating: " ", count: start.count + 1) + word)
            } else {
                lines[lines.count - 1] = last + (isFirst ? "" : " ") + word
            }
        }
        return lines
    }
}
