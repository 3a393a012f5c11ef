// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

/// The schemas and pages that come with the product, for `make manual` and `make share`.
struct WriteManual: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Write the JSON Schemas and manual pages of the files, and the catalogue.",
        shouldDisplay: false)

    @Argument(help: "The directory to write into.")
    var directory: String

    @Option(help: "The library, whose Catalogue.md is written.")
    var devices: String?

    @Flag(help: "Write what a package installs below /usr/share, in the language that is spoken.")
    var share = false

    @OptionGroup var language: LanguageOptions

    func run() throws {
        if share { return try writeShare() }
        for document in Manual.documents {
            try write(document.text, to: "\(directory)/\(document.name)")
        }
        guard let devices else { return }
        let shelf = ProfileShelf([devices])
        shelf.complain(Screen(.english))
        guard shelf.broken.isEmpty else { throw ExitCode.problem }
        try write(
            CataloguePage(shelf.entries.map(\.profile)).text, to: "\(devices)/Catalogue.md")
    }

    /// Help is made once, in one language; so the pages are.
    private func writeShare() throws {
        let language = language.language
        let folder = language == .english ? "man" : "man/\(language.rawValue)"
        let pages = CommandPage.all
        for page in pages {
            try write(page.roff(among: pages), to: "\(directory)/\(folder)/man1/\(page.name).1")
        }
        for page in Manual.pages(language) {
            try write(page.text, to: "\(directory)/\(folder)/man5/\(page.name)")
        }
        guard language == .english else { return }
        for shell in CompletionShell.allCases {
            try write(Completions.script(shell), to: "\(directory)/\(Completions.path(shell))")
        }
    }

    private func write(_ text: String, to path: String) throws {
        do throws(SystemFault) {
            try makeFolders(above: path)
            try File.write(Array(text.utf8), to: path)
        } catch {
            Environment.write("tram manual: \(error)\n", toError: true)
            throw ExitCode.problem
        }
    }

    private func makeFolders(above path: String) throws(SystemFault) {
        for slash in path.indices where path[slash] == "/" && slash > path.startIndex {
            let folder = String(path[..<slash])
            if !File.isDirectory(folder) { try File.makeFolder(folder) }
        }
    }
}
