// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import ArgumentParser
internal import Config
internal import Field
internal import Host
internal import Hub

struct HubCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: Text(
            en: "Try the way to the hub, step by step, from here.",
            vi: "Thử đường tới hub từ máy này, từng bước một."),
        usage: """
            tram hub check [--config <config>] [--profiles <profiles> ...]
                   [--wait <wait>] [--output <output>] [--lang <lang>]
            """,
        discussion: Text(
            en: """
                A line a step, as far as the next one makes sense; below one that failed the \
                likely causes in order, and what to type next. The service goes on: this check \
                has a client id of its own. It publishes empty messages one level below the \
                agent's topics (…/live/check), which no consumer reads as records and the hub \
                does not keep. What nobody can tell from here has a question mark.

                $ tram hub check
                ✓ file          /etc/tram/tram.yaml: 1 address, MQTT 5. This check is
                                danang-gw-hc-0457-check to the hub, so that the service
                                (danang-gw-hc-0457) stays connected
                mqtts://127.0.0.1:8883
                ✓ DNS           nothing to ask: 127.0.0.1
                ✓ TCP           127.0.0.1, port 8883 (0.32 ms)
                ✗ TLS           the hub's certificate is not trusted or not for this name: IP
                                address mismatch [hub-untrusted]
                                1. the file names the hub otherwise than its certificate: write
                                   one of the certificate's names into urls
                                2. the name leads to another machine
                                next: openssl s_client -connect 127.0.0.1:8883
                ? certificate   CN=hub, O=Da Nang, until 2027-02-21 (89 days left), signed by
                                CN=City CA; for DNS:localhost
                ? clock         2026-11-23 06:59: within the certificate's days; nothing
                                synchronises it (NTP); the hub tells no time
                ✗ 1 problem: hub-untrusted

                Then come MQTT with its limits, the rights to subscribe and to publish, the round \
                trip and the will. Ctrl-C ends it. Exit code 1: a problem was found; 5: only \
                time ran out.
                """,
            vi: """
                Mỗi bước một dòng, đi tới chừng nào bước sau còn có nghĩa; dưới bước hỏng là các \
                nguyên nhân dễ gặp theo thứ tự và lệnh nên gõ tiếp. Dịch vụ vẫn chạy: lệnh này \
                dùng client id riêng. Nó gửi bản tin rỗng ở một cấp dưới topic của gateway \
                (…/live/check): không bên nhận nào coi đó là bản ghi, hub cũng không giữ lại. \
                Điều không thể biết từ đây có dấu hỏi.

                $ tram hub check --lang vi
                ✓ tệp           /etc/tram/tram.yaml: 1 địa chỉ, MQTT 5. Lệnh này dùng client id
                                danang-gw-hc-0457-check nên dịch vụ (danang-gw-hc-0457) vẫn giữ
                                kết nối
                mqtts://127.0.0.1:8883
                ✓ DNS           không cần hỏi: 127.0.0.1
                ✓ TCP           127.0.0.1, cổng 8883 (0,32 ms)
                ✗ TLS           chứng chỉ của hub không đáng tin hoặc không đúng tên máy: IP
                                address mismatch [hub-untrusted]
                                1. tệp ghi tên hub khác với chứng chỉ: hãy ghi một tên có trong
                                   chứng chỉ vào urls
                                2. tên miền dẫn tới máy khác
                                tiếp theo: openssl s_client -connect 127.0.0.1:8883
                …
                ✗ 1 vấn đề: hub-untrusted

                Sau đó là MQTT và các giới hạn, quyền nhận và gửi, thời gian đi và về, di chúc \
                (will). Ctrl-C để dừng. Mã thoát 1: có vấn đề; 5: chỉ có quá thời gian chờ.
                """))

    /// The longest wait that makes sense for one step.
    private static let longestWait = 300

    @OptionGroup var options: ConfigurationOptions

    @Option(
        help: .words(
            en: "How many seconds each step may take.",
            vi: "Mỗi bước được phép mất bao nhiêu giây."))
    var wait = 10

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var language: LanguageOptions

    func validate() throws {
        guard 1...Self.longestWait ~= wait else {
            throw ValidationError(
                Text(
                    en: "--wait takes 1 to \(Self.longestWait) seconds",
                    vi: "--wait nhận từ 1 đến \(Self.longestWait) giây"))
        }
    }

    func run() throws {
        let screen = Screen(language.language)
        let view = CheckView(width: Terminal.columns, language: screen.language)
        let isShown = output == .table
        let report = try check(screen) { step in
            if isShown { for line in view.lines(step) { screen.line(line) } }
        }
        switch output {
        case .table: for line in view.verdict(report) { screen.line(line) }
        case .json: Environment.write(report.json + "\n")
        }
        if let exit = report.exit { throw exit }
    }

    private func check(
        _ screen: Screen, _ tell: @escaping (CheckStep) -> Void
    ) throws -> CheckReport {
        let signals = try Signals()
        let outcome = Reader.configuration(
            at: options.path, profiles: options.directories, library: Library.directories())
        guard let configuration = outcome.value else {
            return refused(outcome, tell)
        }
        do throws(AgentFault) {
            var run = CheckRun(
                configuration, try HubAccess.checker(configuration), path: options.path,
                patience: .seconds(Int64(wait)), stop: signals.descriptor, tell: tell)
            run.run { address in
                if output == .table { screen.line(address.description) }
            }
            return run.report
        } catch {
            return refused(error, configuration, tell)
        }
    }

    /// The file has errors: the first of them; `tram check` tells all.
    private func refused(
        _ outcome: Outcome<Configuration>, _ tell: (CheckStep) -> Void
    ) -> CheckReport {
        guard let first = outcome.problems.first(where: { $0.severity == .error }) else {
            return only("configuration", Text(en: options.path, vi: options.path), [], tell)
        }
        let place = first.line == 0 ? first.file : "\(first.file):\(first.line)"
        let more = outcome.errors - 1
        return only(
            first.code,
            Text(
                en: "\(place): \(first.text.en)" + (more > 0 ? "; \(more) more" : ""),
                vi: "\(place): \(first.text.vi)" + (more > 0 ? "; còn \(more) lỗi nữa" : "")), [],
            tell)
    }

    /// The file's hub cannot be used as it stands there.
    private func refused(
        _ fault: AgentFault, _ configuration: Configuration, _ tell: (CheckStep) -> Void
    ) -> CheckReport {
        var causes: [Text] = []
        if case .hub(.credentials) = fault {
            causes = [
                Text(
                    en: "this user may not read it: try with sudo",
                    vi: "tài khoản này không đọc được tệp: hãy thử với sudo"),
                Text(
                    en: "systemd hands it to the service only: name the file for this check",
                    vi: "systemd chỉ giao cho dịch vụ: hãy ghi tên tệp để kiểm tra"),
            ]
        }
        return only(fault.code, fault.text, causes, tell)
    }

    private func only(
        _ code: String, _ found: Text, _ causes: [Text], _ tell: (CheckStep) -> Void
    ) -> CheckReport {
        let next = "tram check \(options.path)"
        let trouble = CheckStep.Trouble(
            code: code, causes: causes, next: Text(en: next, vi: next))
        let step = CheckStep(.configuration, trouble, found)
        tell(step)
        var report = CheckReport()
        report.add(step, at: nil)
        return report
    }
}
