// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Hub

/// What the hub receives, as a person reads it: one line a message, at most so wide, values with
/// the units that the device's `meta` gives.
struct TailView {
    /// Devices whose units are remembered: a hub's topics are not ours to trust.
    private static let deviceLimit = 4_096
    /// The largest message that is decoded.
    private static let messageBytes = 256 * 1_024
    private let width: Int
    private let language: Language
    /// By the topic up to the channel, then by point.
    private var units: [String: [String: String]] = [:]

    init(width: Int = 80, language: Language = .english) {
        self.width = width
        self.language = language
    }

    /// The line for a message; nil for one that is no JSON of ours.
    mutating func line(_ message: Received, at time: LocalTime) -> String? {
        let levels = message.topic.split(separator: "/").map(String.init)
        guard levels.count >= 7, message.payload.isEmpty == false else { return nil }
        let content = json(message.payload)
        guard case .object = content else { return nil }
        let head = "\(time.text) \(levels[2].padded(7)) \(levels[5].padded(12)) "
        let device = levels.prefix(6).joined(separator: "/")
        let words: [String]
        switch levels[6] {
        case "live": words = live(content, units[device] ?? [:])
        case "window": words = ["window"] + window(content, units[device] ?? [:])
        case "event": words = ["event"] + event(content, units[device] ?? [:])
        case "hist": words = ["hist"] + history(content)
        case "gap": words = ["gap"] + gap(content)
        case "meta":
            remember(content, of: device)
            words = [
                "meta", text(content, "vendor"), text(content, "model"), text(content, "meta"),
            ]
        case "status": words = [text(content, "state"), text(content, "code")]
        case "state":
            words = [
                content["online"]?.bool == true ? "online" : "offline",
                Text(en: "session", vi: "phiên")(language) + " \(content["session"]?.integer ?? 0)",
                text(content, "reason"),
                text(content, "version"), text(content, "clock"),
            ]
        default: words = [levels[6]]
        }
        return fit(head, words.filter { !$0.isEmpty }, gap: levels[6] == "live" ? "  " : " ")
    }

    private func json(_ payload: [UInt8]) -> JSON {
        do throws(JSON.Fault) {
            return try JSON(parsing: payload, limits: JSON.Limits(bytes: Self.messageBytes))
        } catch {
            return .null
        }
    }

    private func live(_ content: JSON, _ units: [String: String]) -> [String] {
        let number = "#\(content["seq"]?.integer ?? 0)"
        let values = (content["values"]?.members ?? []).map { member in
            let quality = content["q"]?[member.key]?.string
            let mark = quality.map { " (\($0))" } ?? ""
            let unit = Self.unit(units[member.key])
            return member.key + " " + shown(member.value) + (mark.isEmpty ? unit : mark)
        }
        return [number] + values
    }

    /// Of each point its mean, of a counter what it added, else the last value; how many samples
    /// there were where some are missing.
    private func window(_ content: JSON, _ units: [String: String]) -> [String] {
        let number = "#\(content["seq"]?.integer ?? 0)"
        let values = (content["values"]?.members ?? []).map { member in
            let sums = member.value
            let unit = Self.unit(units[member.key])
            let value =
                sums["delta"].map { "+" + shown($0) }
                ?? shown(sums["mean"] ?? sums["last"] ?? .null)
            let (count, due) = (sums["n"]?.integer ?? 0, sums["due"]?.integer ?? 0)
            return "\(member.key) \(value)\(unit)" + (count < due ? " \(count)/\(due)" : "")
        }
        return [number] + values
    }

    /// What has happened to what, how grave it is, and with which value.
    private func event(_ content: JSON, _ units: [String: String]) -> [String] {
        let point = text(content, "point")
        let severity = text(content, "severity")
        let unit = Self.unit(units[point])
        let words = [
            "#\(content["seq"]?.integer ?? 0)", text(content, "type"), point,
            text(content, "state"), text(content, "code"),
            content["value"].map { shown($0) + unit } ?? "",
            severity == "info" ? "" : severity,
        ]
        return words
            + (content["suppressed"]?.integer.map {
                [Text(en: "+\($0) not told", vi: "+\($0) chưa nêu")(language)]
            } ?? [])
    }

    /// Of which stream, and the first and the last number of its records.
    private func history(_ content: JSON) -> [String] {
        let numbers = (content["rows"]?.array ?? []).compactMap { $0.array?.first?.integer }
        let stream = text(content, "of")
        guard let first = numbers.min(), let last = numbers.max() else { return [stream] }
        return [stream, first == last ? "#\(first)" : "#\(first)–\(last)"]
    }

    /// Of which stream, how many records or readings will not come, and why.
    private func gap(_ content: JSON) -> [String] {
        let count = content["count"]?.integer.map { number in
            Text(en: Int(clamping: number).of("record"), vi: "\(number) bản ghi")
        }
        let readings = content["readings"]?.integer.map { number in
            Text(en: Int(clamping: number).of("reading"), vi: "\(number) giá trị đọc")
        }
        let size = (count ?? readings)?(language) ?? ""
        return [text(content, "stream"), size, text(content, "reason")]
    }

    private func shown(_ value: JSON) -> String { PointText.exact(value, language) }

    /// Behind a value, as a person writes it.
    private static func unit(_ symbol: String?) -> String {
        let shown = UnitText.shown(symbol ?? "")
        return shown.isEmpty ? "" : " \(shown)"
    }

    private func text(_ content: JSON, _ key: String) -> String { content[key]?.string ?? "" }

    private mutating func remember(_ content: JSON, of device: String) {
        guard units.count < Self.deviceLimit || units[device] != nil else { return }
        var known: [String: String] = [:]
        for member in content["points"]?.members ?? [] {
            known[member.key] = member.value["unit"]?.string
        }
        units[device] = known
    }

    /// As many words as the width takes, and how many more there are.
    private func fit(_ head: String, _ words: [String], gap: String) -> String {
        var line = head.printable(columns: width)
        for (index, word) in words.enumerated() {
            let more = words.count - index
            let rest = more > 1 ? gap.count + 2 + "\(more)".count : 0
            let word = (index == 0 ? "" : gap) + word.printable(columns: width)
            if index > 0, line.columns + word.columns + rest > width {
                line += gap + "+\(more)"
                break
            }
            line += word
        }
        return line.printable(columns: width)
    }
}
