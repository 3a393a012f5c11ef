// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub

/// Judges the demonstration by what the hub received, and by nothing else.
struct DemoAudit {
    /// What was seen of one device.
    struct Finding: Hashable {
        /// Records of all streams.
        var records = 0
        /// Messages that were no records.
        var unreadable = 0
        /// By stream: live, window, event.
        var numbers: [String: NumberLine] = [:]
        /// Points that had a value, and those that had two different ones.
        var values: [String: String] = [:]
        var changing: Set<String> = []

        /// Numbers that have not come though later ones have.
        var lost: Int64 { numbers.values.reduce(0) { $0.addingSaturating($1.missing) } }
        var repeated: Int { numbers.values.reduce(0) { $0 + $1.repeated } }
    }

    /// Streams whose records have numbers.
    private static let streams: Set = ["live", "window", "event"]
    /// Points of a device that are looked at.
    private static let pointLimit = 300

    private(set) var findings: [String: Finding]

    init(devices: [String]) {
        findings = Dictionary(uniqueKeysWithValues: devices.map { ($0, Finding()) })
    }

    /// Whether a device delivered: values under numbers of which none is missing. `changing`: and
    /// they change, as those of everything but a contact or a battery at rest do within seconds.
    func isGood(_ device: String, changing: Bool) -> Bool {
        guard let finding = findings[device] else { return false }
        return finding.lost == 0 && finding.unreadable == 0 && !finding.values.isEmpty
            && (!changing || !finding.changing.isEmpty)
    }

    var records: Int { findings.values.reduce(0) { $0 + $1.records } }
    var lost: Int64 { findings.values.reduce(0) { $0.addingSaturating($1.lost) } }
    var repeated: Int { findings.values.reduce(0) { $0 + $1.repeated } }

    /// A message that came on one of a device's channels.
    mutating func take(_ content: JSON, of device: String, on channel: String) {
        if channel == "hist" { return takeHistory(content, of: device) }
        guard Self.streams.contains(channel), var finding = findings[device] else { return }
        findings[device] = nil  // or it would be copied
        defer { findings[device] = finding }
        guard let number = content["seq"]?.integer, let epoch = content["epoch"]?.string else {
            finding.unreadable += 1
            return
        }
        finding.take(number, of: channel, epoch)
        guard channel == "live" else { return }
        for member in content["values"]?.members ?? [] {
            let text: String
            switch member.value {
            case .number(let number): text = number
            case .bool(let on): text = "\(on)"
            default: continue
            }
            guard finding.values.count < Self.pointLimit || finding.values[member.key] != nil
            else { continue }
            let before = finding.values.updateValue(text, forKey: member.key)
            if let before, before != text { finding.changing.insert(member.key) }
        }
    }
}

extension DemoAudit {
    /// Records that came late: each row begins with its number.
    private mutating func takeHistory(_ content: JSON, of device: String) {
        guard let stream = content["of"]?.string, let epoch = content["epoch"]?.string else {
            findings[device]?.unreadable += 1
            return
        }
        for row in content["rows"]?.array ?? [] {
            guard let number = row.array?.first?.integer else { continue }
            findings[device]?.take(number, of: stream, epoch)
        }
    }
}

extension DemoAudit.Finding {
    /// A record of a stream.
    fileprivate mutating func take(_ number: Int64, of stream: String, _ epoch: String) {
        records += 1
        var line = numbers[stream] ?? NumberLine(epoch: epoch)
        if line.epoch != epoch { line = NumberLine(epoch: epoch) }
        line.take(number)
        numbers[stream] = line
    }
}

extension Int64 {
    fileprivate func addingSaturating(_ other: Int64) -> Int64 {
        let (sum, isTooMany) = addingReportingOverflow(other)
        return isTooMany ? .max : sum
    }
}
