// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// A serial port whose driver never comes back from a read, for a program that is started with
/// these variables.
package struct StalledPort: Sendable {
    private let directory: Directory
    package let variables: [String: String]

    package init(_ port: String) throws(RigFault) {
        directory = try Directory()
        let library = directory.file("stall.so")
        let source =
            "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/")
            + "/Interposers/stall.c"
        let compiler = try Program(
            "/usr/bin/cc", ["-O1", "-Wall", "-Wextra", "-fPIC", "-shared", "-o", library, source])
        guard try compiler.finish(within: .seconds(60)).ending == .exit(0) else {
            throw compiler.notReady()
        }
        variables = ["LD_PRELOAD": library, "TRAM_STALLED_PORT": port]
    }
}
