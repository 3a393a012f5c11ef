// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

struct ReloadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: Text(
            en: "Have the running service take the changed configuration.",
            vi: "Cho dịch vụ đang chạy dùng cấu hình vừa sửa."),
        usage: """
            tram reload [--output <output>] [--control <control>] [--lang <lang>]
            """,
        discussion: Text(
            en: """
                The service reads the file that it was started with, and goes on with it at once. \
                What has not changed is not touched: buses keep their ports and their periods, \
                devices their windows and alarms, the hub its session. Another gateway id, hub \
                or storage begins everything anew. With a file that does not check, the service \
                goes on with what it had. Members of the group tram-admin may; SIGHUP to the \
                service does the same.

                $ tram check tram.yaml && tram reload
                ✓ the configuration is in force
                  devices  1 added (air-2), 8 kept
                  buses    1 changed (rs485-1), 3 kept

                Exit code 1: the file was not taken. 3: the service cannot be reached. 4: not \
                allowed. 5: it does not answer in time.
                """,
            vi: """
                Dịch vụ đọc lại tệp cấu hình đã dùng khi khởi động và dùng ngay. Phần không đổi \
                được giữ nguyên: bus không đóng cổng, không lệch chu kỳ đọc; thiết bị giữ cửa sổ \
                thống kê và cảnh báo; phiên kết nối hub không ngắt. Đổi mã gateway, hub hay nơi \
                lưu trữ thì tất cả bắt đầu lại. Tệp có lỗi thì dịch vụ giữ cấu hình cũ. Chỉ \
                thành viên nhóm tram-admin được dùng; gửi SIGHUP cho dịch vụ cũng có tác dụng \
                như vậy.

                $ tram check tram.yaml && tram reload --lang vi
                ✓ cấu hình đã có hiệu lực
                  thiết bị  thêm 1 (air-2), giữ nguyên 8

                Mã thoát 1: tệp không được chấp nhận. 3: không kết nối được dịch vụ. 4: không \
                được phép. 5: dịch vụ không trả lời kịp.
                """))

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var control: ControlOptions
    @OptionGroup var language: LanguageOptions

    /// A bus that changes is waited for until its last answer has come.
    private static let patience = Nanoseconds.seconds(60)

    func run() throws {
        let screen = Screen(language.language)
        let answer = try ServiceClient.ask("reload", at: control.path, within: Self.patience)
        guard output == .table else { return Environment.write(answer.pretty + "\n") }
        for line in ReloadView(answer).lines { screen.say(line) }
    }
}
