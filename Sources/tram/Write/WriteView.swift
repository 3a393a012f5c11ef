// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What would be written, and what was, as the service tells it.
struct WriteView {
    private let answer: JSON
    private let value: String
    private let screen: Screen
    private var language: Language { screen.language }

    init(_ answer: JSON, _ value: String, _ screen: Screen) {
        (self.answer, self.value, self.screen) = (answer, value, screen)
    }

    static func isYes(_ answer: String) -> Bool {
        ["y", "yes", "c", "có", "co"].contains(answer.lowercased())
    }

    /// What was typed, as the language writes numbers.
    private var typed: String { JSON.number(value).shown(language) }

    var question: Text {
        Text(en: "\(plan.en) Write it? [y/N]", vi: "\(plan.vi) Ghi? [c/K]")
    }

    var plan: Text {
        let what = "\(answer.text("device")) \(answer.text("point"))"
        let unit = PointText.unit(answer.text("unit-of-measure"), isPlain: screen.isPlain)
        let number = unit.isEmpty ? typed : "\(typed) \(unit)"
        let place = "\(answer.text("table")) \(answer["address"]?.integer ?? 0)"
        let bus = answer.text("bus")
        let station = "\(answer["unit"]?.integer ?? 0)"
        let words = (answer["words"]?.array ?? []).compactMap(\.integer)
            .map { "0x\(Self.hex($0))" }.joined(separator: " ")
        let how = "\(answer["function"]?.integer ?? 0), \(words)"
        let unlocks = answer["unlocks"]?.integer ?? 0
        let locks = answer["locks"]?.integer ?? 0
        let en =
            (unlocks > 0 ? ", \(unlocks) unlocking first" : "")
            + (locks > 0 ? ", \(locks) afterwards" : "")
        let vi =
            (unlocks > 0 ? ", mở khóa \(unlocks) lệnh trước" : "")
            + (locks > 0 ? ", \(locks) lệnh sau đó" : "")
        return Text(
            en: """
                \(what): \(number) to \(place) of unit \(station) on \(bus)
                (function \(how)\(en)).
                """,
            vi: """
                \(what): ghi \(number) vào \(place) của trạm (unit) \(station) trên \(bus)
                (hàm \(how)\(vi)).
                """)
    }

    var result: Text {
        let time = "\((answer["took"]?.integer ?? 0) / 1_000) ms"
        if answer["after-restart"]?.bool == true {
            return Text(
                en: "✓ written (\(time)); it takes effect when the device starts again",
                vi: "✓ đã ghi (\(time)); có hiệu lực sau khi thiết bị khởi động lại")
        }
        guard let now = answer["now"] else {
            return Text(
                en: "✓ written (\(time)); the point cannot be read back",
                vi: "✓ đã ghi (\(time)); điểm này không đọc lại được")
        }
        let text = now.shown(language)
        return Text(
            en: "✓ written and read back: \(text) (\(time))",
            vi: "✓ đã ghi và đọc lại: \(text) (\(time))")
    }

    private static func hex(_ word: Int64) -> String {
        let digits = String(word, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension JSON {
    /// A value on a screen: with the language's decimal sign.
    fileprivate func shown(_ language: Language) -> String {
        switch self {
        case .bool(let on): on ? "on" : "off"
        case .number(let text):
            language == .vietnamese ? String(text.map { $0 == "." ? "," : $0 }) : text
        default: "–"
        }
    }
}
