// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser

/// What a script learns from how a command ended.
extension ExitCode {
    /// A problem was found.
    static let problem = ExitCode(1)
    /// The command was used wrongly.
    static let usage = ExitCode(2)
    /// What it needs cannot be reached: the service, the hub.
    static let unreachable = ExitCode(3)
    /// Refused for safety: nobody has confirmed it, or it may not be done.
    static let refused = ExitCode(4)
    /// It did not answer in time.
    static let timedOut = ExitCode(5)
}
