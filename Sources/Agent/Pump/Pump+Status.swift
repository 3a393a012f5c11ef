// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub

extension Pump {
    /// A device is online while any of its points is answered for, be it with an exception of one
    /// register; offline when a whole scan failed on the line.
    mutating func updateStatus(_ number: Int, _ moment: Moment) {
        let range = devices[number].points
        let answered = range.contains { points[$0].isFresh && points[$0].quality.isAnswer }
        // A round without a reading (the ring was full) says nothing of the device.
        guard answered || range.contains(where: { points[$0].isFresh }) else { return }
        let code = answered ? nil : range.first.map { points[$0].quality.code }
        let state: DeviceStatus.State = answered ? .online : .offline
        if let now = devices[number].status, now.state == state, now.code == code { return }
        let since =
            devices[number].status?.state == state
            ? devices[number].status?.since : moment.milliseconds(of: moment.now)
        devices[number].status = DeviceStatus(
            state: state, code: code, since: since ?? moment.milliseconds(of: moment.now))
        if let session { publishStatus(number, session, moment) }
    }

    func statusMessage(_ number: Int, _ session: UInt64, _ moment: Moment) -> Message? {
        guard let status = devices[number].status else { return nil }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("v")
        writer.integer(1)
        writer.key("ts")
        writer.integer(moment.milliseconds(of: moment.now))
        writer.key("state")
        writer.string(status.state.rawValue)
        writer.key("since")
        writer.integer(status.since)
        if let code = status.code {
            writer.key("code")
            writer.string(code)
        }
        writer.key("gateway-session")
        writer.integer(session)
        writer.endObject()
        return Message(topic: devices[number].topics.status, payload: writer.bytes, retain: true)
    }

    mutating func publishStatus(_ number: Int, _ session: UInt64, _ moment: Moment) {
        if let message = statusMessage(number, session, moment) { delivery.add(message, .present) }
    }
}

extension Quality {
    /// Whether the device itself said something, a value or an exception.
    var isAnswer: Bool {
        switch self {
        case .commTimeout, .commGarbled, .commMismatch, .commDisconnected, .commGateway, .stale:
            false
        default: true
        }
    }
}
