// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: Text(
            en: "Show how each bus is read: requests, bytes, milliseconds, load.",
            vi: "Xem cách đọc từng bus: yêu cầu, byte, mili giây, tải."),
        usage: """
            tram plan [<bus>] [--config <config>] [--profiles <profiles> ...]
                   [--output <output>] [--lang <lang>]
            """,
        discussion: Text(
            en: """
                Which requests read a device's points, of all that are allowed those that cost \
                least on the wire; how long they take; and how much of the line's time that is. \
                Nothing is sent: times are reckoned from the line's speed and 10 ms that a device \
                takes to answer. Then the round in which one or two units stop answering: they \
                cost their timeouts once, and a small share of the line's time from then on (tax).

                $ tram plan
                rs485-1 (/dev/ttyS1, 9600 8N1): 1 device, 3 requests, load 19.0 %
                DEVICE                           UNIT   EVERY  POINTS  BYTES        MS    LOAD
                meter-1                             1     1 s      14    143     189.9  19.0 %
                  input 0..37                                       7     89     106.4
                  input 70..79                                      5     33      48.0
                  input 342..345                                    2     21      35.5
                  one round of everything: 189.9 ms
                  … in which unit 1 stops answering: 2200.0 ms

                Exit code 1: the file has errors, or a bus has too much to read. 2: no such bus.
                """,
            vi: """
                Những yêu cầu nào đọc các điểm đo của một thiết bị (cách ít tốn thời gian nhất \
                trên đường truyền), mất bao lâu, và chiếm bao nhiêu thời gian của đường truyền. \
                Lệnh này không gửi gì: thời gian được tính từ tốc độ đường truyền và 10 ms để \
                thiết bị trả lời. Tiếp theo là vòng đọc mà một hoặc hai trạm ngừng trả lời: chúng \
                tốn đúng một lần timeout, về sau chỉ chiếm một phần nhỏ (tax).

                $ tram plan --lang vi
                rs485-1 (/dev/ttyS1, 9600 8N1): 1 thiết bị, 3 yêu cầu, tải 19,0 %
                …

                Mã thoát 1: tệp cấu hình có lỗi, hoặc một bus phải đọc quá nhiều. 2: không có \
                bus này.
                """))

    @Argument(
        help: .words(en: "Only this bus.", vi: "Chỉ xem bus này."), completion: .buses)
    var bus: String?

    @OptionGroup var options: ConfigurationOptions

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var language: LanguageOptions

    func run() throws {
        let screen = Screen(language.language)
        let lines = try wanted(options.read(bearsOverload: true))
        switch output {
        case .json: Environment.write(json(lines) + "\n")
        case .table:
            let view = PlanView(width: Terminal.columns, language: screen.language)
            for line in lines { for row in view.lines(line) { screen.line(row) } }
            if lines.allSatisfy(\.devices.isEmpty) { screen.say(DeviceListView.nothing) }
        }
        if lines.contains(where: { LineLoad($0).usual > 1 }) { throw ExitCode.problem }
    }

    private func wanted(_ configuration: Configuration) throws(DeviceMistake) -> [Line] {
        guard let bus else { return configuration.lines }
        let lines = configuration.lines.filter { $0.id == bus }
        guard lines.isEmpty else { return lines }
        let names = configuration.lines.map(\.id).joined(separator: ", ")
        throw DeviceMistake(
            "unknown-bus",
            Text(
                en: "no bus is called \(bus.quoted); there are: \(names)",
                vi: "không có bus nào tên \(bus.quoted); hiện có: \(names)"),
            next: [["tram", "plan", "--config", options.path]], exit: .usage)
    }

    private func json(_ lines: [Line]) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("buses")
        writer.beginArray()
        for line in lines { writer.plan(line) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
