// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser

/// Scripts by which shells complete what is typed, made from the commands.
enum Completions {
    /// Where packages put them below /usr/share.
    static func path(_ shell: CompletionShell) -> String {
        switch shell {
        case .bash: "bash-completion/completions/tram"
        case .zsh: "zsh/vendor-completions/_tram"
        default: "fish/vendor_completions.d/tram.fish"
        }
    }

    /// The parser's script without the command `help` that it adds: ours is there already.
    static func script(_ shell: CompletionShell) -> String {
        let text = Tram.completionScript(for: shell)
            .replacing("|help|help)", with: "|help)").replacing(" help help'", with: " help'")
        var kept: [Substring] = []
        var hasHelp = false
        var isDoubled = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "_tram_help() {" {
                isDoubled = hasHelp
                hasHelp = true
            }
            if !isDoubled, !line.contains("Show subcommand help information.") { kept.append(line) }
            if line == "}" { isDoubled = false }
        }
        return kept.joined(separator: "\n") + "\n"
    }
}
