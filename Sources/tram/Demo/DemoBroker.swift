// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// The demonstration's hub: mosquitto on a port of this machine, which can go and come back.
struct DemoBroker: ~Copyable {
    /// Where Debian puts it, which is in no ordinary user's path.
    static let programs = ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto"]

    let port: UInt16
    private var child: Child
    private var isWanted = true

    /// Starts it on a free port and waits until it listens.
    static func start(_ directory: String) throws(SystemFault) -> DemoBroker {
        let port = try Listener(address: "127.0.0.1", port: 0).port
        let broker = DemoBroker(port, try spawn(directory, port))
        guard try listens(port, within: DemoSite.patience) else {
            throw SystemFault(call: "mosquitto", number: 0)
        }
        return broker
    }

    private init(_ port: UInt16, _ child: consuming Child) {
        self.port = port
        self.child = child
    }

    /// Whether it has ended though nobody asked it to.
    mutating func hasFailed() -> Bool { isWanted && child.poll() != nil }

    /// Ends it and waits until it has.
    mutating func stop() {
        isWanted = false
        child.stop()
        _ = child.wait()
    }

    /// Starts it again on its port; does not wait until it listens.
    mutating func startAgain(_ directory: String) throws(SystemFault) {
        child = try Self.spawn(directory, port)
        isWanted = true
    }

    private static func spawn(_ directory: String, _ port: UInt16) throws(SystemFault) -> Child {
        let config = "\(directory)/mosquitto.conf"
        try File.write(Array(DemoFiles.broker(port: port).utf8), to: config)
        let program = programs.first(where: File.exists) ?? programs[0]
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
}
