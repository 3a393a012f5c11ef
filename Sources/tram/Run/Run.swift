// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import ArgumentParser
internal import Config
internal import Field
internal import Host
internal import Logging

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: Text(
            en: "Run the service in the foreground: poll, publish, until SIGTERM or Ctrl-C.",
            vi: "Chạy dịch vụ: đọc thiết bị và gửi số liệu, đến khi có SIGTERM hoặc Ctrl-C."),
        usage: """
            tram run [--config <config>] [--profiles <profiles> ...]
                   [--control <control>] [--lang <lang>]
            """,
        discussion: Text(
            en: """
                Reads the gateway's file, opens every line, connects to the hub and goes on \
                through any outage of either. Nothing starts with a file that does not check. \
                The log goes to standard error; `tram status` asks how everything does.

                $ tram run --config tram.yaml
                … info tram: [tram] tram 0.1.0: gw-1, 1 line, 3 devices
                … info tram: [Agent] spool: epoch 0c244b30fb917c03, 0 gaps to be declared
                … info tram: [Agent] clock: trusted
                … info tram: [Agent] line roof (10.0.0.7:502) is open
                … info tram: [Agent] hub: session 1 is up

                SIGTERM or Ctrl-C ends it: answers under way are waited for, each for its \
                device's timeout at most, then the hub is told, within two seconds. Records that \
                the hub has not acknowledged by then are in the spool, and come after the next \
                start. SIGHUP or `tram reload` has it take a changed file without a stop.

                Exit code 1: it could not start; 4: another one runs already.
                """,
            vi: """
                Đọc tệp cấu hình của gateway, mở mọi đường truyền, kết nối tới hub và vẫn chạy \
                tiếp khi đường truyền hay hub gián đoạn. Tệp cấu hình có lỗi thì dịch vụ không \
                khởi động. Nhật ký (log) ghi ra standard error; tình trạng chung xem bằng \
                `tram status`.

                $ tram run --config tram.yaml
                … info tram: [Agent] line roof (10.0.0.7:502) is open
                … info tram: [Agent] hub: session 1 is up

                SIGTERM hoặc Ctrl-C để dừng: chờ các câu trả lời đang dở, lâu nhất bằng timeout \
                của thiết bị, rồi báo cho hub, trong vòng hai giây. Bản ghi mà đến lúc đó hub \
                chưa xác nhận vẫn nằm trong kho lưu tạm (spool) và được gửi sau lần khởi động kế \
                tiếp. SIGHUP hoặc `tram reload` để dùng tệp đã sửa mà không phải dừng.

                Mã thoát 1: không khởi động được; 4: đã có dịch vụ đang chạy.
                """))

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var language: LanguageOptions

    func run() throws {
        let screen = Screen(language.language)
        let outcome = Self.read(options.path, options.directories)
        let list = ProblemList(problems: outcome.problems, count: outcome.count)
        for line in list.lines(screen.language) { screen.complain(line) }
        guard let configuration = outcome.value else { throw ExitCode.problem }
        do throws(AgentFault) {
            try serve(configuration)
        } catch {
            screen.complain("tram run: \(error.text(screen.language)) [\(error.code)]")
            if case .runsAlready = error { throw ExitCode.refused }
            throw ExitCode.problem
        }
    }

    private static func read(_ path: String, _ profiles: [String]) -> Outcome<Configuration> {
        Reader.configuration(at: path, profiles: profiles, library: Library.directories())
    }

    /// As at a start; what is only doubtful is for `tram check`.
    private static func reload(
        _ path: String, _ profiles: [String], _ settings: Agent.Settings
    ) -> Reloaded {
        let outcome = read(path, profiles)
        guard let configuration = outcome.value else {
            let list = ProblemList(problems: outcome.problems, count: outcome.count)
            let lines = zip(list.lines(.english), list.lines(.vietnamese))
            return .refused(lines.map { Text(en: $0, vi: $1) })
        }
        do throws(AgentFault) {
            return .settings(settings.with(configuration, try HubAccess.publisher(configuration)))
        } catch {
            return .refused([error.text])
        }
    }

    /// Nothing rests on it: a service that nobody looks after measures and delivers all the same.
    private static func manager(_ log: Logger) -> ServiceManager? {
        do throws(SystemFault) {
            return try ServiceManager.take()
        } catch {
            log.warning("the service manager cannot be told (NOTIFY_SOCKET): \(error)")
            return nil
        }
    }

    private func serve(_ configuration: Configuration) throws(AgentFault) {
        let isJournal = Environment.isJournal(2)
        LoggingSystem.bootstrap { label -> any LogHandler in
            isJournal ? JournalLogHandler() : StreamLogHandler.standardError(label: label)
        }
        let log = Logger(label: "tram")
        let manager = Self.manager(log)
        let signals: Signals
        do throws(SystemFault) {
            try Process.economise()
            signals = try Signals()
        } catch {
            throw .system(error)
        }
        var settings = Agent.Settings(
            configuration: configuration, connection: try HubAccess.publisher(configuration),
            binding: MachineBinding.read())
        settings.control = control.path
        settings.manager = manager
        settings.reload = { [path = options.path, profiles = options.directories] in
            Self.reload(path, profiles, $0)
        }
        log.info(
            """
            tram \(Product.version): \(configuration.gateway.id), \
            \(configuration.lines.count.of("line")), \(configuration.devices.count.of("device"))
            """)
        try Agent(settings, log: log).run(signals)
    }
}

/// Names that nobody else has.
enum Identifier {
    /// 16 hexadecimal digits from the system's source of random numbers.
    static func random() -> String {
        let number = UInt64.random(in: .min ... .max)
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
