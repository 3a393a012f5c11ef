// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

struct MaintenanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "maintenance",
        abstract: Text(
            en: "Mark a device's values and mute its alarms while you work on it.",
            vi: "Đánh dấu giá trị và tắt cảnh báo của thiết bị trong lúc bảo trì."),
        usage: """
            tram maintenance [<device>] [--for <time>] [--note <note>] [--end]
                   [--output <output>] [--control <control>] [--lang <lang>]
            """,
        discussion: Text(
            en: """
                The hub sees the state maintenance and the quality calibrating/maintenance beside \
                each value; windows leave these values out, and counters count on from the last \
                value before. What is so at the end (a limit passed, a door open, no answer) is \
                told then. It ends by itself, also when the service or the machine starts anew \
                meanwhile. Members of the group tram-admin may; the log says who it was.

                $ tram maintenance meter-5 --for 2h --note "new CT clamps"
                ✓ meter-5 is under maintenance for 2.0 hours: its values are marked, its alarms
                  mute; tram maintenance meter-5 --end ends it sooner
                $ tram maintenance
                DEVICE       SINCE       UNTIL       LEFT        USER NOTE
                meter-5      11-23 09:13 11-23 11:13 2.0 hours      0 new CT clamps

                Exit code 1: refused. 2: there is no such device. 3: the service cannot be \
                reached. 4: not allowed. 5: it does not answer in time.
                """,
            vi: """
                Hub nhận trạng thái maintenance, và chất lượng calibrating/maintenance bên cạnh \
                từng giá trị; cửa sổ thống kê không tính các giá trị này, bộ đếm đếm tiếp từ giá \
                trị trước đó. Điều gì còn tồn tại khi kết thúc (vượt ngưỡng, cửa mở, không trả \
                lời) sẽ được báo lúc đó. Bảo trì tự kết thúc đúng hạn, kể cả khi dịch vụ hoặc \
                máy khởi động lại giữa chừng. Chỉ thành viên nhóm tram-admin được dùng; nhật ký \
                ghi ai đã dùng.

                $ tram maintenance meter-5 --for 2h --note "thay kẹp CT" --lang vi
                ✓ meter-5 đang bảo trì trong 2,0 giờ: giá trị được đánh dấu, cảnh báo tắt; kết
                  thúc sớm bằng: tram maintenance meter-5 --end
                $ tram maintenance --lang vi
                THIẾT BỊ     TỪ LÚC      ĐẾN LÚC     CÒN        NGƯỜI GHI CHÚ
                meter-5      11-23 09:13 11-23 11:13 2,0 giờ        0 thay kẹp CT

                Mã thoát 1: bị từ chối. 2: không có thiết bị đó. 3: không kết nối được dịch vụ. \
                4: không được phép. 5: dịch vụ không trả lời kịp.
                """))

    @Argument(
        help: .words(
            en: "The device's id; without it: which are under maintenance.",
            vi: "Mã thiết bị; không ghi thì liệt kê các thiết bị đang bảo trì."),
        completion: .devices)
    var device: String?

    @Option(
        name: .customLong("for"),
        help: .words(
            en: "How long: 30m, 2h, at most 7d.", vi: "Trong bao lâu: 30m, 2h, tối đa 7d."))
    var time: TimeSpan?

    @Option(help: .words(en: "Why, in one line.", vi: "Lý do, trong một dòng."))
    var note: String?

    @Flag(help: .words(en: "End it now.", vi: "Kết thúc ngay."))
    var end = false

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var control: ControlOptions
    @OptionGroup var language: LanguageOptions

    func validate() throws {
        let isClear = device == nil ? time == nil && !end : (time == nil) == end
        guard isClear, note == nil || time != nil else {
            throw ValidationError(
                Text(
                    en: "either a device with --for 2h, or a device with --end, or nothing",
                    vi: "ghi thiết bị kèm --for 2h, hoặc thiết bị kèm --end, hoặc không ghi gì"))
        }
    }

    func run() throws {
        let screen = Screen(language.language)
        let answer = try ServiceClient.ask("maintenance", at: control.path) { writer in
            guard let device else { return }
            writer.member("device", device)
            if let time {
                writer.member("for", time.length.milliseconds)
                writer.member("note", note ?? "")
            } else {
                writer.key("end")
                writer.bool(true)
            }
        }
        guard output == .table else { return Environment.write(answer.pretty + "\n") }
        let view = MaintenanceView(
            answer, width: Terminal.columns, language: screen.language)
        let lines = device.map { view.lines(changed: $0) } ?? view.lines
        for line in lines { screen.line(line) }
    }
}
