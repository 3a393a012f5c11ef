// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

struct WriteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract: Text(
            en: "Write a value to a point of a device, and read it back.",
            vi: "Ghi một giá trị vào điểm đo của thiết bị rồi đọc lại."),
        usage: """
            tram write <device> <point> <value> [--dry-run] [--yes]
                   [--output <output>] [--control <control>] [--lang <lang>]
            """,
        discussion: Text(
            en: """
                Only what the device's profile lets be written (access: rw), within its limits, \
                in the point's unit; on and off for two states. The running service writes \
                between two polls, reads the point back and notes in its log who wrote what. \
                Members of the group tram-admin may write.

                $ tram write cabinet setting_temperature_unit 1
                cabinet setting_temperature_unit: 1 to holding 33 of unit 3 on rs485-1
                (function 6, 0x0001). Write it? [y/N] y
                ✓ written and read back: 1 (23 ms)

                Exit code 1: not written, or read back otherwise. 2: there is no such device or \
                point. 3: the service cannot be reached. 4: not confirmed, not allowed, or out of \
                the limits. 5: it does not answer in time.
                """,
            vi: """
                Chỉ ghi được điểm mà hồ sơ thiết bị cho phép (access: rw), trong giới hạn của \
                nó, theo đơn vị của điểm; on/off cho điểm hai trạng thái. Dịch vụ đang chạy ghi \
                giữa hai lần đọc, đọc lại, và ghi nhật ký ai đã ghi gì. Chỉ thành viên nhóm \
                tram-admin được ghi.

                $ tram write cabinet setting_temperature_unit 1 --lang vi
                cabinet setting_temperature_unit: ghi 1 vào holding 33 của trạm (unit) 3 …

                Mã thoát 1: không ghi được, hoặc đọc lại thấy khác. 2: không có thiết bị hoặc \
                điểm đo đó. 3: không kết nối được dịch vụ. 4: chưa xác nhận, không được phép, \
                hoặc ngoài giới hạn. 5: dịch vụ không trả lời kịp.
                """))

    @Argument(
        help: .words(en: "The device's id.", vi: "Mã thiết bị."), completion: .devices)
    var device: String

    @Argument(
        help: .words(en: "The point's name.", vi: "Tên điểm đo."), completion: .writablePoints)
    var point: String

    @Argument(
        help: .words(
            en: "A number in the point's unit, or on, off; a negative one behind --.",
            vi: "Một số theo đơn vị của điểm đo, hoặc on, off; số âm thì ghi sau --."))
    var value: String

    @Flag(
        help: .words(
            en: "Only show what would be written.", vi: "Chỉ xem sẽ ghi gì, không ghi."))
    var dryRun = false

    @Flag(help: .words(en: "Do not ask.", vi: "Không hỏi lại."))
    var yes = false

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var control: ControlOptions
    @OptionGroup var language: LanguageOptions

    /// A device may want to be left alone for a while before it is read back.
    private static let patience = Nanoseconds.seconds(60)

    func run() throws {
        let screen = Screen(language.language)
        if dryRun || !yes {
            let plan = try ask(isDry: true)
            guard !dryRun else {
                return show(plan, WriteView(plan, value, screen).plan, screen)
            }
            try confirm(WriteView(plan, value, screen), screen)
        }
        let answer = try ask(isDry: false)
        show(answer, WriteView(answer, value, screen).result, screen)
    }

    private func show(_ answer: JSON, _ text: Text, _ screen: Screen) {
        switch output {
        case .json: Environment.write(answer.pretty + "\n")
        case .table: screen.say(text)
        }
    }

    private func ask(isDry: Bool) throws(ServiceFault) -> JSON {
        try ServiceClient.ask("write", at: control.path, within: Self.patience) { writer in
            writer.member("device", device)
            writer.member("point", point)
            writer.member("value", value)
            writer.key("dry")
            writer.bool(isDry)
        }
    }

    /// Asks whoever sits there; nobody else can say yes.
    private func confirm(_ view: WriteView, _ screen: Screen) throws(DeviceMistake) {
        guard Environment.isTerminal(0), output == .table else { throw .nobodyThere }
        Environment.write(screen.shown(view.question(screen.language)) + " ")
        guard let answer = Prompt.line(), WriteView.isYes(answer) else { throw .unconfirmed }
    }
}
