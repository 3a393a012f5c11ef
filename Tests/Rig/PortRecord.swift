// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

/// What a program asks of a serial port, where a pseudo-terminal takes the port's place: a library
/// that is preloaded answers what only hardware could, and writes down what was asked.
///
///     let record = try PortRecord(of: slave.endpoint.path, lacks: ["rts"])
///     let agent = try Tram.start(["run", …], record.variables)
///     // …
///     #expect(try record.events().contains { $0.what == "rs485" })
package struct PortRecord: Sendable {
    /// One thing that was asked.
    package struct Event: Hashable, Sendable {
        package let at: Instant
        /// `rts`, `rs485`, `serial`, `exclusive`, `write` (and how many bytes), `left`.
        package let what: String
        package let number: Int
    }

    private static let file = "port.record"
    private let directory: Directory
    /// Those that the program is to be started with.
    package let variables: [String: String]

    /// `lacks`: what the port answers with ENOTTY, of `rs485`, `rts`, `latency` and `state` (of the
    /// transmitter). `has`: `rs485` where its driver switches already. `busyAsks`: how often it
    /// says of each request that it is still leaving.
    package init(
        of port: String, lacks: [String] = [], has: [String] = [], busyAsks: Int = 0
    ) throws(RigFault) {
        directory = try Directory()
        let library = directory.file("port.so")
        let source =
            "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/")
            + "/Interposers/port.c"
        let compiler = try Program(
            "/usr/bin/cc", ["-O1", "-Wall", "-Wextra", "-fPIC", "-shared", "-o", library, source])
        guard try compiler.finish(within: .seconds(60)).ending == .exit(0) else {
            throw compiler.notReady()
        }
        variables = [
            "LD_PRELOAD": library, "TRAM_PORT": port,
            "TRAM_PORT_RECORD": directory.file(Self.file),
            "TRAM_PORT_LACKS": lacks.joined(separator: ","),
            "TRAM_PORT_HAS": has.joined(separator: ","), "TRAM_PORT_BUSY": "\(busyAsks)",
        ]
    }

    /// What was asked so far; of a line that is being written nothing.
    package func events() throws(RigFault) -> [Event] {
        let lines = try directory.read(Self.file).split(
            separator: "\n", omittingEmptySubsequences: false)
        return lines.dropLast().compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 3, let time = Int64(words[0]), let number = Int(words[2]) else {
                return nil
            }
            return Event(
                at: Instant(nanoseconds: time), what: String(words[1]), number: number)
        }
    }
}
