// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

/// The schemas and pages that come with the product, for `make manual`.
struct WriteManual: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Write the JSON Schemas and manual pages of the files.",
        shouldDisplay: false)

    @Argument(help: "The directory to write into.")
    var directory: String

    func run() throws {
        for document in Manual.documents {
            let path = "\(directory)/\(document.name)"
            do throws(SystemFault) {
                try File.write(Array(document.text.utf8), to: path)
            } catch {
                Environment.write("tram manual: \(error)\n", toError: true)
                throw ExitCode.problem
            }
        }
    }
}
