// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: Text(
            en: "Look at everything: what is wrong, why probably, what to type next.",
            vi: "Khám toàn bộ: hỏng gì, có thể vì sao, nên gõ lệnh nào tiếp."),
        usage: """
            tram doctor [<name>] [--config <config>] [--profiles <profiles> ...]
                   [--output <output>] [--control <control>] [--lang <lang>]
            """,
        discussion: discussion)

    @Argument(
        help: .words(
            en: "Only this bus, or this device.", vi: "Chỉ bus này, hoặc thiết bị này."),
        completion: .busesAndDevices)
    var name: String?

    @OptionGroup var options: ConfigurationOptions

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var control: ControlOptions
    @OptionGroup var language: LanguageOptions

    func run() throws {
        let screen = Screen(language.language)
        let signals = try Signals()
        let report = try examined(screen, stop: signals.descriptor)
        switch output {
        case .json: Environment.write(report.json + "\n")
        case .table:
            let view = DoctorView(width: Terminal.columns, language: screen.language)
            for finding in report.findings {
                for line in view.lines(finding) { screen.line(line) }
            }
            for line in view.verdict(report) { screen.line(line) }
        }
        if let exit = report.exit { throw exit }
    }

    private func examined(_ screen: Screen, stop: CInt) throws -> DoctorReport {
        let outcome = Reader.configuration(
            at: options.path, profiles: options.directories, library: Library.directories())
        let faults = outcome.value.map(Agent.faults) ?? []
        var problems = outcome.problems
        problems += faults.map { Problem($0.code, file: options.path, $0.text) }
        guard let configuration = outcome.value else {
            var report = DoctorReport()
            report.add(problems, of: outcome.count, options.path)
            report.askService(at: control.path)
            return report
        }
        let lines = try wanted(configuration)
        var run = DoctorRun(
            path: options.path, control: control.path, configuration: configuration,
            lines: lines, isWhole: name == nil, stop: stop,
            progress: DoctorProgress(screen, isQuiet: output == .json))
        run.report.add(problems, of: outcome.count + faults.count, options.path)
        run.run()
        return run.report
    }

    /// The lines that are meant, each with the devices that are.
    private func wanted(_ configuration: Configuration) throws(ReadMistake) -> [Line] {
        guard let name else { return configuration.lines }
        if let line = configuration.lines.first(where: { $0.id == name }) { return [line] }
        for var line in configuration.lines {
            line.devices.removeAll { $0.id != name }
            if !line.devices.isEmpty { return [line] }
        }
        throw .device(name, configuration)
    }
}

extension DoctorReport {
    /// Errors of the file one by one, and how many warnings there are.
    fileprivate mutating func add(_ problems: [Problem], of count: Int, _ path: String) {
        let errors = problems.filter { $0.severity == .error }
        for problem in errors.prefix(DoctorRun.mostProblems) { add(problem, path) }
        let others = count - min(errors.count, DoctorRun.mostProblems)
        let first = problems.first { $0.severity == .warning } ?? errors.last
        guard others > 0, let first else { return }
        var note = DoctorFinding(
            .file, path, code: first.code,
            found: Text(
                en: "\(path): \(others.of("remark")) more: \(first.text.en)",
                vi: "\(path): còn \(others) ghi chú: \(first.text.vi)"),
            causes: [], next: ShellLine(["tram", "check", path]).text)
        note.isNote = true
        add(note)
    }

    private mutating func add(_ problem: Problem, _ path: String) {
        let place =
            problem.line == 0 ? problem.file : "\(problem.file):\(problem.line):\(problem.column)"
        add(
            DoctorFinding(
                .file, path, code: problem.code,
                found: Text(
                    en: "\(place): \(problem.text.en)", vi: "\(place): \(problem.text.vi)"),
                causes: [], next: Self.next(problem, path).text))
    }

    /// Where a file is not there, a check would say no more.
    private static func next(_ problem: Problem, _ path: String) -> ShellLine {
        problem.code == "cannot-read"
            ? ShellLine(["tram", "explain", problem.code]) : ShellLine(["tram", "check", path])
    }
}
