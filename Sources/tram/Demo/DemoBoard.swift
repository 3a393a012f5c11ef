// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub

/// What the hub knows of the site, made of the messages that it received and of nothing else: the
/// model behind the full screen, without terminal and clock. Times are UTC in milliseconds.
struct DemoBoard {
    struct Device: Hashable {
        enum State: Hashable {
            case unknown, online, offline
        }

        let id: String
        let line: String
        var state = State.unknown
        var points: [ShownPoint]
    }

    /// The gateway as its topic `state` has it.
    struct Gateway: Hashable {
        var isOnline = false
        var session: Int64 = 0
        /// `danang/haichau/bts-0457/gw-demo`.
        var place = ""
    }

    /// The newest record of the stream `event`.
    struct Event: Hashable {
        var time: Int64
        var device: String
        var words: [String]
    }

    let lines: [String]
    private(set) var devices: [Device]
    private(set) var gateway = Gateway()
    private(set) var audit: DemoAudit
    private(set) var event: Event?
    /// Whether our own subscription to the hub stands.
    private(set) var isHubUp = true
    private(set) var troubles = Troubles()

    init(_ lines: [DemoLine]) {
        self.lines = lines.map(\.id)
        devices = lines.flatMap { line in
            line.devices.map { device in
                Device(
                    id: device.id, line: line.id,
                    points: device.points.map { ShownPoint(name: $0) })
            }
        }
        audit = DemoAudit(devices: lines.flatMap(\.devices).map(\.id))
    }

    /// A fault is made, or mended: the devices that it concerns are looked at from now on.
    mutating func make(_ target: Trouble.Target, at now: Int64) {
        troubles.begin(target, devices: devices(of: target), lost: audit.lost, at: now)
    }

    mutating func mend(_ target: Trouble.Target, at now: Int64) {
        troubles.mend(target, at: now)
    }

    /// Our subscription has been lost, or stands again.
    mutating func hub(isUp: Bool, at now: Int64) {
        isHubUp = isUp
        if isUp { troubles.hubUp(at: now) } else { troubles.hubDown(at: now) }
    }

    mutating func take(_ message: Received, at now: Int64) {
        guard let message = DemoMessage(message) else { return }
        let content = message.content
        audit.take(content, of: message.device, on: message.channel)
        troubles.lost(audit.lost)
        if message.device == "-" {
            if message.channel == "state" { takeState(content, message.place) }
            return
        }
        guard let index = devices.firstIndex(where: { $0.id == message.device }) else { return }
        switch message.channel {
        case "meta": takeMeta(content, index)
        case "status": takeStatus(content, index, now)
        case "live": takeLive(content, index, now)
        case "event": takeEvent(content, message.device, now)
        case "hist": troubles.caughtUp(content["rows"]?.array?.count ?? 0, at: now)
        default: break
        }
    }

    private func devices(of target: Trouble.Target) -> Set<String> {
        switch target {
        case .device(let id): [id]
        case .line(let id): Set(devices.filter { $0.line == id }.map(\.id))
        case .broker: Set(devices.map(\.id))
        }
    }

    private mutating func takeState(_ content: JSON, _ place: String) {
        gateway.isOnline = content["online"]?.bool ?? false
        gateway.session = content["session"]?.integer ?? 0
        gateway.place = place
    }

    private mutating func takeMeta(_ content: JSON, _ index: Int) {
        let points = content["points"]
        for row in devices[index].points.indices {
            let about = points?[devices[index].points[row].name]
            devices[index].points[row].unit = about?["unit"]?.string ?? ""
            guard let english = about?["names"]?["en"]?.string,
                let vietnamese = about?["names"]?["vi"]?.string
            else { continue }
            devices[index].points[row].names = Text(en: english, vi: vietnamese)
        }
    }

    private mutating func takeStatus(_ content: JSON, _ index: Int, _ now: Int64) {
        let isOnline = content["state"]?.string == "online"
        devices[index].state = isOnline ? .online : .offline
        if isOnline {
            troubles.answered(
                devices[index].id, at: now, said: content["ts"]?.integer ?? now)
        } else {
            let code = content["code"]?.string ?? ""
            troubles.failed(devices[index].id, code, at: now)
        }
    }

    private mutating func takeLive(_ content: JSON, _ index: Int, _ now: Int64) {
        let values = content["values"]
        let time = content["ts"]?.integer ?? now
        for row in devices[index].points.indices {
            let name = devices[index].points[row].name
            guard let value = values?[name] else { continue }
            let age = content["age"]?[name]?.integer ?? 0
            let quality = content["q"]?[name]?.string ?? "good"
            devices[index].points[row].take(value, quality, at: time &- age)
        }
        let isWell = values?.members?.contains { $0.value != .null } ?? false
        troubles.heard(from: devices[index].id, isWell: isWell, made: time, at: now)
    }

    private mutating func takeEvent(_ content: JSON, _ device: String, _ now: Int64) {
        let words = ["type", "point", "state", "severity", "code"].compactMap {
            content[$0]?.string
        }
        event = Event(time: content["ts"]?.integer ?? now, device: device, words: words)
    }
}
