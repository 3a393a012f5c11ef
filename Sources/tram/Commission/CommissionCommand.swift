// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import ArgumentParser
internal import Config
internal import Field
internal import Host
internal import Hub

struct CommissionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "commission",
        abstract: Text(
            en: "Write the acceptance record of a site: what it is, and how it does.",
            vi: "Lập biên bản nghiệm thu của trạm: gồm những gì, chạy ra sao."),
        usage: """
            tram commission [--minutes <minutes> | --rounds <rounds>] [--to <to>]
                   [--least <least>] [--config <config>] [--profiles <profiles> ...]
                   [--output <output>] [--control <control>] [--lang <lang>]
            """,
        discussion: discussion)

    private static let minutesLimits = 1...1_440
    private static let roundsLimits = 1...100_000
    private static let usualMinutes = 5
    /// Of a run that is given in rounds.
    private static let longestRun = Nanoseconds.seconds(86_400)
    /// For each step at the hub.
    private static let hubPatience = Nanoseconds.seconds(10)

    @Option(
        help: .words(
            en: "How long it is measured. Without it: 5.",
            vi: "Đo bao nhiêu phút. Nếu bỏ trống: 5."))
    var minutes: Int?

    @Option(
        help: .words(
            en: "Instead: so many rounds of the device that is read least often.",
            vi: "Thay cho minutes: số vòng đọc của thiết bị được đọc thưa nhất."))
    var rounds: Int?

    @Option(
        help: .words(
            en: "The folder for the record. Without it: this one.",
            vi: "Thư mục để lưu biên bản. Nếu bỏ trống: thư mục này."), completion: .directory)
    var to = "."

    @Option(
        help: .words(
            en: "Answers of 100 requests to a device that are enough. Without it: 99.",
            vi: "Thiết bị phải trả lời bao nhiêu trong 100 yêu cầu. Bỏ trống: 99."))
    var least = 99.0

    @OptionGroup var options: ConfigurationOptions

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var control: ControlOptions
    @OptionGroup var language: LanguageOptions

    func validate() throws {
        guard minutes == nil || rounds == nil else {
            throw ValidationError(
                Text(
                    en: "--minutes or --rounds, not both",
                    vi: "chỉ dùng --minutes hoặc --rounds, không dùng cả hai"))
        }
        guard Self.minutesLimits ~= minutes ?? 1, Self.roundsLimits ~= rounds ?? 1 else {
            throw ValidationError(
                Text(
                    en: "--minutes takes 1 to 1440, --rounds 1 to 100000",
                    vi: "--minutes nhận từ 1 đến 1440, --rounds từ 1 đến 100000"))
        }
        guard 0...100 ~= least else {
            throw ValidationError(
                Text(en: "--least takes 0 to 100", vi: "--least nhận từ 0 đến 100"))
        }
        guard File.isDirectory(to) else {
            throw ValidationError(
                Text(
                    en: "--to \(to): no such folder; make it first: mkdir",
                    vi: "--to \(to): không có thư mục này; hãy tạo trước: mkdir"))
        }
    }

    func run() throws {
        let screen = Screen(language.language)
        let outcome = Reader.configuration(
            at: options.path, profiles: options.directories, library: Library.directories())
        guard let configuration = outcome.value else {
            throw DeviceMistake.broken(options.path, outcome)
        }
        let record = try record(of: configuration, outcome, screen)
        let paths = try write(record, screen.language)
        tell(record, paths, screen)
        if !record.isPassed { throw ExitCode.problem }
    }

    private func record(
        of configuration: Configuration, _ outcome: Outcome<Configuration>, _ screen: Screen
    ) throws(CommissionRun.Fault) -> CommissionRecord {
        let signals: Signals
        do throws(SystemFault) { signals = try Signals() } catch { throw .system(error) }
        let progress = CommissionProgress(screen, isShown: output == .table)
        let length = length(configuration)
        var run = CommissionRun(control: control.path, length: length)
        progress.begin(length, configuration)
        defer { progress.end() }
        try run.run(configuration.lines.map(\.id), signals) { progress.tell($0, length) }
        progress.askHub()
        let hub = try hub(configuration, signals)
        let faults = Agent.faults(of: configuration)
        return CommissionRecord(
            configuration: configuration, path: options.path, measure: run.measure,
            machine: .read(),
            problems: outcome.problems
                + faults.map { Problem($0.code, file: options.path, $0.text) },
            hub: hub, bar: least)
    }

    /// How long it is measured.
    private func length(_ configuration: Configuration) -> Nanoseconds {
        guard let rounds else { return .seconds(Int64(minutes ?? Self.usualMinutes) * 60) }
        let periods = configuration.devices.map(\.periods.normal)
        let round = max(periods.max() ?? .zero, .seconds(1))
        let (time, overflow) = round.count.multipliedReportingOverflow(by: Int64(rounds))
        return overflow ? Self.longestRun : min(Nanoseconds(time), Self.longestRun)
    }

    /// Beside the service, as `tram hub check` does.
    private func hub(
        _ configuration: Configuration, _ signals: borrowing Signals
    ) throws(CommissionRun.Fault) -> CommissionRecord.HubCheck {
        let connection: Connection
        do throws(AgentFault) {
            connection = try HubAccess.checker(configuration)
        } catch {
            return .none(code: error.code, error.text)
        }
        var check = CheckRun(
            configuration, connection, path: options.path, patience: Self.hubPatience,
            stop: signals.descriptor, tell: { _ in })
        check.run { _ in }
        if check.report.isStopped { throw .stopped }
        return .steps(check.report)
    }

    /// Markdown, and HTML for paper.
    private func write(
        _ record: CommissionRecord, _ language: Language
    ) throws(SystemFault) -> [(path: String, hash: String)] {
        let page = record.page(language)
        let folder = to == "/" ? "" : to
        var written: [(path: String, hash: String)] = []
        for (suffix, text) in [
            ("md", PageMarkdown(page: page).text), ("html", PageHTML(page: page).text),
        ] {
            let path = "\(folder)/\(record.name).\(suffix)"
            let bytes = Array(text.utf8)
            try WholeFiles.write(bytes, to: path)
            written.append((path, Digest.hex(Digest.sha256(bytes))))
        }
        return written
    }

    private func tell(
        _ record: CommissionRecord, _ paths: [(path: String, hash: String)], _ screen: Screen
    ) {
        guard output == .table else {
            return Environment.write(record.json(written: paths).pretty + "\n")
        }
        let all = record.verdicts
        for verdict in all {
            let code = verdict.isPassed ? "" : " [\(verdict.code)]"
            let line =
                "\(verdict.isPassed ? "✓" : "✗") \(verdict.what(screen.language)): "
                + verdict.found(screen.language) + code
            for part in line.wrapped(columns: Terminal.columns) { screen.line(part) }
        }
        let failed = all.count { !$0.isPassed }
        screen.say(
            failed == 0
                ? Text(
                    en: "passed: all \(all.count) checks", vi: "đạt: tất cả \(all.count) mục")
                : Text(
                    en: "not passed: \(failed) of \(all.count) checks",
                    vi: "không đạt: \(failed)/\(all.count) mục"))
        for (path, hash) in paths { screen.line("\(path)\n  SHA-256 \(hash)") }
    }
}
