// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field
internal import Host

/// What would be added, and what was, for people and for scripts.
struct AddView {
    private let plan: DevicePlan
    private let folder: DropInFolder
    private let output: OutputForm
    private let screen: Screen
    var trial: DeviceTrial?
    /// What the trial has failed of, where the device is added all the same.
    var complaint: Text?

    init(
        _ plan: DevicePlan, _ folder: DropInFolder, _ output: OutputForm, _ screen: Screen
    ) {
        (self.plan, self.folder, self.output, self.screen) = (plan, folder, output, screen)
    }

    static let question = Text(en: "Add it?", vi: "Thêm?")

    /// In few lines, as the trial's values are to stay on the screen.
    func summarize() {
        tellDoubts()
        let (spot, entry) = (plan.spot, plan.entry)
        let files = plan.edit.written.map { folder.file($0.name) }.joined(separator: ", ")
        let bus = spot.isNew ? Text(en: "the new bus ", vi: "bus mới ") : Text(en: "", vi: "")
        let texts = [
            Text(
                en: "\(entry.id): \(entry.profile), unit \(entry.unit) on \(bus.en)\(spot.id), "
                    + "read every \(entry.poll.text)",
                vi: "\(entry.id): \(entry.profile), trạm (unit) \(entry.unit) trên \(bus.vi)"
                    + "\(spot.id), đọc mỗi \(entry.poll.text)"),
            Text(en: "it writes \(files)", vi: "sẽ ghi \(files)"),
        ]
        for line in texts.flatMap({ $0(screen.language).wrapped(columns: 80) }) {
            screen.line(line)
        }
    }

    /// What would be written, and what is doubtful.
    func show() {
        guard output == .table else { return Environment.write(json(nil, isWritten: false) + "\n") }
        tellDoubts()
        for line in plan.lines(folder) { screen.line(line) }
    }

    /// `isShown`: what is doubtful was told before.
    func conclude(_ answer: JSON?, isShown: Bool) {
        guard output == .table else {
            return Environment.write(json(answer, isWritten: true) + "\n")
        }
        if !isShown { tellDoubts() }
        let names = plan.edit.written.map { folder.file($0.name) }.joined(separator: ", ")
        let told = Text(en: "✓ written: \(names)", vi: "✓ đã ghi: \(names)")
        for line in told(screen.language).wrapped(columns: 80) { screen.line(line) }
        Self.tell(answer, screen)
        guard answer != nil else { return }
        for text in then { screen.say(text) }
    }

    /// What to look at with the service, and what comes when all are there.
    private var then: [Text] {
        [
            Text(
                en: "its values: tram watch \(plan.entry.id)",
                vi: "xem giá trị: tram watch \(plan.entry.id)"),
            Text(
                en: "what the hub gets: tram hub tail", vi: "xem hub nhận được gì: tram hub tail"),
            Text(
                en: "all added? what is wrong: tram doctor; the record: tram commission",
                vi: "đã thêm đủ? tìm lỗi: tram doctor; lập biên bản: tram commission"),
        ]
    }

    /// What the service has made of it; nil where none runs.
    static func tell(_ answer: JSON?, _ screen: Screen) {
        guard let answer else { return screen.say(notRunning) }
        for text in ReloadView(answer).lines {
            let line = text(screen.language)
            let rows = line.columns <= 80 ? [line] : line.wrapped(columns: 80)
            for row in rows { screen.line(row) }
        }
    }

    private static let notRunning = Text(
        en: "no service runs; it holds from the next start on",
        vi: "dịch vụ chưa chạy; có hiệu lực từ lần khởi động sau")

    private var doubts: [Text] { (complaint.map { [$0] } ?? []) + plan.doubts }

    private func tellDoubts() {
        for doubt in doubts {
            let word = Text(en: "warning", vi: "cảnh báo")(screen.language)
            for line in "\(word): \(doubt(screen.language))".wrapped(columns: 80) {
                screen.line(line)
            }
        }
    }

    private func json(_ answer: JSON?, isWritten: Bool) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("device", plan.entry.id)
        writer.member("bus", plan.spot.id)
        writer.member("unit", plan.entry.unit)
        writer.member("profile", plan.entry.profile)
        writer.key("files")
        writer.beginArray()
        for one in plan.edit.written {
            writer.beginObject()
            writer.member("file", folder.file(one.name))
            writer.member("text", one.text)
            writer.endObject()
        }
        writer.endArray()
        writer.strings("warnings", doubts.map(\.en))
        if let trial {
            writer.key("trial")
            trial.report.write(&writer)
        }
        writer.key("written")
        writer.bool(isWritten)
        writer.key("in-force")
        writer.bool(answer != nil)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
