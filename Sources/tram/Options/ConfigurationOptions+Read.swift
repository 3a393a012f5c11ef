// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field

extension ConfigurationOptions {
    /// What the file says, with its profiles; what is wrong with it is told, and the command ends.
    /// `bearsOverload`: a bus with too much to read is for the command itself to tell.
    func read(_ screen: Screen, bearsOverload: Bool = false) throws -> Configuration {
        let outcome = Reader.configuration(
            at: path, profiles: directories, library: Library.directories(),
            bearsOverload: bearsOverload)
        guard let configuration = outcome.value else {
            let list = ProblemList(problems: outcome.problems, count: outcome.count)
            for line in list.lines(screen.language) { screen.complain(line) }
            throw ExitCode.problem
        }
        return configuration
    }

    /// The buses of the file, nil where it cannot be read: then nothing is said of it.
    var known: [Line]? {
        Reader.configuration(
            at: path, profiles: directories, library: Library.directories()
        ).value?.lines
    }
}
