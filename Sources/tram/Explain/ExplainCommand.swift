// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: Text(
            en: "Explain a code: what it means, likely causes, what to check.",
            vi: "Giải thích một mã: ý nghĩa, nguyên nhân thường gặp, cần kiểm tra gì."),
        usage: "tram explain [<code> ...] [--output <output>] [--lang <lang>]",
        discussion: Text(
            en: """
                Codes are the words that stay the same in every language: those in brackets \
                behind a message, the quality of a value, "code" in JSON. Without one all of \
                them are listed. Nothing is asked of the service or of a device.

                $ tram explain port-busy
                port-busy: another program holds the serial port
                Ports and connections to devices: tram status bus, the log

                Likely causes, the most likely first
                  1. the service itself polls on this port
                  2. a console or a modem manager took it (getty, ModemManager)
                  3. a test program was left running
                Check
                  - if it is the service, name the bus in place of the port
                  - otherwise end the program that tram ports names
                Next
                  tram ports

                Exit code 2: there is no such code.
                """,
            vi: """
                Mã là những từ giữ nguyên trong mọi ngôn ngữ: từ trong ngoặc vuông sau thông \
                báo, chất lượng của giá trị, "code" trong JSON. Không ghi mã nào thì liệt kê tất \
                cả. Lệnh này không hỏi dịch vụ hay thiết bị.

                $ tram explain port-busy --lang vi
                port-busy: chương trình khác đang giữ cổng nối tiếp
                Cổng và kết nối tới thiết bị: tram status bus, nhật ký

                Nguyên nhân thường gặp, khả năng cao nhất trước
                  1. chính dịch vụ đang đọc trên cổng này
                …

                Mã thoát 2: không có mã này.
                """))

    @Argument(
        help: .words(en: "Codes; none for a list of all.", vi: "Mã; bỏ trống để liệt kê."),
        completion: .codes)
    var codes: [String] = []

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var language: LanguageOptions

    func run() throws {
        let screen = Screen(language.language)
        let all = CodeEntry.all
        let found = codes.isEmpty ? all : codes.flatMap { CodeEntry.named($0, of: all) }
        show(found, screen)
        let unknown = codes.filter { CodeEntry.named($0, of: all).isEmpty }
        for word in unknown {
            screen.complain(Self.complaint(word, CodeEntry.near(word, of: all))(screen.language))
        }
        if !unknown.isEmpty { throw ExitCode.usage }
    }

    private func show(_ entries: [CodeEntry], _ screen: Screen) {
        if output == .json {
            var writer = JSONWriter()
            writer.codes(entries)
            return Environment.write(String(decoding: writer.bytes, as: UTF8.self) + "\n")
        }
        let view = ExplainView(width: Terminal.columns, language: screen.language)
        guard !codes.isEmpty else { return view.list(entries).forEach(screen.line) }
        for (number, entry) in entries.enumerated() {
            if number > 0 { screen.line("") }
            for line in view.lines(entry) { screen.line(line) }
        }
    }

    private static func complaint(_ word: String, _ near: [String]) -> Text {
        let names = near.joined(separator: ", ")
        return near.isEmpty
            ? Text(
                en: "tram explain: no code is called \(word.quoted); tram explain lists them all",
                vi: "tram explain: không có mã \(word.quoted); tram explain liệt kê tất cả")
            : Text(
                en: "tram explain: no code is called \(word.quoted); did you mean \(names)?",
                vi: "tram explain: không có mã \(word.quoted); có phải ý bạn là \(names)?")
    }
}
