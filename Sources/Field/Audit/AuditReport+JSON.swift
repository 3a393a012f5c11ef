// SPDX-License-Identifier: Apache-2.0

extension JSONWriter {
    /// The same facts as the table, for scripts.
    package mutating func audit(_ report: AuditReport) {
        beginObject()
        key("good")
        bool(report.isGood)
        figures([
            ("messages", report.counts.messages), ("foreign", report.counts.foreign),
            ("interruptions", report.counts.interruptions),
        ])
        key("gateways")
        beginArray()
        for gateway in report.gateways { self.gateway(gateway) }
        endArray()
        key("problems")
        beginArray()
        for problem in report.problems { self.problem(problem) }
        endArray()
        figures([("problems-beyond", report.beyond)])
        endObject()
    }

    private mutating func problem(_ problem: AuditProblem) {
        beginObject()
        texts([
            ("code", problem.kind.rawValue), ("root", problem.place.root),
            ("gateway", problem.place.gateway), ("device", problem.place.device),
            ("stream", problem.place.stream?.name ?? ""),
        ])
        figures([("count", problem.count)])
        texts([("first", problem.first)])
        key("notice")
        bool(problem.kind.isNotice)
        endObject()
    }

    private mutating func gateway(_ gateway: AuditReport.Gateway) {
        beginObject()
        texts([("root", gateway.root), ("gateway", gateway.id), ("epoch", gateway.epoch ?? "")])
        if let isOnline = gateway.isOnline {
            key("online")
            bool(isOnline)
        }
        if let session = gateway.session { figures([("session", session)]) }
        figures([("late-wills", gateway.lateWills), ("repeated-gaps", gateway.repeatedGaps)])
        key("devices")
        beginArray()
        for device in gateway.devices { self.device(device) }
        endArray()
        endObject()
    }

    private mutating func device(_ device: AuditReport.Device) {
        beginObject()
        texts([("device", device.id)])
        if let worst = device.worstLatency, let median = device.medianLatency {
            figures([("median-latency-ms", median), ("worst-latency-ms", worst)])
        }
        key("series")
        beginArray()
        for series in device.series { self.series(series) }
        endArray()
        endObject()
    }

    private mutating func series(_ series: AuditReport.Series) {
        beginObject()
        texts([("stream", series.stream.name), ("epoch", series.epoch)])
        if let first = series.first { figures([("first", first)]) }
        figures([
            ("held", series.heldCount), ("declared", series.declared.count),
            ("missing", series.missingCount),
        ])
        figures([
            ("twice", series.again), ("uncompared", series.uncompared),
            ("restamped", series.restamped),
        ])
        figures([("readings-lost", series.readings)])
        ranges("held-ranges", series.held)
        ranges("declared-ranges", series.declared)
        ranges("missing-ranges", series.missing)
        endObject()
    }

    private mutating func ranges(_ name: String, _ set: SequenceRanges) {
        key(name)
        beginArray()
        for range in set.ranges {
            beginArray()
            integer(range.lowerBound)
            integer(range.upperBound)
            endArray()
        }
        endArray()
    }

    /// Those that there are.
    private mutating func texts(_ members: [(String, String)]) {
        for (name, text) in members where !text.isEmpty {
            key(name)
            string(text)
        }
    }

    private mutating func figures(_ members: [(String, some FixedWidthInteger)]) {
        for (name, figure) in members {
            key(name)
            integer(figure)
        }
    }
}
