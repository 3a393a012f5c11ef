// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub
internal import Spool

/// The topic tree: `<root>/<area>/<domain>/<site>/<gateway>/<device>/<channel>`.
struct Topics: Sendable {
    private let root: String
    private let area: String
    private let site: String
    private let gateway: String

    init(_ configuration: Configuration) {
        root = configuration.hub.root
        area = configuration.gateway.area
        site = configuration.gateway.site
        gateway = configuration.gateway.id
    }

    /// The gateway's own state, which is also its will's topic.
    var state: Topic { topic("sys", "-", "state") }

    /// What the hub sends to a gateway, by the last level of its topic.
    enum Incoming: Hashable {
        case command(id: String)
        case custody(device: String)
    }

    var subscriptions: [String] { ["\(own)/cmd/+", "\(own)/custody/+"] }

    func incoming(_ topic: String) -> Incoming? {
        let levels = topic.split(separator: "/", omittingEmptySubsequences: false)
        guard levels.count == 8, levels[..<6].joined(separator: "/") == own else { return nil }
        switch levels[6] {
        case "cmd": return .command(id: String(levels[7]))
        case "custody": return .custody(device: String(levels[7]))
        default: return nil
        }
    }

    /// Where a command of this id is answered; nil for what is no level of a topic.
    func answer(_ id: String) -> Topic? {
        guard 1...Self.longestID ~= id.utf8.count else { return nil }
        return Topic("\(own)/ack/\(id)")
    }

    /// Bytes of an id that is answered, also of one that is refused because it is none.
    private static let longestID = 64

    private var own: String { prefix("sys", "-") }

    func of(_ device: Device) -> DeviceTopics {
        let prefix = prefix(device.domain, device.id)
        guard let topics = DeviceTopics(prefix: prefix) else {
            preconditionFailure("levels are checked where the configuration is read")
        }
        return topics
    }

    /// Of devices that were configured once, as far as their topics are such.
    static func former(_ devices: [KnownDevice]) -> [String: DeviceTopics] {
        var topics: [String: DeviceTopics] = [:]
        for device in devices { topics[device.name] = DeviceTopics(prefix: device.prefix) }
        return topics
    }

    /// Of a device of which nobody knows any more where it was: beside the gateway's own, so that
    /// what is left of it is told all the same.
    func unplaced(_ device: String) -> DeviceTopics? {
        DeviceTopics(prefix: prefix("sys", device))
    }

    private func prefix(_ domain: String, _ device: String) -> String {
        [root, area, domain, site, gateway, device].joined(separator: "/")
    }

    private func topic(_ domain: String, _ device: String, _ channel: String) -> Topic {
        guard let topic = Topic("\(prefix(domain, device))/\(channel)") else {
            preconditionFailure("levels are checked where the configuration is read")
        }
        return topic
    }
}
