// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Glibc
internal import Host

/// The programs of a campaign, each ended by its id, at the latest when this is let go of.
struct Programs: ~Copyable {
    private static let mosquitto = "/usr/sbin/mosquitto"
    private static let listenerPath = "/usr/bin/mosquitto_sub"

    let directory: String
    let executable: String
    let interposer: String
    let hubPort: UInt16
    private var broker: Child?
    private var agent: Child?
    /// nil while it does not run.
    private(set) var agentProcess: Int32?
    private var listener: Child?

    init(
        directory: String, executable: String, interposer: String, hubPort: UInt16
    ) throws {
        (self.directory, self.executable) = (directory, executable)
        (self.interposer, self.hubPort) = (interposer, hubPort)
        let settings = """
            listener \(hubPort) 127.0.0.1
            allow_anonymous true
            persistence false
            max_queued_messages 0
            user root
            log_dest file \(directory)/broker.log
            log_type error
            log_type warning
            log_type notice

            """
        try File.write(Array(settings.utf8), to: "\(directory)/mosquitto.conf")
    }

    // MARK: - Agent

    mutating func startAgent(_ configuration: String, control: String) throws {
        let log = try appending("\(directory)/agent.log")
        unsafe setenv("LD_PRELOAD", interposer, 1)
        unsafe setenv("TRAM_CAMPAIGN", control, 1)
        defer {
            unsafe unsetenv("LD_PRELOAD")
            unsafe unsetenv("TRAM_CAMPAIGN")
        }
        let child = try Child(
            executable,
            ["run", "--config", configuration, "--control", "\(directory)/control"],
            error: log.number)
        agentProcess = child.processID
        agent = consume child
    }

    /// Ends it without a word.
    mutating func killAgent() {
        agent?.stop(force: true)
        _ = agent?.wait()
        agent = nil
        agentProcess = nil
    }

    mutating func askAgentToStop() { agent?.stop() }

    /// How it ended; nil while it runs.
    mutating func agentEnding() -> Child.Ending? {
        guard let ending = agent?.poll() else { return nil }
        agent = nil
        agentProcess = nil
        return ending
    }

    // MARK: - Broker

    mutating func startBroker() throws {
        let log = try appending("\(directory)/broker.out")
        broker = try Child(
            Self.mosquitto, ["-c", "\(directory)/mosquitto.conf"], output: log.number,
            error: log.number)
    }

    mutating func killBroker() {
        broker?.stop(force: true)
        _ = broker?.wait()
        broker = nil
    }

    func freezeBroker(_ on: Bool) { broker?.freeze(on) }

    /// Whether it has ended by itself.
    mutating func hasLostBroker() -> Bool { broker?.poll() != nil }

    // MARK: - Listener

    /// Somebody has to listen, or the broker says that nobody does. It writes the topics of what it
    /// hears, and comes back by itself.
    mutating func startListener() throws {
        let heard = try appending("\(directory)/heard")
        listener = try Child(
            Self.listenerPath,
            [
                "-V", "5", "-h", "127.0.0.1", "-p", "\(hubPort)", "-i", "listener", "-c", "-x",
                "86400", "-q", "1", "-t", "danang/#", "-F", "%t",
            ],
            output: heard.number, error: try appending("\(directory)/listener.err").number)
    }

    /// Started again if it has ended; it does when it finds no broker at its start.
    mutating func keepListener() throws {
        guard listener?.poll() != nil || listener == nil else { return }
        try startListener()
    }

    /// Lets go of all of them, in the order in which they need one another.
    mutating func end() {
        killAgent()
        listener?.stop(force: true)
        _ = listener?.wait()
        listener = nil
        killBroker()
    }

    private func appending(_ path: String) throws -> Descriptor {
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
        let number = unsafe open(path, flags, mode_t(0o600))
        guard number >= 0 else { throw SystemFault.now("open", path) }
        return Descriptor(owning: number)
    }
}
