// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What the service says of itself, or a part of it.
struct StatusReport {
    /// As it came, without what was not asked for.
    let json: JSON
    /// Whether nothing was left out.
    let isWhole: Bool

    /// `names`: of buses or devices, where only those are wanted.
    init(_ json: JSON, _ part: StatusCommand.Part? = nil, _ names: [String] = []) {
        isWhole = part == nil
        guard let part else {
            self.json = json
            return
        }
        let wanted = Set(names)
        let keys =
            switch part {
            case .bus: ["buses"]
            case .device: ["devices", "alarms"]
            case .hub: ["hub"]
            case .spool: ["spool"]
            }
        let members = (json.members ?? []).filter { keys.contains($0.key) }
        self.json = .object(
            members.map { member in
                guard !wanted.isEmpty, let all = member.value.array else { return member }
                let id = member.key == "alarms" ? "device" : "id"
                let own = all.filter { wanted.contains($0.text(id)) }
                return JSON.Member(key: member.key, value: .array(own))
            })
    }

    /// Names that it says nothing of.
    func unknown(_ names: [String]) -> [String] {
        let known = Set((buses + devices).map { $0.text("id") })
        return names.filter { !known.contains($0) }
    }

    var buses: [JSON] { json["buses"]?.array ?? [] }
    var devices: [JSON] { json["devices"]?.array ?? [] }
    var alarms: [JSON] { json["alarms"]?.array ?? [] }

    /// What waits because nobody has subscribed to it.
    var unheard: JSON? { json["hub"]?["wait"] }

    /// Whether somebody has to do something about it.
    var isTrouble: Bool {
        json["clock"]?["trusted"]?.bool == false || json["hub"]?["up"]?.bool == false
            || unheard != nil || json["spool"]?["durable"]?.bool == false
            || json["spool"]?["disk-hours"] != nil
            || buses.contains { $0["open"]?.bool == false }
            || devices.contains { $0["state"]?.string == "offline" } || !alarms.isEmpty
    }
}
