// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub

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

    func of(_ device: Device) -> DeviceTopics {
        DeviceTopics(
            live: topic(device.domain, device.id, "live"),
            window: topic(device.domain, device.id, "window"),
            event: topic(device.domain, device.id, "event"),
            meta: topic(device.domain, device.id, "meta"),
            status: topic(device.domain, device.id, "status"))
    }

    private func topic(_ domain: String, _ device: String, _ channel: String) -> Topic {
        let name = [root, area, domain, site, gateway, device, channel].joined(separator: "/")
        guard let topic = Topic(name) else {
            preconditionFailure("levels are checked where the configuration is read")
        }
        return topic
    }
}
