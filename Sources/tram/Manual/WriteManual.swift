// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

/// The schemas and pages that come with the product, for `make manual`.
struct WriteManual: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Write the JSON Schemas and manual pages of the files, and the catalogue.",
        shouldDisplay: false)

    @Argument(help: "The directory to write into.")
    var directory: String

    @Option(help: "The library, whose Catalogue.md is written.")
    var devices: String?

    func run() throws {
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

    private func write(_ text: String, to path: String) throws {
        do throws(SystemFault) {
            try File.write(Array(text.utf8), to: path)
        } catch {
            Environment.write("tram manual: \(error)\n", toError: true)
            throw ExitCode.problem
        }
    }
}
