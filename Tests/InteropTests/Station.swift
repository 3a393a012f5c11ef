// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig

/// A gateway's files in a directory of its own, and how `tram run` is started with them.
final class Station {
    let directory: Directory
    let path: String
    private let text: String
    /// Where the agent is asked.
    var control: String { "\(directory.path)/control" }

    /// `buses`: the list under that key, indented by two. `hub`: further lines of the hub's entry.
    init(
        port: UInt16, buses: String, profile: String, hub: [String] = [], live: String = "every",
        window: String = "0s"
    ) throws {
        directory = try Directory()
        let settings = hub.map { "    \($0)\n" }.joined()
        text = """
            gateway: {id: gw-1, area: haichau, site: bts-1, clock: trusted}
            hubs:
              - urls: ["mqtt://127.0.0.1:\(port)"]
                root: danang
            \(settings)publish: {live: \(live), heartbeat: 10s, window: \(window)}
            spool: {path: \(directory.path)/spool.db}
            buses:
            \(buses)
            """
        path = try directory.write(text, to: "tram.yaml")
        try directory.write(profile, to: "bench.yaml")
    }

    /// Has the clock believed only when this machine bears it out so. Tests of other things rely
    /// on no machine.
    func setClock(_ source: String) throws {
        let changed = text.split(separator: "trusted", maxSplits: 1).joined(separator: source)
        try directory.write(changed, to: "tram.yaml")
    }

    func start(_ variables: [String: String] = [:]) throws -> Program {
        try Tram.start(
            ["run", "--config", path, "--profiles", directory.path, "--control", control],
            variables)
    }

    /// One bus with one device that is polled every 200 ms.
    static func bus(
        _ id: String, _ wire: Wire, _ place: Endpoint, timeout: String = "1s"
    ) -> String {
        bus(id, link: link(wire, place), timeout: timeout)
    }

    static func bus(_ id: String, link: String, timeout: String = "1s") -> String {
        """
          - id: \(id)
            \(link)
            devices:
              - {id: \(id), profile: bench, unit-id: 1, domain: env, poll: 200ms, \
        timeout: \(timeout), retries: 0}

        """
    }

    static func link(_ wire: Wire, _ place: Endpoint) -> String {
        switch wire {
        case .tcp: "tcp: {host: 127.0.0.1, port: \(place.port)}"
        case .rtuOverTCP: "rtu-over-tcp: {host: 127.0.0.1, port: \(place.port), baud: 115200}"
        case .rtu: "serial: {port: \(place.path), baud: 115200}"
        }
    }

    /// A profile of points of the quantity `other`; each line is the inside of one entry.
    static func profile(_ points: [String]) -> String {
        """
        profile: bench
        vendor: Bench
        model: B-1
        class: other
        sources: [this test]
        confidence: bench
        points:

        """ + points.map { "  - {\($0), quantity: other}\n" }.joined()
    }
}

/// A record of the stream `live` as a consumer sees it.
struct Record {
    let device: String
    let content: JSON
    let message: Subscriber.Message

    init?(_ message: Subscriber.Message) {
        let levels = message.topic.split(separator: "/")
        guard levels.count == 7, levels[6] == "live", let content = message.json else { return nil }
        device = String(levels[5])
        self.content = content
        self.message = message
    }

    var number: Int64 { content["seq"]?.integer ?? -1 }

    /// A value as it was written: a number's digits, `true`, `null`.
    func text(_ point: String) -> String? {
        switch content["values"]?[point] {
        case .number(let text): text
        case .bool(let on): "\(on)"
        case .null: "null"
        default: nil
        }
    }

    func quality(_ point: String) -> String? { content["q"]?[point]?.string }

    /// Whether a read failed, which on a busy machine may be the peer's own slowness.
    var isDisturbed: Bool {
        (content["q"]?.members ?? []).contains { $0.value.string?.hasPrefix("comm") ?? true }
    }
}

extension Subscriber.Message {
    var json: JSON? { try? JSON(parsing: payload) }
}

extension Subscriber {
    /// The first record that is wanted.
    func record(
        within time: Nanoseconds = .seconds(20), where isWanted: (Record) -> Bool = { _ in true }
    ) throws -> Record? {
        let all = try collect(within: time) { Record($0).map(isWanted) ?? false }
        return all.last.flatMap(Record.init).flatMap { isWanted($0) ? $0 : nil }
    }

    /// The first message of a channel whose content is wanted.
    func message(
        _ suffix: String, within time: Nanoseconds = .seconds(20),
        where isWanted: (JSON) -> Bool = { _ in true }
    ) throws -> Message? {
        func fits(_ message: Message) -> Bool {
            message.topic.hasSuffix(suffix) && message.json.map(isWanted) ?? false
        }
        let all = try collect(within: time, until: fits)
        return all.last.flatMap { fits($0) ? $0 : nil }
    }
}
