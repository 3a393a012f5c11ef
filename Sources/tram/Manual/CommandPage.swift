// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field

/// A command's page for man(1), made from its help; in the language that is spoken, as help is.
struct CommandPage {
    /// As typed: `tram hub check`.
    let words: [String]
    private let configuration: CommandConfiguration
    private let help: CommandHelp
    private let discussion: Discussion
    private let language: Language

    init(
        _ command: any ParsableCommand.Type, _ words: [String], _ language: Language = .spoken
    ) {
        (self.words, self.language) = (words, language)
        configuration = command.configuration
        help = CommandHelp(command)
        discussion = Discussion(configuration.discussion)
    }

    /// Of every command that people type.
    static var all: [Self] { pages(Tram.self, ["tram"]) }

    private static func pages(
        _ command: any ParsableCommand.Type, _ words: [String]
    ) -> [Self] {
        [Self(command, words)]
            + command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
            .flatMap { pages($0, words + [$0._commandName]) }
    }

    var name: String { words.joined(separator: "-") }

    /// `pages`: all that there are, of which it names those that it speaks of.
    func roff(among pages: [Self]) -> String {
        ManPage(
            name: name, section: 1, origin: "Made from the command's help; `make share` writes it.",
            title: title, parts: parts, others: others(pages)
        ).roff(language)
    }

    /// The abstract as apropos(1) wants it: no full stop.
    private var title: String {
        let abstract = configuration.abstract
        return abstract.hasSuffix(".") ? String(abstract.dropLast()) : abstract
    }

    private var parts: [ManualPart] {
        let lists = [
            (PageText.arguments, help.arguments), (PageText.options, help.options),
            (PageText.commands, help.commands),
        ]
        var parts: [ManualPart] = [.heading(PageText.synopsis(language)), .code(help.usage)]
        parts += section(PageText.description, [.text(configuration.abstract)] + discussion.prose)
        for (heading, rows) in lists { parts += section(heading, rows.map(key)) }
        parts += section(PageText.examples, discussion.examples.map { .screen($0) })
        parts += section(PageText.endings, endings) + section(PageText.files, files)
        if isRoot { parts += section(PageText.environment, PageText.variables(language)) }
        return parts
    }

    private var isRoot: Bool { words.count == 1 }

    private func section(_ heading: Text, _ parts: [ManualPart]) -> [ManualPart] {
        parts.isEmpty ? [] : [.heading(heading(language))] + parts
    }

    private func key(_ row: CommandHelp.Row) -> ManualPart {
        .key(row.label, [PageText.translated(row.text, language)])
    }

    private var endings: [ManualPart] {
        isRoot
            ? PageText.codes(language)
            : discussion.endings.map { .text($0) } + [.text(PageText.everyCommand(language))]
    }

    private var files: [ManualPart] {
        guard !isRoot else { return PageText.allFiles(language) }
        let rows = help.arguments + help.options
        let own = rows.compactMap(\.file).map { ManualPart.key($0.path, [$0.text]) }
        return own + (readsProfiles ? [PageText.library(language)] : [])
    }

    private var readsProfiles: Bool { help.options.contains { $0.label.hasPrefix("--profiles") } }

    private var readsFile: Bool {
        (help.arguments + help.options).contains { $0.file?.path == ConfigurationOptions.usual }
    }

    // MARK: Other pages

    private func others(_ pages: [Self]) -> [String] {
        let said = configuration.discussion + " "
        let named = pages.filter { page in
            guard page.words != words, page.words.count > 1 else { return false }
            let isBelow = page.words.starts(with: words)
            return isRoot || isBelow || Self.isNamed(page.words.joined(separator: " "), in: said)
        }
        return (isRoot ? [] : ["tram(1)"]) + named.map { "\($0.name)(1)" }
            + (isRoot || readsFile ? ["tram.yaml(5)"] : [])
            + (isRoot || readsProfiles ? ["tram-profile(5)"] : [])
    }

    /// Whether a command is named there, and not only a longer one.
    private static func isNamed(_ command: String, in text: String) -> Bool {
        text.ranges(of: command).contains { range in
            guard let next = text[range.upperBound...].first else { return true }
            return !next.isLetter && next != "-"
        }
    }
}
