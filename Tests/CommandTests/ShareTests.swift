// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Field
import Host
import Rig
import Testing
import Waiting

@testable import tram

/// What `make share` writes for packages, read by man's programs and by shells.
@Suite(.waits(atMostMinutes: 3)) struct ShareTests {
    /// Written in both languages.
    private final class Share {
        let directory: Directory

        init() throws {
            directory = try Directory()
            for language in Language.allCases {
                let words = ["manual", directory.path, "--share", "--lang", language.rawValue]
                let (ending, output) = try Tram.finish(words)
                #expect(ending == .exit(0), "\(output)")
            }
        }

        func names(_ folder: String) throws -> [String] {
            try File.names(in: directory.file(folder), atMost: 1_000)
        }

        func run(_ script: String, _ words: [String] = []) throws -> [String] {
            let tram = Tram.path.split(separator: "/").dropLast().joined(separator: "/")
            let (ending, output) = try Program(
                "/usr/bin/env",
                [
                    "-i", "PATH=/\(tram):/usr/bin:/bin", "HOME=\(directory.path)", "LANG=C.UTF-8",
                    "/bin/sh", "-c", "exec 2>&1; cd '\(directory.path)'; \(script)", "sh",
                ] + words
            ).finish(within: .seconds(60))
            #expect(ending == .exit(0), "\(script): \(output)")
            return output
        }
    }

    // MARK: Pages

    /// The names of commands that help shows, with those below them.
    private static func commands(_ words: [String] = []) throws -> [[String]] {
        let help = try Tram.finish(words + ["--help"]).output
        guard let start = help.firstIndex(of: "SUBCOMMANDS:") else { return [] }
        let names = help[(start + 1)...].prefix { !$0.isEmpty }
            .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        return try names.flatMap { [words + [$0]] + (try commands(words + [$0])) }
    }

    @Test func `there is a page for each command and each file, in both languages`() throws {
        let share = try Share()
        let commands = try Self.commands()
        #expect(commands.count > 20)
        let pages = ([[]] + commands).map { (["tram"] + $0).joined(separator: "-") + ".1" }
        for folder in ["man", "man/vi"] {
            #expect(try share.names("\(folder)/man1") == pages.sorted())
            #expect(try share.names("\(folder)/man5") == ["tram-profile.5", "tram.yaml.5"])
        }
    }

    /// They have no date, so that the same sources make the same page; and what a console shows is
    /// as long as it is.
    private static let allowed = ["missing date", "input text line longer than 80 bytes"]

    @Test func `mandoc finds nothing wrong with them`() throws {
        let share = try Share()
        let told = try share.run("mandoc -T lint man/man?/* man/vi/man?/* || true")
        #expect(!told.isEmpty)
        for line in told {
            #expect(Self.allowed.contains { line.contains($0) }, "\(line)")
        }
    }

    private static let headings: [Language: [String]] = [
        .english: ["NAME", "SYNOPSIS", "DESCRIPTION", "EXIT STATUS", "SEE ALSO"],
        .vietnamese: ["TÊN", "CÚ PHÁP", "MÔ TẢ", "MÃ THOÁT", "XEM THÊM"],
    ]

    @Test(arguments: Language.allCases) func `groff sets them within 80 columns`(
        language: Language
    ) throws {
        let share = try Share()
        let folder = language == .english ? "man/man1" : "man/vi/man1"
        for page in try share.names(folder) {
            let lines = try share.run(
                "groff -man -Tutf8 -Kutf8 -P-cbou -ww -rLL=78n \"$1\"", ["\(folder)/\(page)"])
            for line in lines { #expect(line.columns <= 80, "\(page): \(line)") }
            for heading in Self.headings[language] ?? [] {
                #expect(lines.contains(heading), "\(page): \(heading)")
            }
        }
    }

    @Test func `a page says what the help says`() throws {
        let share = try Share()
        let page = try share.run("groff -man -Tutf8 -P-cbou -rLL=78n man/man1/tram-scan.1")
        let text = page.joined(separator: "\n")
        for words in [
            "tram-scan - Look for units on a bus", "tram scan <place> [--units <units>]",
            "ARGUMENTS", "--timeout <timeout>", "\nEXAMPLES\n$ tram scan rs485-1 --units 1..20\n",
            "Exit code 1: nobody answers, ", "\nFILES\n", "       /run/tram/control\n", "tram(1)",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    // MARK: Completions

    private static let site = """
        gateway: {id: gw-1, area: haichau, site: bts-1}
        hubs: [{urls: ["mqtt://127.0.0.1:1883"], root: danang}]
        buses:
          - id: roof
            tcp: {host: 127.0.0.1}
            devices:
              - {id: meter-1, profile: eastron-sdm120, unit-id: 1, domain: energy, poll: 1s}

        """

    /// What is typed, and some of what may follow.
    private static let lines: [(typed: String, offered: [String])] = [
        ("tram re", ["read", "reload"]), ("tram hub ", ["check", "tail"]),
        ("tram explain port-b", ["port-busy"]), ("tram explain comm/tim", ["comm/timeout"]),
        ("tram read --config tram.yaml m", ["meter-1"]),
        ("tram read --config tram.yaml meter-1 vol", ["voltage"]),
        ("tram plan --config tram.yaml ", ["roof"]),
        ("tram profile show xy-m", ["xy-md02"]), ("tram simulate xy-m", ["xy-md02"]),
        ("tram read --output ", ["json", "table"]), ("tram help profi", ["profile", "profiles"]),
        ("tram device show --config tram.yaml ", ["meter-1"]),
        ("tram device add --config tram.yaml --bus ", ["roof"]),
        ("tram device add --profile xy-m", ["xy-md02"]), ("tram device try xy-m", ["xy-md02"]),
        ("tram doctor --config tram.yaml ", ["meter-1", "roof"]),
        ("tram device add --baud 96", ["9600"]), ("tram import --config tr", ["tram.yaml"]),
        ("tram help hub ", ["check", "tail"]), ("tram read --config /nowhere ", []),
    ]

    /// As bash does when Tab is pressed behind the last letter.
    private static let bash = """
        . bash-completion/completions/tram
        read -ra COMP_WORDS <<<"$1"; [[ $1 == *' ' ]] && COMP_WORDS+=('')
        COMP_LINE=$1 COMP_POINT=${#1} COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _tram tram "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\\n' "${COMPREPLY[@]}" | sort -u
        """

    @Test func `bash completes commands, devices, points, profiles and codes`() throws {
        let share = try Share()
        try share.directory.write(Self.site, to: "tram.yaml")
        try share.directory.write(Self.bash, to: "complete.sh")
        for line in Self.lines {
            let found = try share.run("bash complete.sh \"$1\"", [line.typed])
            let words = found.filter { !$0.isEmpty && !$0.hasPrefix("-") }
            #expect(words == line.offered, "\(line.typed)")
        }
    }

    /// Where fish has to ask the program it wants a terminal, and has none here.
    @Test func `fish completes commands and options`() throws {
        let share = try Share()
        for line in [Self.lines[0], Self.lines[1], Self.lines[9]] {
            let found = try share.run(
                """
                fish --no-config -c 'source fish/vendor_completions.d/tram.fish
                    complete -C $argv[1]' "$1"
                """, [line.typed])
            let words = found.compactMap { $0.split(separator: "\t").first.map(String.init) }
            #expect(words.sorted() == line.offered, "\(line.typed)")
        }
    }

    @Test func `zsh takes its script`() throws {
        let share = try Share()
        let told = try share.run(
            """
            zsh -fc 'autoload -U compinit; compinit -u -d dump
                . zsh/vendor-completions/_tram; whence -w _tram _tram_help'
            """
        )
        #expect(told == ["_tram: function", "_tram_help: function"])
    }

    @Test(arguments: CompletionShell.allCases.map(\.rawValue))
    func `a script has each command once`(name: String) throws {
        let shell = try #require(CompletionShell(rawValue: name))
        let script = Completions.script(shell)
        #expect(!script.contains("help|help") && !script.contains("help help"))
        #expect(!script.contains("Show subcommand help information."))
        let heads = script.split(separator: "\n").filter { $0 == "_tram_help() {" }
        #expect(heads.count == (shell == .fish ? 0 : 1))
    }
}
