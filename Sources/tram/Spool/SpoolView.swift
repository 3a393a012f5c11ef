// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import Field
internal import Host
internal import Spool

/// A spool as a person reads it: a row for each stream of a device, then what follows from it.
struct SpoolView {
    /// Gaps that are told in words; all of them are in the JSON.
    static let mostTold = 5

    let path: String
    let width: Int
    let language: Language
    private let figures: Figures

    init(_ path: String, width: Int = 80, language: Language = .english) {
        self.path = path
        self.width = max(width, 60)
        self.language = language
        figures = Figures(language: language)
    }

    func lines(_ look: SpoolLook, _ relics: [SpoolRelic]) -> [String] {
        let words =
            [head(look), use(look), autonomy(look)] + [disk(look)].compactMap(\.self) + gaps(look)
            + aside(relics)
        return table(look) + words.flatMap { $0(language).wrapped(columns: width) }
    }

    /// Whether somebody has to do something about it.
    static func isTrouble(_ look: SpoolLook, _ relics: [SpoolRelic]) -> Bool {
        !relics.isEmpty || look.state.diskFullHours != nil
    }

    // MARK: The table

    private func table(_ look: SpoolLook) -> [String] {
        guard !look.lines.isEmpty else { return [] }
        let words = Text(
            en: "DEVICE|STREAM|WAITING|KEPT|NUMBERS|OLDEST|NEWEST",
            vi: "THIẾT BỊ|LUỒNG|CHỜ GỬI|ĐANG GIỮ|SỐ THỨ TỰ|CŨ NHẤT|MỚI NHẤT")(language)
            .split(separator: "|").map(String.init)
        return [columns(words)] + look.lines.map { row($0, look.epoch) }
    }

    private func row(_ line: SpoolLook.Line, _ epoch: String) -> String {
        let time = { (milliseconds: Int64) in
            LocalTime(WallTime(milliseconds: milliseconds)).shortStamp
        }
        return columns([
            // Numbers of an earlier epoch have nothing to do with those of this one.
            line.epoch == epoch ? line.device : "\(line.device) (\(line.epoch.prefix(4)))",
            line.stream.name, AuditView.figure(line.waiting), AuditView.figure(line.kept),
            line.first == line.last ? "\(line.first)" : "\(line.first)–\(line.last)",
            time(line.from), time(line.to),
        ])
    }

    private func columns(_ cells: [String]) -> String {
        let device = max(8, min(24, width - 66))
        return [
            TableColumns.left(cells[0], device), TableColumns.left(cells[1], 6),
            TableColumns.right(cells[2], 7), TableColumns.right(cells[3], 8),
            TableColumns.right(cells[4], 17), TableColumns.left(cells[5], 11),
            TableColumns.left(cells[6], 11),
        ].joined(separator: " ").printable(columns: width).withoutTail
    }

    // MARK: In words

    private func head(_ look: SpoolLook) -> Text {
        let epoch = "epoch \(look.epoch.prefix(8))"
        if look.isInUse {
            return Text(
                en: "\(path): in use by the service, \(epoch)",
                vi: "\(path): dịch vụ đang dùng, \(epoch)")
        }
        if look.isUnclean {
            return Text(
                en: "\(path): its last process was cut off, \(epoch); the next start declares "
                    + "what it had not stored",
                vi: "\(path): lần chạy trước bị ngắt đột ngột, \(epoch); lần khởi động sau sẽ "
                    + "khai báo những gì chưa kịp lưu")
        }
        return Text(
            en: "\(path): closed, no process uses it, \(epoch)",
            vi: "\(path): đã đóng, không có tiến trình nào dùng, \(epoch)")
    }

    private func use(_ look: SpoolLook) -> Text {
        let (used, limit) = (look.state.usedBytes, look.state.limit)
        let share = figures.share(used, of: limit)
        let (part, all) = (figures.bytes(used), figures.bytes(limit))
        guard let daily = look.dailyBytes else {
            return Text(
                en: "uses \(part) of \(all) (\(share)); too little to tell how fast it grows",
                vi: "dùng \(part) trong \(all) (\(share)); chưa đủ dữ liệu để biết tăng nhanh "
                    + "bao nhiêu")
        }
        let growth = figures.bytes(Int64(daily))
        return Text(
            en: "uses \(part) of \(all) (\(share)); records take \(growth) a day",
            vi: "dùng \(part) trong \(all) (\(share)); bản ghi chiếm \(growth) mỗi ngày")
    }

    private func autonomy(_ look: SpoolLook) -> Text {
        let count = waiting(look)
        guard let hours = look.state.autonomyHours else { return count }
        let time = figures.hours(hours)
        return Text(
            en: "\(count.en); without the hub there is room for \(time)",
            vi: "\(count.vi); nếu mất hub thì còn chỗ cho \(time)")
    }

    /// How much waits, and how long it takes to send.
    private func waiting(_ look: SpoolLook) -> Text {
        let waiting = look.lines.reduce(0) { $0 + $1.waiting }
        guard waiting > 0 else {
            return Text(en: "nothing waits for the hub", vi: "không có gì chờ gửi lên hub")
        }
        let minutes = Int(look.drainSeconds / 60)
        let time = figures.hours(look.drainSeconds / 3_600)
        let drain =
            minutes == 0
            ? Text(en: "less than a minute to send", vi: "gửi hết chưa tới một phút")
            : Text(en: "about \(time) to send", vi: "gửi hết mất khoảng \(time)")
        let records = Int(clamping: waiting).of("record")
        return look.isInUse
            ? Text(
                en: "at most \(records) waiting for the hub (\(drain.en)): what it received "
                    + "lately is noted later",
                vi: "nhiều nhất \(waiting) bản ghi chờ gửi lên hub (\(drain.vi)): bản hub vừa nhận "
                    + "được ghi sổ sau")
            : Text(
                en: "\(records) waiting for the hub (\(drain.en))",
                vi: "\(waiting) bản ghi chờ gửi lên hub (\(drain.vi))")
    }

    private func disk(_ look: SpoolLook) -> Text? {
        guard let free = look.state.diskFreeBytes else { return nil }
        let room = figures.bytes(free)
        guard let hours = look.state.diskFullHours else {
            return Text(
                en: "the disk has \(room) free: enough for all that the spool may take",
                vi: "ổ đĩa còn trống \(room): đủ cho mức tối đa của kho")
        }
        let time = figures.hours(hours)
        return Text(
            en: "✗ the disk has \(room) free and is full in \(time): make room, or lower spool: "
                + "size",
            vi: "✗ ổ đĩa còn trống \(room), sẽ đầy sau \(time): hãy dọn bớt, hoặc giảm spool: "
                + "size")
    }

    private func gaps(_ look: SpoolLook) -> [Text] {
        guard !look.gaps.isEmpty else { return [] }
        let count = look.gaps.count
        let head = Text(
            en: "\(count.of("gap")) to be declared to the hub:",
            vi: "\(count) khoảng thiếu (gap) chờ khai báo với hub:")
        let told = look.gaps.prefix(Self.mostTold).map { gap in
            let place = "  \(gap.device) \(gap.stream.name): \(gap.reason.name), "
            let size = gap.readings ?? gap.count
            return gap.readings == nil
                ? Text(
                    en: place + Int(clamping: size).of("record"), vi: place + "\(size) bản ghi")
                : Text(
                    en: place + Int(clamping: size).of("reading"),
                    vi: place + "\(size) giá trị đọc")
        }
        let more = count - told.count
        let rest = Text(
            en: "  … and \(more) more; all of them: --output json",
            vi: "  … và \(more) khoảng nữa; xem tất cả: --output json")
        return [head] + told + (more > 0 ? [rest] : [])
    }

    private func aside(_ relics: [SpoolRelic]) -> [Text] {
        guard !relics.isEmpty else { return [] }
        let named = relics.map { relic in
            let time = relic.changed.map { ", \(LocalTime($0).stamp)" } ?? ""
            let words = "  \(relic.path) (\(figures.bytes(relic.bytes))\(time))"
            return Text(en: words, vi: words)
        }
        let head = Text(
            en: "✗ set aside because they could not be used; what was in them is declared:",
            vi: "✗ đã cất riêng vì không dùng được; nội dung đã được khai báo là mất:")
        let advice = Text(
            en: "  keep them while somebody may want to find out why, then: sudo rm",
            vi: "  giữ lại khi còn cần tìm nguyên nhân, sau đó xóa bằng: sudo rm")
        return [head] + named + [advice]
    }
}

extension SpoolLook {
    /// How long it takes to send what waits, as fast as the agent sends history.
    var drainSeconds: Double { Double(waitingBytes) / Double(Pump.historyBytesPerSecond) }
}
