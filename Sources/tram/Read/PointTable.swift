// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Points that were read, a row each: name, raw words, quality, value. Why one has no value stands
/// below it.
struct PointTable {
    private let findings: [PointFinding]
    private let width: Int
    private let language: Language
    /// Whether the console shows ASCII only.
    private let isPlain: Bool
    private let columns: (name: Int, raw: Int, quality: Int)
    private let head: [String]

    /// Words of a row; JSON has all of them.
    private static let mostWords = 4

    init(
        _ findings: [PointFinding], width: Int = 80, language: Language = .english,
        isPlain: Bool = false
    ) {
        (self.findings, self.width, self.language) = (findings, max(60, width), language)
        self.isPlain = isPlain
        head = Text(
            en: "POINT|RAW|QUALITY|VALUE", vi: "ĐIỂM ĐO|RAW|CHẤT LƯỢNG|GIÁ TRỊ")(language)
            .split(separator: "|").map(String.init)
        func longest(_ cells: [String], _ head: String) -> Int {
            cells.reduce(head.columns) { max($0, $1.columns) }
        }
        columns = (
            min(40, longest(findings.map(\.point.name), head[0])),
            longest(findings.map(Self.raw), head[1]), max(7, head[2].columns)
        )
    }

    var lines: [String] { [row(head)] + findings.flatMap(rows) }

    private func rows(_ finding: PointFinding) -> [String] {
        let value = value(finding).printable(columns: width - 4)
        let start = [finding.point.name, Self.raw(finding), finding.quality.class.rawValue]
        let whole = row(start + [value])
        let isShort = whole.columns <= width
        return (isShort ? [whole] : [row(start + [""]), "    " + value]) + reason(finding)
    }

    private func row(_ cells: [String]) -> String {
        [
            TableColumns.left(cells[0], columns.name), TableColumns.left(cells[1], columns.raw),
            TableColumns.left(cells[2], columns.quality), cells[3],
        ].joined(separator: " ").withoutTail
    }

    private static func raw(_ finding: PointFinding) -> String {
        guard let words = finding.words else { return finding.point.isRead ? "–" : "" }
        if finding.point.readTable.isBits { return words.map { "\($0)" }.joined() }
        let shown = words.prefix(mostWords).map { word in
            let digits = String(word, radix: 16, uppercase: true)
            return String(repeating: "0", count: 4 - digits.count) + digits
        }
        return shown.joined(separator: " ") + (words.count > mostWords ? "…" : "")
    }

    /// With its unit, or with what it stands for.
    private func value(_ finding: PointFinding) -> String {
        if let text = finding.text { return text }
        guard let value = finding.value else { return "–" }
        if let meaning = finding.meaning {
            return "\(ReadView.text(value, language)): \(meaning(language))"
        }
        if case .bool(let on) = value {
            return (on ? Text(en: "on", vi: "bật") : Text(en: "off", vi: "tắt"))(language)
        }
        let unit = PointText.unit(finding.point.unit, isPlain: isPlain)
        return ReadView.text(value, language) + (unit.isEmpty ? "" : " \(unit)")
    }

    private func reason(_ finding: PointFinding) -> [String] {
        guard finding.quality != .good else { return [] }
        let exception = finding.exception.map { code in
            Text(en: " (exception \(code))", vi: " (mã lỗi \(code))")(language)
        }
        let words = finding.quality.words(language) + (exception ?? "")
        return "  ✗ \(words) [\(finding.quality.code)]".wrapped(columns: width)
    }
}
