// SPDX-License-Identifier: Apache-2.0
internal import Field

/// How wide the columns of the full screen's table are: from 60 columns on, at their best from 81.
struct TableColumns {
    private static let value = 8
    private static let unit = 5
    private static let age = 4
    /// Key, state and the gaps between columns.
    private static let rest = 10
    private let device: Int
    private let name: Int
    private let quality: Int
    private let trend: Int

    /// `device`: columns of the devices' names.
    init(_ width: Int, device: Int = 8) {
        self.device = device
        let free = width - device - Self.value - Self.unit - Self.age - Self.rest
        // The trend gives way first, then the name, then the quality's reason.
        trend = max(5, min(ShownPoint.historyLimit, free - 30))
        quality = max(8, min(width >= 100 ? 18 : 12, free - trend - 12))
        name = max(0, free - trend - quality)
    }

    func head(_ language: Language) -> String {
        let words = Text(
            en: "DEVICE|POINT|VALUE|AGE|QUALITY|TREND",
            vi: "THIẾT BỊ|ĐIỂM ĐO|GIÁ TRỊ|TUỔI|CHẤT LƯỢNG|XU HƯỚNG")(language)
            .split(separator: "|").map(String.init)
        return [
            "   ", Self.left(words[0], device), Self.left(words[1], name),
            Self.right(words[2], Self.value), Self.left("", Self.unit),
            Self.right(words[3], Self.age), Self.left(words[4], quality),
            Self.left(words[5], trend),
        ].joined(separator: " ")
    }

    func row(
        _ head: (key: String, mark: String, device: String), _ point: PointText
    ) -> String {
        [
            "\(head.key) \(head.mark)", Self.left(head.device, device), Self.left(point.name, name),
            Self.right(point.value, Self.value), Self.left(point.unit, Self.unit),
            Self.right(point.age, Self.age), Self.left(point.quality(columns: quality), quality),
            Self.left(point.trend(columns: trend), trend),
        ].joined(separator: " ")
    }

    /// So wide exactly; what is too long ends in a mark.
    static func left(_ text: String, _ columns: Int) -> String {
        let all = text.printable(columns: columns)
        guard text.columns > columns, columns > 0 else { return all.padded(columns) }
        return (text.printable(columns: columns - 1) + "…").padded(columns)
    }

    static func right(_ text: String, _ columns: Int) -> String {
        let shown = left(text, min(columns, max(0, text.columns)))
        return String(repeating: " ", count: max(0, columns - shown.columns)) + shown
    }
}
