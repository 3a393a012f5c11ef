// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: Text(
            en: "Check a gateway's file and the profiles it uses, strictly.",
            vi: "Kiểm tra chặt chẽ tệp cấu hình của gateway và các hồ sơ mà nó dùng."),
        usage: """
            tram check [<path>] [--profiles <profiles> ...] [--output <output>]
                   [--lang <lang>]
            """,
        discussion: Text(
            en: """
                Every problem at once, each with file, line and column, what was found, what was \
                expected and, where one is near, the valid word. No port is opened and nothing \
                is sent: the sensors and the hub need not be there.

                  $ tram check tram.yaml
                  tram.yaml:10:34: error: unknown key "bauds"; did you mean baud? [unknown-key]
                  1 error, 0 warnings; nothing would start

                Exit code 0: fine or warnings only. 1: errors. 2: wrong usage.
                """,
            vi: """
                Nêu mọi vấn đề cùng một lúc, mỗi vấn đề có tệp, dòng và cột, đang ghi gì, cần ghi \
                gì và, nếu có từ đúng gần giống, từ đó. Không mở cổng nào và không gửi gì: chưa \
                cần có cảm biến và hub.

                  $ tram check tram.yaml
                  tram.yaml:10:34: lỗi: khóa "bauds" không hợp lệ; có phải ý bạn là baud? …
                  1 lỗi, 0 cảnh báo; dịch vụ sẽ không khởi động

                Mã thoát 0: hợp lệ hoặc chỉ có cảnh báo. 1: có lỗi. 2: dùng lệnh sai.
                """))

    @Argument(
        help: .words(en: "The gateway's file.", vi: "Tệp cấu hình của gateway."),
        completion: .yaml)
    var path = ConfigurationOptions.usual

    @OptionGroup var profiles: ProfileOptions

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var language: LanguageOptions

    func run() throws {
        let screen = Screen(language.language)
        let outcome = Reader.configuration(
            at: path, profiles: profiles.directories, library: Library.directories())
        let faults = outcome.value.map(Agent.faults) ?? []
        let list = ProblemList(
            problems: outcome.problems + faults.map { Problem($0.code, file: path, $0.text) },
            count: outcome.count + faults.count)
        switch output {
        case .json: Environment.write(list.json + "\n")
        case .table:
            for line in list.lines(screen.language) {
                for row in Screen.rows(line, on: 1) { screen.line(row) }
            }
            screen.say(summary(outcome, faults: faults.count))
            if outcome.problems.contains(where: { $0.code == "cannot-read" }) {
                screen.say(
                    Text(
                        en: "why, and what to do: tram explain cannot-read",
                        vi: "vì sao, và phải làm gì: tram explain cannot-read"))
            }
            if outcome.value?.devices.isEmpty == true, outcome.errors + faults.count == 0 {
                screen.say(DeviceListView.nothing)
            }
        }
        if outcome.errors + faults.count > 0 { throw ExitCode.problem }
    }

    private func summary(_ outcome: Outcome<Configuration>, faults: Int) -> Text {
        let (errors, warnings) = (outcome.errors + faults, outcome.count - outcome.errors)
        guard errors == 0, let configuration = outcome.value else {
            return Text(
                en: """
                    \(errors.of("error")), \(warnings.of("warning")); \
                    nothing would start
                    """,
                vi: "\(errors) lỗi, \(warnings) cảnh báo; dịch vụ sẽ không khởi động")
        }
        let devices = configuration.devices
        let points = devices.reduce(0) { $0 + $1.points.count }
        return Text(
            en: """
                \(path): fine: \(configuration.lines.count.of("line")), \
                \(devices.count.of("device")), \(points.of("point")), \(warnings.of("warning"))
                """,
            vi: """
                \(path): hợp lệ: \(configuration.lines.count) bus, \
                \(devices.count) thiết bị, \(points) điểm đo, \(warnings) cảnh báo
                """)
    }
}

/// How an answer is given: for people or for scripts, the same facts in both.
enum OutputForm: String, ExpressibleByArgument, CaseIterable {
    case table, json

    /// As the command line says: mistakes are told in it, whichever command makes them.
    static var spoken: Self {
        CommandLine.arguments.values(of: "--output").last.flatMap { Self(rawValue: $0) } ?? .table
    }
}
