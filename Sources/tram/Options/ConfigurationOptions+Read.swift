// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field

extension ConfigurationOptions {
    /// What the file says, with its profiles; what is wrong with it is told, and the command ends.
    func read(_ screen: Screen) throws -> Configuration {
        let outcome = Reader.configuration(
            at: path, profiles: directories, library: Library.directories())
        guard let configuration = outcome.value else {
            let list = ProblemList(problems: outcome.problems, count: outcome.count)
            for line in list.lines(screen.language) { screen.complain(line) }
            throw ExitCode.problem
        }
        return configuration
    }
}
