// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Agents as they are shipped, each with a device, a spool and a log of its own, beside the session
/// machines of this process.
struct StormAgents: ~Copyable {
    private let agents: [One]
    private let site: DeviceProcess

    /// Noncopyable ones.
    ///
    /// A class, because arrays cannot hold what is not copied.
    private final class One {
        var child: Child
        init(_ child: consuming Child) { self.child = child }
    }

    /// Until one has started the next one waits: they share the machine.
    private static let pace = Nanoseconds.milliseconds(60)

    static func start(_ count: Int, hub: UInt16, in directory: String) throws -> StormAgents {
        let site = try DeviceProcess.start(count)
        try File.write(Array(Stage.profile.utf8), to: "\(directory)/bench-block.yaml")
        var agents: [One] = []
        for (number, port) in site.ports.enumerated() {
            let path = "\(directory)/agent-\(number)"
            let text = """
                gateway: {id: gw-\(number), area: haichau, site: storm}
                hubs:
                  - {id: city, urls: ["mqtt://127.0.0.1:\(hub)"], root: danang}
                spool: {path: \(path).db}
                profiles: [\(directory)]
                buses:
                  - id: line
                    tcp: {host: 127.0.0.1, port: \(port)}
                    devices:
                      - {id: dev, profile: bench-block, unit-id: 1, domain: env, poll: 10s}

                """
            try File.write(Array(text.utf8), to: "\(path).yaml")
            let words = ["run", "--config", "\(path).yaml", "--control", "\(path).control"]
            agents.append(One(try Child(try program("tram"), words, error: -1)))
            try pause(until: Clock.now() + Self.pace)
        }
        return StormAgents(agents, site)
    }

    private init(_ agents: [One], _ site: consuming DeviceProcess) {
        self.agents = agents
        self.site = site
    }

    /// Those that still run.
    var running: Int { agents.count { $0.child.poll() == nil } }
}

/// What the kernel has counted in this network namespace: whoever else opens connections is in it.
enum Network {
    /// Connections that somebody has begun to open (`ActiveOpens` of RFC 4022, tcpActiveOpens).
    static func opened() throws -> Int {
        let lines = try text("/proc/self/net/snmp").split(separator: "\n")
            .filter { $0.hasPrefix("Tcp:") }.map { $0.split(separator: " ") }
        guard lines.count == 2, let place = lines[0].firstIndex(of: "ActiveOpens"),
            let count = Int(lines[1][place])
        else { throw Failure(text: "the kernel does not say what was opened") }
        return count
    }

    /// Connections that stand with a local port (proc_net_tcp: state 01).
    static func standing(at port: UInt16) throws -> Int {
        try text("/proc/self/net/tcp").split(separator: "\n").dropFirst().count { line in
            let words = line.split(separator: " ")
            guard words.count > 3, words[3] == "01" else { return false }
            return words[1].split(separator: ":").last.flatMap { Int($0, radix: 16) } == Int(port)
        }
    }

    private static func text(_ path: String) throws -> String {
        guard case .bytes(let bytes) = try File.read(path, atMost: 16 << 20) else {
            throw Failure(text: "\(path) is too long")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
