// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

struct CaptureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capture",
        abstract: Text(
            en: "Save the last minutes of a bus, byte for byte.",
            vi: "Lưu những phút gần nhất của một bus, đúng từng byte."),
        usage: """
            tram capture <bus> [--last <last>] [--file <file>] [--control <control>]
                   [--lang <lang>]
            """,
        discussion: Text(
            en: """
                The running service keeps what passes on each bus for a while: about four \
                minutes of a full line of 9600 baud, longer on a quieter one. Each line of the \
                file is a piece as it was seen: milliseconds UTC, sent or received, the bytes.

                $ tram capture rs485-1 --last 2m
                rs485-1: 412 pieces of 120 s in rs485-1.capture

                `tram simulate --replay FILE` plays it back: the same requests get the same \
                answers, late and damaged ones too, on a line without the devices.

                Exit code 1: the file cannot be written. 2: there is no such bus. 3: the service \
                cannot be reached. 4: not allowed. 5: it does not answer in time.
                """,
            vi: """
                Dịch vụ đang chạy giữ lại mọi byte trên từng bus trong một thời gian: khoảng bốn \
                phút với đường truyền 9600 baud đầy tải, lâu hơn nếu ít dữ liệu. Mỗi dòng của \
                tệp là một mẩu đúng như đã thấy: mili giây UTC, gửi hay nhận, các byte.

                $ tram capture rs485-1 --last 2m --lang vi
                rs485-1: 412 mẩu trong 120 giây, lưu vào rs485-1.capture

                `tram simulate --replay TỆP` phát lại: cùng yêu cầu sẽ nhận đúng câu trả lời cũ, \
                kể cả câu trả lời trễ hoặc hỏng, không cần thiết bị thật.

                Mã thoát 1: không ghi được tệp. 2: không có bus đó. 3: không kết nối được dịch \
                vụ. 4: không được phép. 5: dịch vụ không trả lời kịp.
                """))

    @Argument(help: .words(en: "The bus.", vi: "Mã bus."), completion: .buses)
    var bus: String

    @Option(
        help: .words(
            en: "Only the last 30s, 5m, ….", vi: "Chỉ lấy 30s, 5m, … gần nhất."))
    var last: TimeSpan?

    @Option(
        help: .words(
            en: "Where to; - for the standard output. Without it: <bus>.capture here.",
            vi: "Lưu vào đâu; - là đầu ra chuẩn. Nếu bỏ trống: <bus>.capture tại đây."),
        completion: .file())
    var file: String?

    @OptionGroup var control: ControlOptions
    @OptionGroup var language: LanguageOptions

    func run() throws {
        let screen = Screen(language.language)
        var capture = CaptureFile()
        try fetch(&capture)
        if let last { capture.keep(last: last.length) }
        if file == "-" { return Environment.write(capture.text) }
        let path = file ?? "\(bus).capture"
        try Self.write(capture.text, to: path)
        screen.say(capture.summary(bus, path))
    }

    private static func write(_ text: String, to path: String) throws {
        let mayWrite = try WholeFiles.mayWrite(at: path) {
            String(decoding: $0, as: UTF8.self).contains("\"tram-capture\"")
        }
        guard mayWrite else { throw MoveFault.notAFile(path, by: "tram capture") }
        try WholeFiles.write(Array(text.utf8), to: path)
    }

    /// Page by page, until what had passed when this began.
    private func fetch(_ capture: inout CaptureFile) throws(ServiceFault) {
        let began = Clock.wall().milliseconds
        var next: Int64? = 0
        while let from = next {
            let page = try ServiceClient.ask("capture", at: control.path) { writer in
                writer.member("bus", bus)
                writer.member("from", from)
            }
            capture.add(page)
            next = capture.hasReached(began) ? nil : page["next"]?.integer
        }
    }
}

/// A length of time as files write it.
struct TimeSpan: ExpressibleByArgument {
    let length: Nanoseconds

    init?(argument: String) {
        guard let length = Reader.duration(argument), length > .zero else { return nil }
        self.length = length
    }
}
