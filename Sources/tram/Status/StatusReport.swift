// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What the service says of itself, or a part of it.
struct StatusReport {
    /// As it came, without what was not asked for.
    let json: JSON

    init(_ json: JSON, _ part: StatusCommand.Part? = nil) {
        guard let part else {
            self.json = json
            return
        }
        let names =
            switch part {
            case .bus: ["buses"]
            case .device: ["devices", "alarms"]
            case .hub: ["hub"]
            case .spool: ["spool"]
            }
        self.json = .object((json.members ?? []).filter { names.contains($0.key) })
    }

    var buses: [JSON] { json["buses"]?.array ?? [] }
    var devices: [JSON] { json["devices"]?.array ?? [] }
    var alarms: [JSON] { json["alarms"]?.array ?? [] }

    /// Whether somebody has to do something about it.
    var isTrouble: Bool {
        json["clock"]?["trusted"]?.bool == false || json["hub"]?["up"]?.bool == false
            || json["spool"]?["durable"]?.bool == false || json["spool"]?["disk-hours"] != nil
            || buses.contains { $0["open"]?.bool == false }
            || devices.contains { $0["state"]?.string == "offline" } || !alarms.isEmpty
    }
}
