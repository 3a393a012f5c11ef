// SPDX-License-Identifier: Apache-2.0
package import Field
package import Host

/// The executable under test: `TRAM_EXECUTABLE`, else what this checkout has built.
///
///     let (ending, output) = try Tram.finish(["check", path], ["LANG": "C"])
///     let agent = try Tram.start(["run", "--config", path])
package enum Tram {
    /// Where it lies.
    package static let path: String = {
        if let path = Environment.variable("TRAM_EXECUTABLE") { return path }
        let checkout = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let built = ["release", "debug"].map { "\(checkout)/.build/\($0)/tram" }
        return built.first(where: File.exists) ?? built[0]
    }()

    /// Starts it with a bare environment and these variables. What it writes to its error output
    /// comes among its lines, in order. `through`: a program that starts it, with its arguments.
    package static func start(
        _ arguments: [String], _ variables: [String: String] = [:], through: [String] = []
    ) throws(RigFault) -> Program {
        var settings = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
        for name in ["TMPDIR", "LD_LIBRARY_PATH"] { settings[name] = Environment.variable(name) }
        settings.merge(variables) { $1 }
        let words =
            ["-i"] + settings.map { "\($0)=\($1)" }.sorted()
            + ["/bin/sh", "-c", "exec \"$0\" \"$@\" 2>&1"] + through + [path] + arguments
        return try Program("/usr/bin/env", words)
    }

    /// Runs it to its end.
    package static func finish(
        _ arguments: [String], _ variables: [String: String] = [:], through: [String] = [],
        within time: Nanoseconds = .seconds(30)
    ) throws(RigFault) -> (ending: Child.Ending, output: [String]) {
        try start(arguments, variables, through: through).finish(within: time)
    }
}

extension Program {
    /// The first line with these words, waited for; nil when none came in time.
    package func line(
        containing words: String, within time: Nanoseconds
    ) throws(RigFault) -> String? {
        let deadline = Clock.now() + time
        while let line = try next(until: deadline) {
            if line.text.contains(words) { return line.text }
        }
        return nil
    }
}

extension [String] {
    /// Lines that were wrapped, as one.
    package var joinedWords: String {
        flatMap { $0.split(separator: " ") }.joined(separator: " ")
    }
}
