// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field
internal import Host

/// The record's facts for scripts: times in milliseconds, UTC.
extension CommissionRecord {
    /// `written`: where it lies now.
    func json(written: [(path: String, hash: String)]) -> JSON {
        .object([
            .init("passed", isPassed), .init("bar", number: bar),
            .init("began", Int(measure.began.milliseconds)),
            .init("ended", Int(measure.ended.milliseconds)), .init("looks", measure.samples),
            .init("misses", measure.misses), .init("disturbed", measure.isDisturbed),
            .init("checks", each: verdicts.map(\.json)), .init("gateway", gateway),
            .init("machine", machine.json), .init("hub", hubFacts),
            .init("buses", each: configuration.lines.map(bus)),
            .init(
                "devices",
                each: configuration.lines.flatMap { line in
                    line.devices.map { device($0, on: line) }
                }),
            .init(
                "files",
                each: files.map { .object([.init("path", $0.name), .init("sha256", $0.hash)]) }),
            .init(
                "profiles",
                each: profiles.map { .object([.init("id", $0.id), .init("sha256", $0.hash)]) }),
            .init("problems", each: problems.map(\.json)),
            .init(
                "written",
                each: written.map { .object([.init("path", $0.path), .init("sha256", $0.hash)]) }),
        ])
    }

    private var gateway: JSON {
        let gateway = configuration.gateway
        let status = measure.last.json["gateway"]
        return .object([
            .init("id", gateway.id), .init("area", gateway.area), .init("site", gateway.site),
            .init("version", status?.text("version") ?? ""),
            .init("config", status?.text("config") ?? ""),
            .init("running", Int(status?["running"]?.integer ?? 0)),
            .init("clock", gateway.clock.rawValue),
            .init("clock-trusted", measure.last.json["clock"]?["trusted"]?.bool == true),
        ])
    }

    private var hubFacts: JSON {
        let settings = configuration.hub
        var members: [JSON.Member] = [
            .init("id", settings.id), .init("urls", settings.urls), .init("root", settings.root),
            .init("mqtt", settings.version.rawValue),
            .init("up", measure.last.json["hub"]?["up"]?.bool == true),
        ]
        for key in ["delivered", "recovered", "unheard", "refused"] {
            members.append(.init(key, Int(measure.growth("hub", key))))
        }
        switch hub {
        case .steps(let report): members.append(.init("steps", each: report.entries.map(\.json)))
        case .none(let code, let text):
            members += [.init("code", code), .init("en", text.en), .init("vi", text.vi)]
        }
        return .object(members)
    }

    private func bus(_ line: Line) -> JSON {
        .object(
            [
                .init("id", line.id), .init("address", line.link.address),
                .init("speed", line.link.speedText ?? ""),
                .init("planned-load", number: LineLoad(line).usual),
                .init("load", number: load(line)),
            ] + tally(line).members)
    }

    private func device(_ device: Device, on line: Line) -> JSON {
        let series = measure.device(device.id) ?? DeviceSeries(id: device.id)
        let verdict = verdict(of: device, on: line)
        let head: [JSON.Member] = [
            .init("id", device.id), .init("bus", line.id), .init("unit", Int(device.unit)),
            .init("profile", device.profile.id), .init("domain", device.domain),
            .init("passed", verdict.isPassed), .init("state", series.state),
            .init("looks", series.samples), .init("online", series.online),
            .init("timeout", Int(device.timeout.milliseconds)), .init("retries", device.retries),
            .init("poll", Int(device.periods.normal.milliseconds)),
        ]
        let points = series.points.map(\.json)
        return .object(
            head + tally(device, on: line).members + [.init("points", each: points)])
    }
}

extension UnitTally {
    fileprivate var members: [JSON.Member] {
        var members: [JSON.Member] = [
            .init("requests", requests), .init("answers", answers),
            .init("exceptions", exceptions), .init("silent", silent), .init("damaged", damaged),
        ]
        if let success { members.append(.init("success", number: success)) }
        for (key, time) in [
            ("median-ms", latencies.median), ("p95-ms", latencies.usual),
            ("slowest-ms", latencies.slowest),
        ] {
            if let time { members.append(.init(key, number: time)) }
        }
        return members
    }
}

extension PointSeries {
    fileprivate var json: JSON {
        var members: [JSON.Member] = [.init("name", name), .init("unit", unit)]
        if isPersonal { members.append(.init("personal", true)) }
        if let value { members.append(.init("value", value)) }
        if let quality { members.append(.init("quality", quality)) }
        members += [.init("looks", samples), .init("good", good)]
        if let lowest { members.append(.init("lowest", .number(lowest.text))) }
        if let highest { members.append(.init("highest", .number(highest.text))) }
        return .object(members)
    }
}

extension CommissionVerdict {
    fileprivate var json: JSON {
        .object(
            [.init("check", id), .init("passed", isPassed)]
                + (isPassed ? [] : [.init("code", code)])
                + [.init("what", what.json), .init("found", found.json)])
    }
}

extension MachineFacts {
    var json: JSON {
        .object([
            .init("board", board), .init("architecture", architecture), .init("kernel", kernel),
            .init("system", system), .init("program", program), .init("sha256", hash),
        ])
    }
}

extension Problem {
    fileprivate var json: JSON {
        .object([
            .init("file", file), .init("severity", severity.rawValue), .init("code", code),
            .init("line", line), .init("column", column), .init("en", text.en),
            .init("vi", text.vi),
        ])
    }
}

extension Text {
    fileprivate var json: JSON { .object([.init("en", en), .init("vi", vi)]) }
}

extension JSON.Member {
    init(_ key: String, _ value: JSON) { self.init(key: key, value: value) }

    init(_ key: String, _ on: Bool) { self.init(key: key, value: .bool(on)) }

    init(_ key: String, each elements: [JSON]) { self.init(key: key, value: .array(elements)) }

    init(_ key: String, number: Double) {
        var writer = JSONWriter()
        writer.value(.computed(number, digits: 6))
        self.init(key: key, value: .number(String(decoding: writer.bytes, as: UTF8.self)))
    }
}
