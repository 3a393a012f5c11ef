// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host

/// The language of what is shown; codes and keys of JSON never change with it.
struct LanguageOptions: ParsableArguments {
    @Option(
        name: .customLong("lang"),
        help: .words(
            en: "Language: en or vi. Default: TRAM_LANG, else the locale (LANG).",
            vi: "Ngôn ngữ: en hoặc vi. Nếu không ghi: theo TRAM_LANG, rồi đến locale (LANG)."))
    var chosen: Language?

    var language: Language { chosen ?? .spoken }
}

extension Language: ExpressibleByArgument {}

extension Language {
    /// As the command line says, wherever it does, else TRAM_LANG, else the locale: help and wrong
    /// words are answered before anything is understood.
    static let spoken = Language(
        asked: CommandLine.arguments, Environment.variable(_:))

    init(asked words: [String], _ variable: (String) -> String?) {
        let chosen = words.values(of: "--lang").compactMap { Language(rawValue: $0) }
        let place = ["TRAM_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(variable)
            .first { !$0.isEmpty }
        self = chosen.last ?? (place?.hasPrefix("vi") == true ? .vietnamese : .english)
    }
}

extension [String] {
    /// What an option is given, before anything is understood.
    func values(of option: String) -> [String] {
        zip(self, dropFirst() + [""]).compactMap { word, next in
            if word == option { return next }
            return word.hasPrefix(option + "=") ? String(word.dropFirst(option.count + 1)) : nil
        }
    }
}
