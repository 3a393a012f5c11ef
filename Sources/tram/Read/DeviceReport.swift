// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field

/// What came of reading a device, for people and for scripts.
struct DeviceReport {
    let line: Line
    let device: Device
    let findings: [PointFinding]
    let requests: Int
    let took: Nanoseconds
    /// The command opened the line itself.
    let isOwn: Bool

    /// Nil if all came; nothing at all in time is another thing than something refused.
    var exit: ExitCode? {
        if !findings.isEmpty, findings.allSatisfy({ $0.quality == .commTimeout }) {
            return .timedOut
        }
        return findings.contains { $0.quality.class == .comm } ? .problem : nil
    }

    func lines(_ width: Int, _ screen: Screen) -> [String] {
        let name = "\(device.profile.vendor) \(device.profile.model)"
        let head = Text(
            en: "\(device.id): \(name), unit \(device.unit) on \(line.id); "
                + "\(requests.of("request")), \(took.milliseconds) ms",
            vi: "\(device.id): \(name), trạm (unit) \(device.unit) trên \(line.id); "
                + "\(requests) yêu cầu, \(took.milliseconds) ms")
        let table = PointTable(
            findings, width: width, language: screen.language, isPlain: screen.isPlain)
        return head(screen.language).wrapped(columns: max(60, width)) + table.lines
    }

    var json: String {
        var writer = JSONWriter()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("device", device.id)
        writer.member("bus", line.id)
        writer.member("unit", device.unit)
        writer.member("profile", device.profile.id)
        writer.member("through", isOwn ? "port" : "service")
        writer.member("requests", requests)
        writer.member("took", took.count / 1_000)
        writer.key("points")
        writer.beginArray()
        for finding in findings { writer.point(finding) }
        writer.endArray()
        writer.endObject()
    }
}

extension JSONWriter {
    fileprivate mutating func point(_ finding: PointFinding) {
        beginObject()
        member("name", finding.point.name)
        if finding.point.isRead {
            member("table", finding.point.readTable.rawValue)
            member("address", finding.point.address)
        }
        if let words = finding.words {
            key("words")
            beginArray()
            for word in words { integer(word) }
            endArray()
        }
        key("value")
        if let text = finding.text {
            string(text)
        } else if let value = finding.value {
            self.value(value)
        } else {
            null()
        }
        if !finding.point.unit.isEmpty { member("unit", finding.point.unit) }
        if let meaning = finding.meaning { texts("meaning", meaning) }
        member("quality", finding.quality.code)
        if finding.quality != .good { texts("why", finding.quality.words) }
        if let exception = finding.exception { member("exception", exception) }
        endObject()
    }
}
