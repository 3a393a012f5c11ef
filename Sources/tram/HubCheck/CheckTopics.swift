// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub

/// Where `tram hub check` publishes: a level below each of the agent's own topics, `…/live/check`,
/// which no consumer reads as a record. What it publishes is empty. Where the agent lets the hub
/// keep a message this one says so too: an empty one leaves nothing behind.
struct CheckTopics: Hashable {
    /// Topics of one kind.
    struct Round: Hashable {
        let channel: String
        let isRetained: Bool
        let topics: [String]
        /// Whose they are; the gateway's own belong to nobody.
        let domains: [String]
    }

    /// Departments that are asked about.
    static let mostDomains = 8

    let rounds: [Round]
    /// The gateway's own, for the round trip and the will.
    let own: String
    /// Departments that are not asked about.
    let left: Int

    init(_ configuration: Configuration) {
        let (hub, gateway) = (configuration.hub, configuration.gateway)
        func prefix(_ domain: String, _ device: String) -> String {
            [hub.root, gateway.area, domain, gateway.site, gateway.id, device]
                .joined(separator: "/")
        }
        var domains: Set<String> = []
        let devices = configuration.devices.filter { domains.insert($0.domain).inserted }
        let asked = devices.prefix(Self.mostDomains)
        left = devices.count - asked.count
        own = prefix("sys", "-") + "/check"
        let channels = [
            ("live", false), ("window", false), ("event", false), ("hist", false), ("gap", false),
            ("meta", true), ("status", true),
        ]
        rounds =
            (asked.isEmpty ? [] : channels).map { channel, isRetained in
                let topics = asked.map { prefix($0.domain, $0.id) + "/\(channel)/check" }
                return Round(
                    channel: channel, isRetained: isRetained, topics: topics,
                    domains: asked.map(\.domain))
            }
            + [("state", true), ("ack", false)].map { channel, isRetained in
                let topic = prefix("sys", "-") + "/\(channel)/check"
                return Round(
                    channel: channel, isRetained: isRetained, topics: [topic], domains: [])
            }
    }
}
