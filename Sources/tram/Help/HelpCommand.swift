// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

/// In place of the parser's own, as it explains more than commands.
struct HelpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "help",
        abstract: Text(
            en: "Explain a command, or with help profiles how devices are described.",
            vi: "Giải thích một lệnh, hoặc (help profiles) cách viết hồ sơ thiết bị."),
        usage: "tram help [<topic> ...] [--lang <lang>]",
        discussion: Text(
            en: """
                $ tram help read            as tram read --help
                $ tram help profiles        every key of a profile, then examples

                The examples of tram help profiles can be copied into files as they are.
                """,
            vi: """
                $ tram help read            như tram read --help
                $ tram help profiles        mọi khóa của hồ sơ, rồi đến các ví dụ

                Các ví dụ của tram help profiles có thể chép nguyên vào tệp.
                """))

    @Argument(
        help: .words(en: "A command, or profiles.", vi: "Một lệnh, hoặc profiles."),
        completion: .topics)
    var topic: [String] = []

    @OptionGroup var language: LanguageOptions

    func run() throws {
        guard topic.first == "profiles" else { throw CleanExit.helpRequest(try command()) }
        if let more = topic.dropFirst().first { throw Self.unknown(more, near: nil) }
        let screen = Screen(language.language)
        let lines = Manual.profileLanguage(screen.language).flatMap { $0.lines(Terminal.columns) }
        for line in lines.drop(while: \.isEmpty) { screen.line(line) }
    }

    /// What can stand at the end of these words, the last of which is being typed.
    static func topics(behind words: [String]) -> [String] {
        let given = words.drop { $0 != configuration.commandName }.dropFirst().dropLast()
        var found: any ParsableCommand.Type = Tram.self
        for word in given {
            let next = found.configuration.subcommands.first { $0._commandName == word }
            guard let next else { return [] }
            found = next
        }
        let names = found.configuration.subcommands.filter { $0.configuration.shouldDisplay }
            .map { $0._commandName }
        return given.isEmpty ? names + ["profiles"] : names
    }

    private func command() throws -> any ParsableCommand.Type {
        var found: any ParsableCommand.Type = Tram.self
        for word in topic {
            let commands = found.configuration.subcommands
            guard let next = commands.first(where: { $0._commandName == word }) else {
                let near = nearest(word, of: commands.map { $0._commandName } + ["profiles"])
                throw Self.unknown(word, near: near)
            }
            found = next
        }
        return found
    }

    private static func unknown(_ word: String, near: String?) -> ValidationError {
        ValidationError(
            Text(
                en: "nothing is called \(word.quoted)"
                    + (near.map { "; did you mean \($0)?" } ?? ""),
                vi: "không có mục \(word.quoted)"
                    + (near.map { "; có phải \($0) không?" } ?? "")))
    }
}

extension ManualPart {
    /// Within so many columns; files' lines stay as they are.
    func lines(_ width: Int) -> [String] {
        switch self {
        case .heading(let words): ["", words]
        case .part(let name): ["", "  \(name)"]
        case .text(let paragraph): [""] + Self.set(paragraph, by: 2, width)
        case .key(let name, let lines):
            ["", "  \(name)"] + lines.flatMap { Self.set($0, by: 6, width) }
        case .code(let lines): [""] + lines.map { "    " + $0 }
        case .screen(let lines): [""] + lines
        }
    }

    private static func set(_ text: String, by indent: Int, _ width: Int) -> [String] {
        let blanks = String(repeating: " ", count: indent)
        return text.wrapped(columns: max(40, width - indent)).map { line in
            blanks + line.drop { $0 == " " }
        }
    }
}
