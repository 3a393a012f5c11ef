// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One point over the run.
struct PointSeries {
    /// Values of its trend; of more every second one is kept.
    static let most = 128

    let name: String
    private(set) var names: Text?
    private(set) var unit = ""
    /// Its values are told in windows only.
    private(set) var isPersonal = false
    /// The latest; nil where the service has not said any.
    private(set) var value: JSON?
    private(set) var quality: String?
    private(set) var samples = 0
    private(set) var good = 0
    /// As the service wrote them.
    private(set) var lowest: (number: Double, text: String)?
    private(set) var highest: (number: Double, text: String)?
    /// The oldest first; nil where there was none.
    private(set) var trend: [Double?] = []
    private var step = 1

    init(name: String) { self.name = name }

    mutating func take(_ json: JSON) {
        if let en = json["en"]?.string, let vi = json["vi"]?.string { names = Text(en: en, vi: vi) }
        unit = json.text("unit")
        isPersonal = json["personal"]?.bool ?? false
        (value, quality) = (json["value"], json["quality"]?.string)
        if quality == "good" { good += 1 }
        let number: Double? =
            switch json["value"] {
            case .number(let text): Double(text)
            case .bool(let on): on ? 1 : 0
            default: nil
            }
        if let number, number.isFinite {
            let text = json["value"]?.number ?? (number == 1 ? "1" : "0")
            if number < lowest?.number ?? .infinity { lowest = (number, text) }
            if number > highest?.number ?? -.infinity { highest = (number, text) }
        }
        if samples % step == 0 { trend.append(number) }
        samples += 1
        guard trend.count == Self.most else { return }
        trend = trend.indices.filter { $0 % 2 == 0 }.map { trend[$0] }
        step *= 2
    }
}

/// One device over the run.
struct DeviceSeries {
    let id: String
    private(set) var points: [PointSeries] = []
    private(set) var samples = 0
    private(set) var online = 0
    /// How it was last.
    private(set) var state = "unknown"
    /// How it was when it was last not online, or why it was not.
    private(set) var absence = "unknown"

    init(id: String) { self.id = id }

    /// Its part of one page of values; `isFirst`: of those of one moment.
    mutating func take(_ json: JSON, isFirst: Bool) {
        state = json.text("state")
        if state != "online" { absence = json["code"]?.string ?? state }
        if isFirst {
            samples += 1
            if state == "online" { online += 1 }
        }
        for said in json["points"]?.array ?? [] {
            let name = said.text("name")
            let place = points.firstIndex { $0.name == name } ?? points.count
            if place == points.count { points.append(PointSeries(name: name)) }
            points[place].take(said)
        }
    }
}
