// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

struct StatusCommand: ParsableCommand {
    /// What is shown of it.
    enum Part: String, ExpressibleByArgument, CaseIterable {
        case bus, device, hub, spool
    }

    enum Form: String, ExpressibleByArgument, CaseIterable {
        case table, json, prometheus
    }

    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: Text(
            en: "Ask the running service how everything does: one screen.",
            vi: "Hỏi dịch vụ đang chạy về tình trạng chung: một màn hình."),
        usage: """
            tram status [bus|device|hub|spool] [<name> ...] [--output <output>]
                   [--file <file>] [--control <control>] [--lang <lang>]
            """,
        discussion: Text(
            en: """
                Clock, hub, spool, every bus with what became of its requests, every device with \
                its state, how many of its points are good and how old its last value is, and \
                limits that are passed now. No request is sent on a bus for it.

                $ tram status
                gw-1 (haichau, bts-0457): tram 0.1.0, running for 3 days
                clock: trusted
                hub city: up for 5.2 hours (session 12)
                spool: 12.5 MB of 512.0 MB (2 %), nothing waits, room for 34 days
                BUS          LINK REQUESTS ANSWERED TIMEOUTS DAMAGED FOREIGN ADDRESS
                rs485-1      open   103680   99.9 %       60      20       3 /dev/ttyS1
                DEVICE       BUS        UNIT STATE       SINCE          GOOD AGE, REPLY, OR WHY
                meter-1      rs485-1       1 online      11-21 19:14   12/12 2 s
                meter-2      rs485-1       2 offline     11-22 03:02    0/12 comm/timeout

                tram status device meter-1 shows one of them. With --output prometheus it is \
                text for a Prometheus node exporter, with tram_up 0 where no service answers. \
                --file puts it into the exporter's folder of text files, in one piece, for \
                whoever may read the folder:

                $ tram status --output prometheus \\
                       --file /var/lib/prometheus/node-exporter/tram.prom

                The exit code then tells of the file alone: 0 when it is written.

                Exit code 1: something is not as it should be. 2: there is no such bus or \
                device. 3: the service cannot be reached. 4: not allowed. 5: it does not answer \
                in time.
                """,
            vi: """
                Đồng hồ, hub, kho lưu tạm (spool), mỗi bus cùng kết quả các yêu cầu, mỗi thiết \
                bị với trạng thái, số điểm đo tốt, tuổi của giá trị cuối, và các ngưỡng đang bị \
                vượt. Lệnh này không gửi yêu cầu nào lên bus.

                $ tram status --lang vi
                gw-1 (haichau, bts-0457): tram 0.1.0, đã chạy 3 ngày
                đồng hồ: tin được
                hub city: đã kết nối 5,2 giờ (phiên 12)
                spool: 12,5 MB trong 512,0 MB (2 %), không có gì chờ, còn chỗ cho 34 ngày
                BUS          CỔNG  YÊU CẦU  TRẢ LỜI  QUÁ HẠN    HỎNG      LẠ ĐỊA CHỈ
                …

                tram status device meter-1 chỉ xem một thiết bị. Với --output prometheus: văn \
                bản cho Prometheus node exporter, ghi tram_up 0 khi dịch vụ không trả lời. --file \
                đặt trọn văn bản đó vào thư mục textfile của node exporter, ai đọc được thư mục \
                thì đọc được tệp:

                $ tram status --output prometheus \\
                       --file /var/lib/prometheus/node-exporter/tram.prom

                Khi đó mã thoát chỉ nói về tệp: 0 là đã ghi xong.

                Mã thoát 1: có điều bất thường. 2: không có bus hoặc thiết bị đó. 3: không kết \
                nối được dịch vụ. 4: không được phép. 5: dịch vụ không trả lời kịp.
                """))

    @Argument(help: .words(en: "Only this part.", vi: "Chỉ xem phần này."))
    var part: Part?

    @Argument(
        help: .words(
            en: "Only these buses or devices, by their ids.",
            vi: "Chỉ xem các bus hoặc thiết bị này, theo mã."), completion: .busesAndDevices)
    var names: [String] = []

    @Option(
        help: .words(
            en: "table, json or prometheus.",
            vi: "table: cho người đọc; json, prometheus: cho chương trình."))
    var output = Form.table

    @Option(
        help: .words(
            en: "Where the metrics go, instead of the standard output.",
            vi: "Ghi số liệu prometheus vào tệp này thay cho đầu ra chuẩn."),
        completion: .file())
    var file: String?

    @OptionGroup var control: ControlOptions
    @OptionGroup var language: LanguageOptions

    func validate() throws {
        guard file == nil || output == .prometheus else {
            throw ValidationError(
                Text(
                    en: "--file is for metrics: --output prometheus --file tram.prom",
                    vi: "--file dùng cho số liệu: --output prometheus --file tram.prom"))
        }
        guard !names.isEmpty, part != .bus, part != .device else { return }
        throw ValidationError(
            Text(
                en: "names are of buses or devices: tram status device meter-1",
                vi: "chỉ bus và thiết bị có tên: tram status device meter-1"))
    }

    func run() throws {
        let screen = Screen(language.language)
        let answer: JSON
        do throws(ServiceFault) {
            answer = try ServiceClient.ask("status", at: control.path)
        } catch {
            // Whoever collects it knows at once, and not by the age of a file.
            if output == .prometheus, part == nil {
                try put(StatusMetrics(isUp: false))
                if file != nil, error.isSilence { return }
            }
            throw error
        }
        let report = StatusReport(answer["status"] ?? .null, part, names)
        if let name = report.unknown(names).first {
            throw DeviceMistake(
                part == .bus ? "unknown-bus" : "unknown-device",
                Text(
                    en: "the service has nothing called \(name.quoted) there",
                    vi: "dịch vụ không có \(name.quoted) ở mục này"),
                next: [["tram", "status", part?.rawValue ?? ""]], exit: .usage)
        }
        switch output {
        case .json: Environment.write(report.json.pretty + "\n")
        case .prometheus: try put(StatusMetrics(report))
        case .table:
            let view = StatusView(width: Terminal.columns, language: screen.language)
            for line in view.lines(report) { screen.line(line) }
        }
        if report.isTrouble, file == nil { throw ExitCode.problem }
    }

    private func put(_ metrics: StatusMetrics) throws {
        guard let file else { return Environment.write(metrics.text) }
        let mayWrite = try WholeFiles.mayWrite(at: file) {
            String(decoding: $0, as: UTF8.self).hasPrefix("# HELP tram_")
        }
        guard mayWrite else { throw MoveFault.notAFile(file, by: "tram status") }
        try WholeFiles.show(Array(metrics.text.utf8), at: file)
    }
}
