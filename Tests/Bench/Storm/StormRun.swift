// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Glibc
internal import Host
internal import Hub

/// Many sessions over sockets of this process, real agents, and a mosquitto that is killed and
/// started again.
struct StormRun {
    /// Attempts in each second after the kill.
    private(set) var attempts: [Int] = []
    /// Sessions that stand at the end.
    private(set) var back = 0

    /// The first connects are spread over this long.
    private static let arrival = Nanoseconds.seconds(15)
    /// So long stands the last of the sessions when the hub is killed: all of them are good ones.
    private static let standing = Nanoseconds.seconds(62)
    /// The run ends so long after the hub is back.
    private static let patience = Nanoseconds.seconds(95)
    private static let step = Nanoseconds.milliseconds(5)

    /// `agents`: how many of the gateways are agents as they are shipped.
    static func run(gateways: Int, agents: Int, away: Nanoseconds) throws -> StormRun {
        try allowDescriptors(UInt(gateways) + 256)
        let directory = try TemporaryDirectory("tram-storm")
        let port = try Listener(address: "127.0.0.1", port: 0).port
        let settings = """
            listener \(port) 127.0.0.1
            allow_anonymous true
            user root
            log_type error

            """
        let path = "\(directory.path)/mosquitto.conf"
        try File.write(Array(settings.utf8), to: path)
        var run = StormRun()
        try run.play(path, port, gateways - agents, agents, directory.path, away)
        return run
    }

    private mutating func play(
        _ path: String, _ port: UInt16, _ gateways: Int, _ agents: Int, _ directory: String,
        _ away: Nanoseconds
    ) throws {
        var broker = try Child(Self.mosquitto, ["-c", path])
        try Stage.untilListening(port)
        let all = gateways + agents
        let agents = try StormAgents.start(agents, hub: port, in: directory)
        let start = Clock.now()
        let clients = (0..<gateways).map {
            let share = Self.arrival.count / Int64(gateways) * Int64($0)
            return StormClient(number: $0, port: port, start: start + Nanoseconds(share))
        }
        try drive(clients, until: start + Self.arrival + Self.standing)
        let standing = try Network.standing(at: port)
        guard standing == all else { throw Failure(text: "only \(standing) sessions stood") }
        broker.stop(force: true)
        _ = broker.wait()
        let killed = Clock.now()
        try drive(clients, until: killed + away, countingFrom: killed)
        broker = try Child(Self.mosquitto, ["-c", path])
        try drive(clients, until: killed + away + Self.patience, countingFrom: killed)
        // Sockets of this process without a session count for nothing, and stay open until now.
        back = try Network.standing(at: port) - clients.count { !$0.session.isUp }
        guard agents.running + gateways == all else { throw Failure(text: "an agent has ended") }
    }

    private static let mosquitto = "/usr/sbin/mosquitto"

    private mutating func drive(
        _ clients: [StormClient], until end: Instant, countingFrom origin: Instant? = nil
    ) throws {
        var polls = PollSet()
        var opened = try Network.opened()
        while Clock.now() < end {
            polls.removeAll()
            for client in clients {
                let (descriptor, events) = client.interest
                polls.add(descriptor, events)
            }
            try polls.wait(until: Clock.now() + Self.step)
            let now = Clock.now()
            for (index, client) in clients.enumerated() { client.turn(polls[index], at: now) }
            guard let origin else { continue }
            let total = try Network.opened()
            count(total - opened, in: Int((now - origin).milliseconds / 1_000))
            opened = total
        }
    }

    private mutating func count(_ number: Int, in second: Int) {
        while attempts.count <= second { attempts.append(0) }
        attempts[second] += number
    }

    /// This process and the broker that inherits it need a descriptor for each session.
    private static func allowDescriptors(_ count: UInt) throws {
        var limit = rlimit()
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard unsafe getrlimit(kind, &limit) == 0 else { throw SystemFault.now("getrlimit") }
        if limit.rlim_cur >= count { return }
        limit.rlim_cur = count
        guard unsafe setrlimit(kind, &limit) == 0 else { throw SystemFault.now("setrlimit") }
    }
}
