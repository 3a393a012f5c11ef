// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field
internal import Host

/// The acceptance record of a site: what it is, what was measured, and whether that will do.
struct CommissionRecord {
    /// What the hub said to a session beside the service's.
    enum HubCheck {
        case steps(CheckReport)
        /// It could not be asked, and why.
        case none(code: String, Text)
    }

    let configuration: Configuration
    let path: String
    let measure: CommissionMeasure
    let machine: MachineFacts
    /// Of the file as it is now.
    let problems: [Problem]
    let hub: HubCheck
    /// Answers of a hundred requests that are enough.
    let bar: Double

    /// With their SHA-256.
    var files: [(name: String, hash: String)] {
        ShownFiles.paths(beside: path).map { ($0, ShownFiles.hash($0)) }
    }

    /// Each profile that is used, once.
    var profiles: [Profile] {
        var seen: Set<String> = []
        return configuration.devices.map(\.profile).filter { seen.insert($0.id).inserted }
    }

    /// What the requests to a device came to.
    func tally(_ device: Device, on line: Line) -> UnitTally { measure.tally(line.id, device.unit) }

    /// All units of a bus together.
    func tally(_ line: Line) -> UnitTally {
        let units = measure.lines.first { $0.bus == line.id }?.units ?? [:]
        return units.values.reduce(into: UnitTally()) { $0.add($1) }
    }

    /// The share of the run in which a bus was busy.
    func load(_ line: Line) -> Double {
        guard measure.length > 0 else { return 0 }
        return min(1, Double(measure.growth(ofBus: line.id, "busy")) / Double(measure.length))
    }

    var isPassed: Bool { verdicts.allSatisfy(\.isPassed) }

    /// `commission-gw-1-20261123-1517`, without what a file's name may not have.
    var name: String {
        let stamp = LocalTime(measure.ended).stamp.filter(\.isNumber)
        return "commission-\(configuration.gateway.id)-\(stamp.prefix(8))-\(stamp.dropFirst(8))"
    }
}
