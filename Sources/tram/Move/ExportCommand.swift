// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: Text(
            en: "Write this site into one file, for another box.",
            vi: "Ghi trạm này vào một tệp để chuyển sang máy khác."),
        usage: """
            tram export <file> [--with-secrets] [--config <config>]
                   [--profiles <profiles> ...] [--output <output>] [--lang <lang>]
            """,
        discussion: Text(
            en: """
                The file has the gateway's file with its id, the drop-ins and the site's own \
                profiles beside it, certificates, and what each counter was last read as. It is \
                text, with a sum over all of it. What is secret stays out and is named, unless \
                --with-secrets is given. Not in it: records that wait (tram spool), and the \
                epoch: a new box numbers its records anew.

                A running service writes counters down at the end of each window: stop it first \
                if nothing may be counted twice or not at all.

                $ sudo systemctl stop tram && sudo tram export bts-0457.json
                ✓ bts-0457.json: gw-hc-0457 (haichau, bts-0457), 3 files, 6 counters of 1
                  device
                  secret and left out, to be set again there: hub.password
                  next, on the other box: tram import bts-0457.json --dry-run

                Exit code 1: the site does not check, or something cannot be read or written.
                """,
            vi: """
                Tệp gồm tệp cấu hình của gateway kèm mã của nó, các tệp trong conf.d và hồ sơ \
                riêng của trạm nằm bên cạnh, chứng chỉ, và giá trị đọc cuối của từng bộ đếm. Đó \
                là văn bản đọc được, có mã kiểm cho toàn bộ. Bí mật không được ghi vào mà chỉ \
                nêu tên, trừ khi có --with-secrets. Không có trong tệp: bản ghi đang chờ (tram \
                spool), và epoch: máy mới đánh số bản ghi lại từ đầu.

                Dịch vụ đang chạy ghi bộ đếm vào cuối mỗi cửa sổ: hãy dừng dịch vụ trước nếu \
                không được đếm sót hay đếm hai lần.

                $ sudo systemctl stop tram && sudo tram export bts-0457.json --lang vi
                ✓ bts-0457.json: gw-hc-0457 (haichau, bts-0457), 3 tệp, 6 bộ đếm của 1 thiết
                  bị
                  bí mật, không ghi vào tệp, phải đặt lại ở máy mới: hub.password
                  tiếp theo, trên máy kia: tram import bts-0457.json --dry-run

                Mã thoát 1: cấu hình có lỗi, hoặc có thứ không đọc, không ghi được.
                """))

    @Argument(
        help: .words(
            en: "The file to write; - writes to the output.",
            vi: "Tệp được ghi; - thì ghi ra màn hình."), completion: .file())
    var file: String

    @Flag(
        help: .words(
            en: "Passwords and keys too: guard the file as you guard those.",
            vi: "Ghi cả mật khẩu và khóa: phải giữ tệp kín như chính chúng."))
    var withSecrets = false

    @OptionGroup var options: ConfigurationOptions

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var language: LanguageOptions

    func run() throws {
        let screen = Screen(language.language)
        let place = try SitePlace(options.path)
        var whole = options
        whole.path = place.path
        let configuration = try whole.read()
        let export = try ExportRun(place.path, configuration, hasSecrets: withSecrets).export
        try write(export)
        guard file != "-" else { return }
        let view = MoveView(export, configuration, file, width: Terminal.columns)
        view.tell(view.exported, output, screen)
    }

    /// Whole or not at all, and for nobody else to read.
    private func write(_ export: SiteExport) throws(MoveFault) {
        do {
            let text = try export.text()
            guard text.utf8.count <= SiteExport.mostBytes else { throw MoveFault.tooLarge }
            if file == "-" { return Environment.write(text) }
            let mayWrite = try WholeFiles.mayWrite(at: file) {
                String(decoding: $0, as: UTF8.self).contains("\"tram-export\"")
            }
            guard mayWrite else { throw MoveFault.notAFile(file, by: "tram export") }
            try WholeFiles.write(Array(text.utf8), to: file)
        } catch let fault as SystemFault {
            throw .system(fault)
        } catch {
            throw error as? MoveFault ?? .tooLarge
        }
    }
}
