// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field

/// Help in the language that is asked for. The parser's own words (its headings, "default:") have
/// no other language than English.
extension ArgumentHelp {
    static func words(en: String, vi: String) -> Self {
        Self(Text(en: en, vi: vi)(.spoken))
    }
}

extension CommandConfiguration {
    init(
        commandName: String? = nil, abstract: Text, usage: String? = nil,
        discussion: Text = Text(en: "", vi: ""), version: String = "",
        subcommands: [any ParsableCommand.Type] = []
    ) {
        self.init(
            commandName: commandName, abstract: abstract(.spoken), usage: usage,
            discussion: discussion(.spoken), version: version, subcommands: subcommands)
    }
}

extension ValidationError {
    /// What is wrong with the options, in the language that is asked for.
    init(_ text: Text) { self.init(text(.spoken)) }
}
