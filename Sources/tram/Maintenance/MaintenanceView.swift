// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Which devices are under maintenance, as the service tells it.
struct MaintenanceView {
    private let answer: JSON
    private let width: Int
    private let language: Language

    init(_ answer: JSON, width: Int = 80, language: Language = .english) {
        (self.answer, self.width, self.language) = (answer, max(width, 60), language)
    }

    private var entries: [JSON] { answer["maintenance"]?.array ?? [] }

    /// All of them.
    var lines: [String] {
        guard !entries.isEmpty else {
            return [
                Text(
                    en: "no device is under maintenance",
                    vi: "không có thiết bị nào đang bảo trì")(language)
            ]
        }
        let head = Text(
            en: "DEVICE|SINCE|UNTIL|LEFT|USER|NOTE",
            vi: "THIẾT BỊ|TỪ LÚC|ĐẾN LÚC|CÒN|NGƯỜI|GHI CHÚ")(language)
        return [row(head.split(separator: "|").map(String.init))]
            + entries.map { json in
                row([
                    json.text("device"), stamp(json["since"]), stamp(json["until"]),
                    Self.left(json, language), json["user"]?.number ?? "", json.text("note"),
                ])
            }
    }

    /// What has become of one.
    func lines(changed device: String) -> [String] {
        var lines: [String]
        let lost: Text
        if let json = entries.first(where: { $0.text("device") == device }) {
            let time = Self.left(json, language)
            lines = Text(
                en: "✓ \(device) is under maintenance for \(time): its values are marked, its "
                    + "alarms mute; tram maintenance \(device) --end ends it sooner",
                vi: "✓ \(device) đang bảo trì trong \(time): giá trị được đánh dấu, cảnh báo tắt; "
                    + "kết thúc sớm bằng: tram maintenance \(device) --end")(language)
                .wrapped(columns: width)
            lost = Text(
                en: "it is forgotten when the service starts anew",
                vi: "dịch vụ sẽ quên khi khởi động lại")
        } else {
            lines = Text(
                en: "✓ \(device) is in service again: its values count, its alarms are told",
                vi: "✓ \(device) hoạt động trở lại: giá trị được tính, cảnh báo được báo")(
                    language
                ).wrapped(columns: width)
            lost = Text(
                en: "it may be under maintenance again when the service starts anew",
                vi: "thiết bị có thể lại bảo trì khi dịch vụ khởi động lại")
        }
        guard answer["kept"]?.bool == false else { return lines }
        lines += Text(
            en: "✗ the disk could not take it: \(lost.en); the log tells why: journalctl -u tram",
            vi: "✗ đĩa không ghi được: \(lost.vi); xem lý do trong nhật ký: journalctl -u tram")(
                language
            ).wrapped(columns: width)
        return lines
    }

    private func row(_ cells: [String]) -> String {
        [
            TableColumns.left(cells[0], 12), TableColumns.left(cells[1], 11),
            TableColumns.left(cells[2], 11), TableColumns.left(cells[3], 10),
            TableColumns.right(cells[4], 5), cells[5],
        ].joined(separator: " ").printable(columns: width).withoutTail
    }

    private func stamp(_ json: JSON?) -> String {
        LocalTime(WallTime(milliseconds: json?.integer ?? 0)).shortStamp
    }

    /// How long it lasts still.
    static func left(_ json: JSON, _ language: Language) -> String {
        // Answers take a moment: two hours are not told as 119 minutes.
        let left = min(max(0, json["left"]?.integer ?? 0), .max - 999)
        let seconds = (left + 999) / 1_000
        return seconds < 120
            ? "\(seconds) s" : Figures(language: language).hours(Double(seconds) / 3_600)
    }
}
