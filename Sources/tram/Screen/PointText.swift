// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A point of a full screen in words.
struct PointText {
    private let point: ShownPoint
    private let screen: Screen
    let age: String

    init(_ point: ShownPoint, _ screen: Screen, at now: Int64) {
        self.point = point
        self.screen = screen
        age = point.time.map { Self.age(now &- $0) } ?? ""
    }

    var name: String { point.names?(screen.language) ?? point.name }

    var unit: String {
        if point.value == .null || point.value == nil { return "" }
        return Self.unit(point.unit, isPlain: screen.isPlain)
    }

    /// As a person writes a unit, where the console can show that.
    static func unit(_ symbol: String, isPlain: Bool) -> String {
        isPlain ? symbol : UnitText.shown(symbol)
    }

    var value: String {
        point.value.map { Self.text($0, screen.language) { Self.number($0, $1) } } ?? ""
    }

    /// With all its digits.
    static func exact(_ value: JSON, _ language: Language) -> String {
        text(value, language) { local($0, $1) }
    }

    private static func text(
        _ value: JSON, _ language: Language, _ number: (String, Language) -> String
    ) -> String {
        switch value {
        case .null: "–"
        case .bool(let on): (on ? Text(en: "on", vi: "bật") : Text(en: "off", vi: "tắt"))(language)
        case .number(let text): number(text, language)
        case .string(let text): text
        case .array, .object: "…"
        }
    }

    /// The quality's code; where it is too long, its more telling half.
    func quality(columns: Int) -> String {
        guard point.value != nil else { return "" }
        guard point.quality.columns > columns else { return point.quality }
        let parts = point.quality.split(separator: "/", maxSplits: 1)
        guard parts.count == 2 else { return point.quality }
        return String(parts[0] == "comm" ? parts[1] : parts[0])
    }

    func trend(columns: Int) -> String {
        Sparkline.line(point.history, columns: columns, isPlain: screen.isPlain)
    }

    /// `0s` to `99s`, then minutes, hours, days.
    static func age(_ milliseconds: Int64) -> String {
        let seconds = max(0, milliseconds) / 1_000
        return switch seconds {
        case ..<100: "\(seconds)s"
        case ..<6_000: "\(seconds / 60)m"
        case ..<360_000: "\(seconds / 3_600)h"
        default: "\(min(seconds / 86_400, 999))d"
        }
    }

    /// Five digits are more than a glance takes in; integers stay as they are.
    static func number(_ text: String, _ language: Language) -> String {
        var shown = text
        if text.count(where: \.isNumber) > 5, text.contains("."), let number = Double(text) {
            let whole = text.prefix { $0 != "." }.count(where: \.isNumber)
            shown = fixed(number, decimals: max(0, 5 - whole)) ?? text
        }
        return local(shown, language)
    }

    /// With the language's decimal sign.
    private static func local(_ number: String, _ language: Language) -> String {
        guard language == .vietnamese else { return number }
        return String(number.map { $0 == "." ? "," : $0 })
    }

    /// Seconds with one decimal: `3.2`, `3,2`.
    static func seconds(_ milliseconds: Int64, _ language: Language) -> String {
        let tenths = (max(0, milliseconds) + 50) / 100
        return "\(tenths / 10)\(language == .vietnamese ? "," : ".")\(tenths % 10)"
    }

    /// nil for what is too large to be worth it.
    private static func fixed(_ number: Double, decimals: Int) -> String? {
        let power = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
        let scaled = (abs(number) * power).rounded()
        guard scaled < 1e15 else { return nil }
        let digits = String(Int64(scaled))
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let sign = number < 0 && scaled > 0 ? "-" : ""
        if decimals == 0 { return sign + padded }
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }
}
