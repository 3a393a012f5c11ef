// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host

/// The language of what is shown; codes and keys of JSON never change with it.
struct LanguageOptions: ParsableArguments {
    @Option(
        name: .customLong("lang"),
        help: "Language: en or vi. Default: TRAM_LANG, else the locale (LANG).")
    var chosen: Language?

    var language: Language {
        if let chosen { return chosen }
        for name in ["TRAM_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = Environment.variable(name), !value.isEmpty else { continue }
            return value.hasPrefix("vi") ? .vietnamese : .english
        }
        return .english
    }
}

extension Language: ExpressibleByArgument {}
