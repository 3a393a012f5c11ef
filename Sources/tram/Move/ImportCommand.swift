// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: Text(
            en: "Make this box the site that tram export has written.",
            vi: "Biến máy này thành trạm đã được ghi bằng tram export."),
        usage: """
            tram import <file> [--dry-run] [--replace] [--config <config>]
                   [--output <output>] [--lang <lang>]
            """,
        discussion: Text(
            en: """
                Files go into the folder of --config, as they lay in that of the other box; ids \
                stay, and counters go on from what they were last read as. Numbers of records \
                begin anew: a new epoch. First all of it is checked, as tram check does; then \
                it is written, all or nothing. What is there already stays, unless --replace is \
                given; then it is kept in a folder replaced-1 beside it, with its secrets, and \
                its spool in one beside that. Secrets that were left out are named. The other \
                box must be off for good: two gateways of one id throw each other out of the hub.

                $ sudo tram import bts-0457.json --dry-run
                bts-0457.json: gw-hc-0457 (haichau, bts-0457), 3 files, 6 counters of 1
                  device, exported 11-23 09:13 by tram 0.1.0
                tram.yaml                                     242
                conf.d/bus-rs485-1.yaml                       160
                conf.d/device-meter-5.yaml                    209
                  counters go into /var/lib/tram/spool.db
                  secret and left out, to be set again there: hub.password
                ✓ all of it checks; nothing was written (--dry-run)

                Exit code 1: the file or the site in it does not check, or it cannot be written. \
                4: there is a site already, or the service runs.
                """,
            vi: """
                Các tệp vào thư mục của --config, như ở máy cũ; các mã giữ nguyên, bộ đếm đếm \
                tiếp từ giá trị đọc cuối. Số thứ tự bản ghi bắt đầu lại: epoch mới. Mọi thứ được \
                kiểm trước, như tram check; sau đó mới ghi, trọn vẹn hoặc không ghi gì. Cấu hình \
                đã có được giữ, trừ khi có --replace; khi đó nó được cất vào thư mục replaced-1 \
                bên cạnh, cùng các bí mật, và kho lưu tạm (spool) vào thư mục như vậy cạnh nó. \
                Bí mật không có trong tệp sẽ được nêu tên. Máy cũ phải tắt hẳn: hai gateway cùng \
                mã sẽ đẩy nhau khỏi hub.

                $ sudo tram import bts-0457.json --dry-run --lang vi
                bts-0457.json: gw-hc-0457 (haichau, bts-0457), 3 tệp, 6 bộ đếm của 1 thiết
                  bị, xuất lúc 11-23 09:13 bằng tram 0.1.0
                tram.yaml                                     242
                conf.d/bus-rs485-1.yaml                       160
                conf.d/device-meter-5.yaml                    209
                  bộ đếm ghi vào /var/lib/tram/spool.db
                  bí mật, không ghi vào tệp, phải đặt lại ở máy mới: hub.password
                ✓ mọi thứ đều đúng; chưa ghi gì (--dry-run)

                Mã thoát 1: tệp hoặc trạm trong đó có lỗi, hoặc không ghi được. 4: đã có cấu \
                hình, hoặc dịch vụ đang chạy.
                """))

    @Argument(
        help: .words(en: "What tram export has written.", vi: "Tệp do tram export ghi."),
        completion: .file())
    var file: String

    @Flag(help: .words(en: "Only check and tell.", vi: "Chỉ kiểm và báo, không ghi."))
    var dryRun = false

    @Flag(
        help: .words(
            en: "In the place of a site that is here already.",
            vi: "Thay cho cấu hình đã có trên máy này."))
    var replace = false

    @Option(
        name: .customLong("config"),
        help: .words(en: "The gateway's file.", vi: "Tệp cấu hình của gateway."), completion: .yaml)
    var path = ConfigurationOptions.usual

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var language: LanguageOptions

    func run() throws {
        let screen = Screen(language.language)
        let run = try ImportRun(try SiteExport.read(file), to: path)
        let (configuration, problems) = try run.check()
        guard let configuration else { throw MoveFault.site(problems.texts) }
        try checkBox(run, configuration)
        let kept = dryRun ? [] : try run.run(configuration)
        var view = MoveView(run.export, configuration, file, width: Terminal.columns)
        view.secretsHere = try run.secretsHere(isWritten: !dryRun)
        view.tell(
            dryRun ? view.checked : view.imported(to: run.folder, kept), output, screen,
            more: [
                .init(key: "written", value: .bool(!dryRun)), .init("folder", run.folder),
                .init("kept", kept),
            ])
    }

    /// Whether it can be written here.
    private func checkBox(
        _ run: ImportRun, _ configuration: Configuration
    ) throws(MoveFault) {
        guard configuration.gateway.id == run.export.gateway else { throw .damaged("gateway.id") }
        _ = try SpoolFiles.counters(configuration.storage.path)
        if File.isLocked(configuration.storage.path) { throw .serviceRuns }
        if !replace, let (path, kept) = try run.obstacle(configuration) {
            throw .exists(path, kept: kept)
        }
    }
}
