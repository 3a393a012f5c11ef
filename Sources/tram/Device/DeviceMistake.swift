// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host

/// Why a command does not do what it was asked, and what to do about it. Every command throws it,
/// or what can be told as one; `Tram.main` tells it, in one form for people and one for scripts.
struct DeviceMistake: Error {
    let code: String
    let text: Text
    /// What else is wrong.
    private(set) var details: [Text]
    /// What to type then, in this order; where it is not said, the code's article says it.
    private let next: [ShellLine]
    let exit: ExitCode
    /// What more a script is told.
    private let facts: @Sendable (inout JSONWriter) -> Void

    /// Of a text of several lines, the first is the sentence.
    init(
        _ code: String, _ text: Text, details: [Text] = [], next: [[String]] = [],
        exit: ExitCode = .problem,
        facts: @escaping @Sendable (inout JSONWriter) -> Void = { _ in }
    ) {
        let lines = zip(text.en.split(separator: "\n"), text.vi.split(separator: "\n"))
            .map { Text(en: String($0), vi: String($1)) }
        (self.code, self.text) = (code, lines.first ?? text)
        self.details = lines.dropFirst() + details
        (self.next, self.exit, self.facts) = (next.map(ShellLine.init), exit, facts)
    }

    /// What is no mistake of its own is the machine's.
    init(anyOf error: any Error) {
        self =
            (error as? any Told)?.mistake
            ?? Self("system", Text(en: "\(error)", vi: "\(error)"))
    }

    /// Nobody has said yes.
    static var unconfirmed: Self {
        Self(
            "not-confirmed",
            Text(en: "not confirmed; nothing was changed", vi: "chưa xác nhận; không thay đổi gì"),
            exit: .refused)
    }

    /// A script cannot be asked.
    static var nobodyThere: Self {
        Self(
            "not-confirmed",
            Text(
                en: "nobody is there to confirm; add --yes, or --dry-run to look only",
                vi: "không có ai để xác nhận; hãy thêm --yes, hoặc --dry-run để chỉ xem"),
            next: [agreed], exit: .refused)
    }

    /// This command, with a yes; what stands behind `--` is no option.
    static var agreed: [String] {
        let words = CommandLine.arguments.dropFirst()
        let end = words.firstIndex(of: "--") ?? words.endIndex
        return ["tram"] + words[..<end] + ["--yes"] + words[end...]
    }

    /// For which there is `--force`.
    var canBeForced: Self {
        with(
            Text(
                en: "nothing was written; to add it all the same: --force",
                vi: "chưa ghi gì; nếu vẫn muốn thêm: --force"))
    }

    /// And what else is to be known.
    func with(_ detail: Text) -> Self {
        var other = self
        other.details.append(detail)
        return other
    }

    // MARK: How it is told

    /// Of the code, where it says itself neither what else is wrong nor what to do.
    private var article: Article? { CodeEntry.named(code).first?.article }

    private var causes: [Text] { details.isEmpty ? article?.causes.map(\.text) ?? [] : [] }

    /// Words in capitals stand for names that nobody knows here.
    private var advice: [String] {
        guard next.isEmpty else { return next.map(\.text) }
        let command = article?.next ?? ""
        let isOpen = command.split { " :".contains($0) }.contains { $0.allSatisfy(\.isUppercase) }
        return [command.isEmpty || isOpen ? "tram explain \(code)" : command]
    }

    /// Why, and what to type, for people or for a script.
    func tell(_ command: String, _ output: OutputForm, _ screen: Screen) {
        guard output == .table else { return Environment.write(json + "\n") }
        for line in lines(command, max(60, Terminal.columns), screen.language) {
            screen.complain(line)
        }
    }

    func lines(_ command: String, _ width: Int, _ language: Language) -> [String] {
        var rows = ["\(command): \(text(language)) [\(code)]"]
        rows += details.map { "  \($0(language))" }
        if !causes.isEmpty {
            rows.append(Text(en: "likely causes:", vi: "nguyên nhân thường gặp:")(language))
            rows += zip(1..., causes).map { "  \($0). \($1(language))" }
        }
        rows.append(Text(en: "next:", vi: "lệnh tiếp theo:")(language))
        let commands = next.isEmpty ? advice.map { "  \($0)" } : next.flatMap { $0.lines() }
        return rows.flatMap { $0.wrapped(columns: width) } + commands
    }

    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("code", code)
        writer.member("en", text.en)
        writer.member("vi", text.vi)
        writer.texts("details", details)
        writer.texts("causes", causes)
        writer.strings("next", advice)
        facts(&writer)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
