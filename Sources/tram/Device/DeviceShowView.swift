// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field

/// Everything of one device, for people and for scripts.
struct DeviceShowView {
    let device: Device
    let line: Line
    let place: SitePlaces.Place?
    /// As the service tells them; nil and nothing where none runs.
    let state: JSON?
    let values: [String: JSON]
    let screen: Screen
    /// Nothing is wider than these, however long its words are.
    private static let widest = [26, 24, 20]

    func lines(_ width: Int) -> [String] {
        let title = "\(device.id): \(device.profile.vendor) \(device.profile.model)"
        let name = device.names.map { [$0(screen.language)] } ?? []
        let width = max(60, width)
        let facts = facts.flatMap { label, text in
            HungLines(width: width).lines(
                "  \(TableColumns.left(label(screen.language), 9)) ", text(screen.language))
        }
        return ([title] + name).flatMap { $0.wrapped(columns: width) } + facts + points(width)
    }

    private var facts: [(Text, Text)] {
        let periods = device.periods
        let poll = "\(periods.normal.text) (fast \(periods.fast.text), slow \(periods.slow.text))"
        let file = place.map { "\($0.file):\($0.line)" } ?? "–"
        let publishing = device.publishing
        let publish =
            "live \(publishing.live.rawValue), heartbeat \(publishing.heartbeat.text), "
            + "window \(publishing.window.text)"
        return [
            (Text(en: "profile", vi: "hồ sơ"), same(device.profile.id)),
            (
                Text(en: "place", vi: "vị trí"),
                Text(
                    en: "unit \(device.unit) on \(line.id) (\(DeviceSpot(line).text))",
                    vi: "trạm (unit) \(device.unit) trên \(line.id) (\(DeviceSpot(line).text))")
            ),
            (Text(en: "domain", vi: "lĩnh vực"), same(device.domain)),
            (Text(en: "poll", vi: "chu kỳ"), same(poll)),
            (
                Text(en: "timeout", vi: "timeout"),
                same("\(device.timeout.milliseconds)ms, retries \(device.retries)")
            ),
            (Text(en: "publish", vi: "gửi"), same(publish)),
            (Text(en: "file", vi: "tệp"), same(file)),
            (Text(en: "service", vi: "dịch vụ"), service),
        ]
    }

    private func same(_ words: String) -> Text { Text(en: words, vi: words) }

    private var service: Text {
        guard let state else {
            return Text(en: "does not tell of it", vi: "không cho biết")
        }
        let code = state.text("code").isEmpty ? "" : " [\(state.text("code"))]"
        let (good, all) = (state["good"]?.integer ?? 0, state["points"]?.integer ?? 0)
        return Text(
            en: "\(state.text("state"))\(code), \(good) of \(all) points good",
            vi: "\(state.text("state"))\(code), \(good)/\(all) điểm đo tốt")
    }

    private func points(_ width: Int) -> [String] {
        let head = Text(en: "POINT|FROM|VALUE|QUALITY", vi: "ĐIỂM ĐO|TỪ|GIÁ TRỊ|CHẤT LƯỢNG")(
            screen.language
        ).split(separator: "|").map(String.init)
        let rows = [head] + device.points.map(cells)
        let columns = Self.widest.indices.map { column in
            min(Self.widest[column], rows.reduce(0) { max($0, $1[column].columns) })
        }
        return rows.map { row in
            let all = zip(row, columns).map { TableColumns.left($0, $1) } + [row[3]]
            return TableColumns.left(all.joined(separator: "  "), width).withoutTail
        }
    }

    private func cells(_ point: Point) -> [String] {
        let value = values[point.name]
        let exact = value?["value"].map { PointText.exact($0, screen.language) } ?? "–"
        let meaning = value?["value"].flatMap { point.meaning(of: $0) }
        let shown = meaning.map { "\(exact): \($0(screen.language))" } ?? exact
        let unit = shown == "–" ? "" : PointText.unit(point.unit, isPlain: screen.isPlain)
        return [
            point.name, ProfilePoints.place(point, screen.language),
            unit.isEmpty ? shown : "\(shown) \(unit)", value?.text("quality") ?? "",
        ]
    }

    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.device(device, line, place, state)
        writer.member("vendor", device.profile.vendor)
        writer.member("model", device.profile.model)
        writer.member("address", line.link.address)
        writer.member("domain", device.domain)
        writer.member("poll", device.periods.normal.milliseconds)
        writer.member("fast", device.periods.fast.milliseconds)
        writer.member("slow", device.periods.slow.milliseconds)
        writer.member("live", device.publishing.live.rawValue)
        writer.member("heartbeat", device.publishing.heartbeat.milliseconds)
        writer.member("window", device.publishing.window.milliseconds)
        writer.member("timeout", device.timeout.milliseconds)
        writer.member("retries", device.retries)
        if let good = state?["good"]?.integer { writer.member("good", good) }
        writer.key("points")
        writer.beginArray()
        for point in device.points { write(point, &writer) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func write(_ point: Point, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", point.name)
        if !point.unit.isEmpty { writer.member("unit", point.unit) }
        if point.isRead {
            writer.member("table", point.readTable.rawValue)
            writer.member("address", point.address)
        }
        if let value = values[point.name] {
            if let latest = value["value"] {
                writer.key("value")
                writer.latest(latest)
            }
            if let quality = value["quality"]?.string { writer.member("quality", quality) }
            if let age = value["age"]?.integer { writer.member("age", age) }
        }
        writer.endObject()
    }
}

extension Point {
    /// What a state's number stands for.
    fileprivate func meaning(of value: JSON) -> Text? {
        guard case .number(let text) = value, let number = Decimal(text) else { return nil }
        return enumeration.first { Value.decimal(number).equals($0.number) }?.text
    }
}

extension JSONWriter {
    /// A value of the service's answer, as it was.
    fileprivate mutating func latest(_ value: JSON) {
        switch value {
        case .bool(let on): bool(on)
        case .number(let text): Decimal(text).map { decimal($0) } ?? null()
        case .string(let text): string(text)
        case .null, .array, .object: null()
        }
    }
}
