// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub

/// Judges the demonstration by what the hub received, and by nothing else.
struct DemoAudit {
    /// What was seen of one device.
    struct Finding: Equatable {
        var records = 0
        var lastNumber: Int64?
        /// Numbers that were skipped or came twice.
        var breaks = 0
        /// Points that had at least two different values.
        var changing: Set<String> = []
        var values: [String: String] = [:]

        var isGood: Bool { records >= 2 && breaks == 0 && !changing.isEmpty }
    }

    private(set) var findings: [String: Finding]

    init(devices: [String]) {
        findings = Dictionary(uniqueKeysWithValues: devices.map { ($0, Finding()) })
    }

    var isGood: Bool { findings.values.allSatisfy(\.isGood) }

    mutating func take(_ message: Received) {
        let levels = message.topic.split(separator: "/")
        guard levels.count == 7, levels[6] == "live" else { return }
        let device = String(levels[5])
        guard var finding = findings[device] else { return }
        do throws(JSON.Fault) {
            let record = try JSON(parsing: message.payload)
            let number = record["seq"]?.integer
            if let number, let last = finding.lastNumber, number != last + 1 { finding.breaks += 1 }
            if number == nil { finding.breaks += 1 }
            finding.lastNumber = number
            finding.records += 1
            for member in record["values"]?.members ?? [] {
                guard case .number(let text) = member.value else { continue }
                let before = finding.values.updateValue(text, forKey: member.key)
                if let before, before != text { finding.changing.insert(member.key) }
            }
        } catch {
            finding.breaks += 1
        }
        findings[device] = finding
    }
}
