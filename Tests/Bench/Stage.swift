// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// What both contenders meet: a broker and 100 devices, processes of their own, in a private
/// directory. All end with this value.
struct Stage: ~Copyable {
    static let devices = 100
    static let values = devices * Devices.registers
    /// How long a process may take until it is ready, and until it has ended.
    static let patience = Nanoseconds.seconds(20)
    private static let mosquitto = "/usr/sbin/mosquitto"

    let directory: TemporaryDirectory
    let port: UInt16
    let ports: [String]
    private let broker: Child
    private let site: DeviceProcess

    static func start() throws -> Stage {
        let directory = try TemporaryDirectory("tram-bench")
        // Somebody may take the port before the broker does; then the bench fails and says so.
        let port = try Listener(address: "127.0.0.1", port: 0).port
        let settings = """
            listener \(port) 127.0.0.1
            allow_anonymous true
            persistence false
            user root
            log_type error

            """
        try File.write(Array(settings.utf8), to: "\(directory.path)/mosquitto.conf")
        let broker = try Child(mosquitto, ["-c", "\(directory.path)/mosquitto.conf"])
        try untilListening(port)
        let site = try DeviceProcess.start(devices)
        try File.write(Array(profile.utf8), to: "\(directory.path)/bench-block.yaml")
        return Stage(directory: directory, port: port, broker: broker, site: site)
    }

    private init(
        directory: consuming TemporaryDirectory, port: UInt16, broker: consuming Child,
        site: consuming DeviceProcess
    ) {
        self.directory = directory
        self.port = port
        ports = site.ports
        self.broker = broker
        self.site = site
    }

    /// Writes the agent's file and answers its path.
    func configuration(poll: String, window: String = "0s") throws -> String {
        var text = """
            gateway: {id: gw-bench, area: haichau, site: bench}
            hubs:
              - {id: city, urls: ["mqtt://127.0.0.1:\(port)"], root: danang}
            publish: {live: every, window: \(window)}
            spool: {path: \(directory.path)/spool.db}
            profiles: [\(directory.path)]
            buses:

            """
        for (number, port) in ports.enumerated() {
            text += """
                  - id: line-\(number)
                    tcp: {host: 127.0.0.1, port: \(port)}
                    devices:
                      - {id: dev-\(number), profile: bench-block, unit-id: 1, domain: env, poll: \
                \(poll)}

                """
        }
        let path = "\(directory.path)/tram.yaml"
        try File.write(Array(text.utf8), to: path)
        return path
    }

    /// The baseline's records have the same names and scale.
    static var profile: String {
        let points = (0..<Devices.registers).map { address in
            """
              - {name: value_\(address + 1), table: holding, address: \(address), as: uint16, \
            scale: 0.1, unit: "1", quantity: other}
            """
        }
        return """
            profile: bench-block
            vendor: Tram
            model: a block of registers
            class: other
            sources: [the benches' simulated device]
            points:
            \(points.joined(separator: "\n"))

            """
    }

    static func untilListening(_ port: UInt16) throws {
        let deadline = Clock.now() + patience
        while Clock.now() < deadline {
            let socket = try Socket.connect(address: "127.0.0.1", port: port)
            var polls = PollSet()
            polls.add(socket.number, .writable)
            try polls.wait(until: deadline)
            do throws(SystemFault) {
                return try Socket.outcome(socket)
            } catch {
                try pause(until: Clock.now() + .milliseconds(20))
            }
        }
        throw Failure(text: "the broker did not start")
    }
}

/// Why a bench cannot say anything.
struct Failure: Error, CustomStringConvertible {
    var text: String
    var description: String { text }
}

func pause(until moment: Instant) throws(SystemFault) {
    var nothing = PollSet()
    while Clock.now() < moment { try nothing.wait(until: moment) }
}
