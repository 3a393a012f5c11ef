// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// The demonstration's processes: devices, broker and agent, each its own, in a private directory.
/// All of them end with this value, and with this process, however it ends.
struct DemoSite: ~Copyable {
    /// How long a child may take until it is ready, or answers.
    static let patience = Nanoseconds.seconds(10)
    /// The largest log of a child whose end is shown.
    private static let logLimit = 1 << 20

    let directory: TemporaryDirectory
    let port: UInt16
    private var broker: DemoBroker
    private var devices: Child
    /// Where faults are ordered, and answered.
    private let orders: Descriptor
    private var answers: ChildOutput
    private let config: String
    private var agent: Child?

    /// Everything but the agent: whoever judges what the hub receives subscribes first.
    static func start() throws(DemoFault) -> DemoSite {
        do throws(SystemFault) {
            let directory = try TemporaryDirectory("tram-demo")
            let broker = try DemoBroker.start(directory.path)
            let input = try Pipe()
            let output = try Pipe()
            let devices = try Child(
                try Environment.executable(), ["simulate-site", directory.path],
                input: input.reading.number, output: output.writing.number)
            var said = try ChildOutput.of(output.keepReading())
            let places = try said.line(within: patience)
            let config = "\(directory.path)/tram.yaml"
            let text = DemoFiles.gateway(
                hub: broker.port, places: parsed(places), directory: directory.path)
            try File.write(Array(text.utf8), to: config)
            return DemoSite(directory, broker, devices, input.keepWriting(), said, config)
        } catch {
            switch error.call {
            case "exec" where DemoBroker.programs.contains(error.subject): throw .noBroker
            case "mosquitto": throw .child("mosquitto", said: "")
            default: throw .system(error)
            }
        }
    }

    private init(
        _ directory: consuming TemporaryDirectory, _ broker: consuming DemoBroker,
        _ devices: consuming Child, _ orders: consuming Descriptor,
        _ answers: consuming ChildOutput, _ config: String
    ) {
        self.directory = directory
        port = broker.port
        self.broker = broker
        self.devices = devices
        self.orders = orders
        self.answers = answers
        self.config = config
    }

    /// Starts the agent.
    mutating func startAgent() throws(DemoFault) {
        do throws(SystemFault) {
            let log = try File.create("\(directory.path)/agent.log")
            agent = try Child(
                try Environment.executable(),
                ["run", "--config", config, "--control", "\(directory.path)/control"],
                error: log.number)
        } catch {
            throw .system(error)
        }
    }

    /// A child that has ended by itself, with the end of the agent's log.
    mutating func failure() -> DemoFault? {
        if agent?.poll() != nil { return .child("tram run", said: log("agent")) }
        if broker.hasFailed() { return .child("mosquitto", said: log("mosquitto")) }
        if devices.poll() != nil { return .child("tram simulate-site", said: "") }
        return nil
    }

    /// Asks the agent to end, as the system would, and waits for it; whether it ended cleanly.
    mutating func stopAgent() -> Bool {
        agent?.freeze(false)  // or it would never hear of it
        agent?.stop()
        return agent?.wait() == .exit(0)
    }

    /// Lets the agent stand still, or go on.
    func freezeAgent(_ on: Bool) { agent?.freeze(on) }

    /// Ends the broker, as a crash of the hub would; waits until it has.
    mutating func stopBroker() { broker.stop() }

    /// Starts the broker again, on the same port.
    mutating func startBroker() throws(DemoFault) {
        do throws(SystemFault) {
            try broker.startAgain(directory.path)
        } catch {
            throw .system(error)
        }
    }

    /// Tells the devices' process of a fault, such as `unplug meter-1`.
    mutating func order(_ words: String) throws(DemoFault) {
        do throws(SystemFault) {
            let bytes = Array("\(words)\n".utf8)
            // Shorter than any pipe's least room: all of it goes, or nothing does.
            guard try orders.write(bytes) == .bytes(bytes.count),
                try answers.line(within: Self.patience).hasPrefix("ok")
            else { throw SystemFault(call: "order", number: 0, subject: words) }
        } catch {
            if let fault = failure() { throw fault }
            throw .child("tram simulate-site", said: words)
        }
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

    private static func parsed(_ line: String) -> JSON {
        do throws(JSON.Fault) {
            return try JSON(parsing: Array(line.utf8))
        } catch {
            return .null
        }
    }
}
