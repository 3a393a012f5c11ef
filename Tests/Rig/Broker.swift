// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// A mosquitto of a test's own, on a free port of 127.0.0.1, with its files in a private
/// directory. It can go away, come back on the same port, and be there without a word.
///
///     let broker = try Broker(.users(["gw": "secret"]))
///     let heard = try Subscriber(broker, ["danang/#"], login: ("gw", "secret"))
///     try broker.publish("{}", to: "danang/x", login: ("gw", "secret"))
///     try broker.kill()                   // SIGKILL: no DISCONNECT, no saved state
///     try broker.start()                  // the same port
///     broker.freeze(true)                 // connections are accepted (by the kernel), no answer
///     print(broker.log)                   // all of what mosquitto logs
///
/// A class, because tests end it from other threads.
package final class Broker: Sendable {
    /// Who may do what.
    package enum Access: Sendable {
        /// Everybody everything.
        case anonymous
        /// Users by name with their passwords; nobody else.
        case users([String: String])
        /// Users, and mosquitto's ACL file (`user gw` / `topic readwrite danang/#`).
        case rules(String, users: [String: String])
    }

    /// A user's name and password.
    package typealias Login = (user: String, password: String)

    package let port: UInt16
    /// Configuration, password file, log and what the broker itself keeps.
    package let directory: Directory
    private let program = Lock<Program?>(nil)

    /// Starts a broker and waits until it accepts connections. `extra`: further lines of
    /// mosquitto.conf, as `max_packet_size 2000` or `persistence true` (kept in `directory`).
    package init(_ access: Access = .anonymous, extra: [String] = []) throws(RigFault) {
        let directory = try Directory()
        let lines = try Broker.settings(access, directory) + extra
        let (port, started) = try Broker.start(directory, lines)
        self.directory = directory
        self.port = port
        program.withLock { $0 = started }
    }

    /// Starts it again on the same port after `stop` or `kill`.
    package func start() throws(RigFault) {
        try kill()
        let started = try Broker.run(port, directory)
        program.withLock { $0 = started }
    }

    /// Ends it cleanly: clients get a DISCONNECT, persistent state is saved.
    package func stop() throws(RigFault) {
        freeze(false)
        try end(force: false)
    }

    /// Ends it without a word. Its port refuses connections from here on.
    package func kill() throws(RigFault) { try end(force: true) }

    /// Stops or continues the process: TCP goes on in the kernel, MQTT does not.
    package func freeze(_ on: Bool) { program.withLock { $0?.freeze(on) } }

    /// All of what mosquitto has logged, over all its lives.
    package var log: String { (try? directory.read(Broker.logName)) ?? "" }

    private func end(force: Bool) throws(RigFault) {
        guard let running = program.withLock({ $0.take() }) else { return }
        running.stop(force: force)
        guard try running.ended(within: .seconds(10)) != nil else {
            throw .notReady(program: "mosquitto, asked to end", said: log)
        }
    }
}
