// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub

extension Pump {
    /// Why a whole scan failed on the line; nil when any of its points was answered for, be it
    /// with an exception of one register.
    func failure(ofScan number: Int) -> Quality? {
        let range = devices[number].points
        if range.contains(where: { points[$0].isFresh && points[$0].quality.isAnswer }) {
            return nil
        }
        return range.first { points[$0].isFresh }.map { points[$0].quality }
    }

    /// A device is online unless its scan failed.
    mutating func updateStatus(_ number: Int, failure: Quality?, _ moment: Moment) {
        let code = failure?.code
        let state: DeviceStatus.State = failure == nil ? .online : .offline
        let last = devices[number].status
        if let last, last.state == state, last.code == code { return }
        var status = DeviceStatus(state: state, code: code, began: moment.now)
        if let last, last.state == state { (status.began, status.since) = (last.began, last.since) }
        devices[number].status = status
        if let session, let status = statusMessage(number, session, moment) {
            delivery.replace(present: status)
        }
    }

    mutating func statusMessage(
        _ number: Int, _ session: UInt64, _ moment: Moment
    ) -> Message? {
        guard let status = devices[number].status else { return nil }
        let since = status.since ?? moment.milliseconds(of: status.began)
        if moment.isTrusted { devices[number].status?.since = since }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("v")
        writer.integer(1)
        writer.key("ts")
        writer.integer(moment.milliseconds(of: moment.now))
        writer.key("state")
        writer.string(status.state.rawValue)
        writer.key("since")
        writer.integer(since)
        if let code = status.code {
            writer.key("code")
            writer.string(code)
        }
        writer.key("gateway-session")
        writer.integer(session)
        writer.endObject()
        return Message(topic: devices[number].topics.status, payload: writer.bytes, retain: true)
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
