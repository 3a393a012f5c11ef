// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field

/// One profile for people and for scripts.
struct ProfileView {
    let profile: Profile
    let path: String

    private var cost: PollCost { PollCost(profile, at: profile.firstSpeed) }

    func lines(_ width: Int, _ language: Language) -> [String] {
        let head =
            ["\(profile.id): \(profile.vendor) \(profile.model)"]
            + (profile.names.map { [$0(language)] } ?? [])
        let facts = facts(language)
        let column = facts.reduce(0) { max($0, $1.name.columns) }
        let sources =
            [Text(en: "sources", vi: "nguồn")(language)] + profile.sources.map { "  \($0)" }
        return head.flatMap { $0.wrapped(columns: width) }
            + facts.map { name, fact in
                "\(name.padded(column))  \(fact)".printable(columns: width)
            }
            + sources.flatMap { $0.wrapped(columns: width) }
            + ProfilePoints(profile, width, language).lines
            + requests(width, language)
    }

    private func facts(_ language: Language) -> [(name: String, fact: String)] {
        [
            (
                Text(en: "class", vi: "loại"),
                ProfileListView.title(profile.class, language)
            ),
            (
                Text(en: "confidence", vi: "độ tin cậy"),
                "\(profile.confidence.rawValue): \(profile.confidence.words(language))"
            ),
            (Text(en: "link", vi: "kết nối"), link(language)),
            (Text(en: "parts", vi: "bộ phận"), profile.options.joined(separator: " ")),
        ].filter { !$0.1.isEmpty }.map { ($0.0(language), $0.1) }
    }

    /// As far as its sources say.
    private func link(_ language: Language) -> String {
        let link = profile.link
        let figures = Figures(language: language)
        let unit = link.unit.map {
            Text(en: "unit id \($0)", vi: "địa chỉ trạm (unit id) \($0)")
        }
        let timeout = link.timeout.map(figures.period).map {
            Text(en: "timeout \($0)", vi: "timeout \($0)")
        }
        let gap = link.gap.map(figures.period).map {
            Text(en: "gap \($0)", vi: "khoảng lặng \($0)")
        }
        let largest = link.largestRead.map {
            Text(en: "at most \($0) registers", vi: "tối đa \($0) thanh ghi")
        }
        let speeds = link.baud.map { "\($0)" }.joined(separator: " ")
        return [speeds, link.modes.map(\.text).joined(separator: " ")].filter { !$0.isEmpty }
            .joined(separator: ", ").appending(
                [unit, timeout, gap, largest].compactMap { $0?(language) })
    }

    /// How it is read, a row a round and a request.
    private func requests(_ width: Int, _ language: Language) -> [String] {
        let cost = cost
        let speed = profile.firstSpeed
        let figures = Figures(language: language)
        let how = "\(speed.baud) \(speed.mode.text)"
        let period = figures.period(PollCost.period)
        let whole = figures.milliseconds(cost.load.cycle)
        let title = Text(
            en: "Alone at \(how), polled every \(period): \(cost.requests.of("request")), "
                + "\(whole) ms (side by side: \(cost.contiguous))",
            vi: "Một mình ở \(how), đọc mỗi \(period): \(cost.requests) yêu cầu, \(whole) ms "
                + "(đọc liền kề: \(cost.contiguous))")
        return title(language).wrapped(columns: width)
            + PlanView(width: width, language: language).table(cost.line, cost.load)
    }

    var json: String {
        let cost = cost
        var writer = JSONWriter()
        writer.beginObject()
        writer.head(profile, path)
        writer.strings("sources", profile.sources)
        writer.link(profile.link)
        writer.strings("parts", profile.options)
        writer.key("points")
        writer.beginArray()
        for point in profile.points { writer.point(point) }
        writer.endArray()
        writer.member("vectors", profile.vectors.count)
        writer.member("side-by-side", cost.contiguous)
        writer.key("plan")
        writer.plan(cost.line)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension String {
    /// With what else there is behind commas.
    fileprivate func appending(_ facts: [String]) -> String {
        ([self].filter { !$0.isEmpty } + facts).joined(separator: ", ")
    }
}

extension Profile.Confidence {
    /// What the word stands for.
    var words: Text {
        switch self {
        case .confirmed:
            Text(en: "two independent sources agree", vi: "hai nguồn độc lập khớp nhau")
        case .single: Text(en: "one source", vi: "một nguồn")
        case .bench: Text(en: "tried on a real device", vi: "đã thử trên thiết bị thật")
        }
    }
}

extension JSONWriter {
    fileprivate mutating func link(_ link: LinkDefaults) {
        key("link")
        beginObject()
        key("baud")
        beginArray()
        for baud in link.baud { integer(baud) }
        endArray()
        strings("mode", link.modes.map(\.text))
        if let unit = link.unit { member("unit-id", unit) }
        if let timeout = link.timeout { member("timeout-ms", timeout.milliseconds) }
        if let gap = link.gap { member("gap-ms", gap.milliseconds) }
        if let largest = link.largestRead { member("max-registers", largest) }
        endObject()
    }

    fileprivate mutating func point(_ point: Point) {
        beginObject()
        member("name", point.name)
        if let names = point.names { texts("names", names) }
        member("quantity", point.quantity)
        member("unit", point.unit)
        member("kind", point.kind.rawValue)
        member("group", point.group.rawValue)
        member("access", point.access.rawValue)
        if point.isMade {
            strings("made-of", point.dependence.names)
        } else {
            member("table", point.readTable.rawValue)
            member("address", point.address)
            member("as", point.encoding.rawValue)
            member("order", point.order.letters)
        }
        key("scale")
        value(.decimal(point.scale))
        key("offset")
        value(.decimal(point.offset))
        if let range = point.range {
            key("range")
            beginArray()
            value(.decimal(range.low))
            value(.decimal(range.high))
            endArray()
        }
        endObject()
    }
}
