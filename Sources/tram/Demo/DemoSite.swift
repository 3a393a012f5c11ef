// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// The demonstration's processes: devices, broker and agent, each its own, in a private directory.
/// All of them end with this value, and with this process, however it ends.
struct DemoSite: ~Copyable {
    /// How long a child may take until it is ready.
    static let patience = Nanoseconds.seconds(10)
    /// The largest log of a child whose end is shown.
    private static let logLimit = 1 << 20
    /// Where Debian puts the broker, which is in no ordinary user's path.
    private static let brokers = ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto"]

    let directory: TemporaryDirectory
    let port: UInt16
    private var broker: Child
    private var devices: Child
    private var agent: Child

    static func start() throws(DemoFault) -> DemoSite {
        do throws(SystemFault) {
            let directory = try TemporaryDirectory("tram-demo")
            let port = try Listener(address: "127.0.0.1", port: 0).port
            let broker = try startBroker(directory.path, port)
            guard try listens(port, within: patience) else {
                throw SystemFault(call: "mosquitto", number: 0)
            }
            let output = try Pipe()
            let devices = try Child(
                try Environment.executable(), ["simulate-site"], output: output.writing.number)
            var said = try ChildOutput.of(output.keepReading())
            let places = try said.line(within: patience)
            let config = "\(directory.path)/tram.yaml"
            let text = DemoFiles.gateway(hub: port, places: parsed(places))
            try File.write(Array(text.utf8), to: config)
            let log = try File.create("\(directory.path)/agent.log")
            let agent = try Child(
                try Environment.executable(), ["run", "--config", config], error: log.number)
            return DemoSite(
                directory: directory, port: port, broker: broker, devices: devices, agent: agent)
        } catch {
            switch error.call {
            case "exec" where brokers.contains(error.subject): throw .noBroker
            case "mosquitto": throw .child("mosquitto", said: "")
            default: throw .system(error)
            }
        }
    }

    private init(
        directory: consuming TemporaryDirectory, port: UInt16, broker: consuming Child,
        devices: consuming Child, agent: consuming Child
    ) {
        self.directory = directory
        self.port = port
        self.broker = broker
        self.devices = devices
        self.agent = agent
    }

    /// A child that has ended by itself, with the end of the agent's log.
    mutating func failure() -> DemoFault? {
        if agent.poll() != nil { return .child("tram run", said: log("agent")) }
        if broker.poll() != nil { return .child("mosquitto", said: log("mosquitto")) }
        if devices.poll() != nil { return .child("tram simulate-site", said: "") }
        return nil
    }

    /// Asks the agent to end, as the system would, and waits for it; whether it ended cleanly.
    mutating func stopAgent() -> Bool {
        agent.stop()
        return agent.wait() == .exit(0)
    }

    /// The last lines that a child wrote.
    private func log(_ name: String) -> String {
        do throws(SystemFault) {
            let file = "\(directory.path)/\(name).log"
            guard case .bytes(let bytes) = try File.read(file, atMost: Self.logLimit) else {
                return ""
            }
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            return lines.suffix(10).joined(separator: "\n")
        } catch {
            return "\(error)"
        }
    }

    private static func startBroker(
        _ directory: String, _ port: UInt16
    ) throws(SystemFault) -> Child {
        let config = "\(directory)/mosquitto.conf"
        try File.write(Array(DemoFiles.broker(port: port).utf8), to: config)
        let program = brokers.first(where: File.exists) ?? brokers[0]
        let log = try File.create("\(directory)/mosquitto.log")
        return try Child(program, ["-c", config], error: log.number)
    }

    /// Tries to connect until somebody listens.
    private static func listens(
        _ port: UInt16, within patience: Nanoseconds
    ) throws(SystemFault) -> Bool {
        let deadline = Clock.now() + patience
        var pause = PollSet()
        while Clock.now() < deadline {
            let socket = try Socket.connect(address: "127.0.0.1", port: port)
            var polls = PollSet()
            polls.add(socket.number, .writable)
            try polls.wait(until: deadline)
            do throws(SystemFault) {
                try Socket.outcome(socket)
                return true
            } catch {
                try pause.wait(until: Clock.now() + .milliseconds(20))
            }
        }
        return false
    }

    private static func parsed(_ line: String) -> JSON {
        do throws(JSON.Fault) {
            return try JSON(parsing: Array(line.utf8))
        } catch {
            return .null
        }
    }
}
