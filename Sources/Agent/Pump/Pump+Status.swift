// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub

extension Pump {
    /// What became of a round on the line.
    enum RoundResult {
        /// Any of its points was answered for, be it with an exception of one register.
        case answered
        case failed(Quality)

        var failure: Quality? { if case .failed(let quality) = self { quality } else { nil } }
    }

    /// Nil for a round that has brought nothing.
    func result(ofRound round: UInt8, of number: Int) -> RoundResult? {
        var failure: Quality?
        for point in devices[number].points {
            guard let quality = arrived(point, round) else { continue }
            if quality.isAnswer { return .answered }
            failure = failure ?? quality
        }
        return failure.map(RoundResult.failed)
    }

    /// A device is online unless a whole round failed on the line.
    mutating func updateStatus(_ number: Int, failure: Quality?, _ moment: Moment) {
        let code = failure?.code
        let state: DeviceStatus.State = failure == nil ? .online : .offline
        let last = devices[number].status
        if let last, last.state == state, last.code == code { return }
        var status = DeviceStatus(state: state, code: code, began: moment.now)
        if let last, last.state == state { (status.began, status.since) = (last.began, last.since) }
        devices[number].status = status
        tellStatus(number, moment)
    }

    /// The hub knows at once.
    mutating func tellStatus(_ number: Int, _ moment: Moment) {
        if let session, let status = statusMessage(number, session, moment) {
            delivery.replace(present: status)
        }
    }

    /// nil for a device of which nothing is known yet.
    mutating func statusMessage(
        _ number: Int, _ session: UInt64, _ moment: Moment
    ) -> Message? {
        let (status, maintenance) = (devices[number].status, maintenance(of: number))
        guard status != nil || maintenance != nil else { return nil }
        var since = moment.milliseconds(of: maintenance?.began ?? moment.now)
        if let status {
            let own = status.since ?? moment.milliseconds(of: status.began)
            if moment.isTrusted { devices[number].status?.since = own }
            if maintenance == nil { since = own }
        }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("v", 1)
        writer.member("ts", moment.milliseconds(of: moment.now))
        writer.member("state", state(of: number))
        writer.member("since", since)
        if let maintenance { writer.member("until", moment.milliseconds(of: maintenance.end)) }
        if let code = status?.code { writer.member("code", code) }
        writer.member("gateway-session", session)
        writer.endObject()
        return Message(topic: devices[number].topics.status, payload: writer.bytes, retain: true)
    }

    /// As its topic `status` says it.
    func state(of number: Int) -> String {
        if maintenance(of: number) != nil { return "maintenance" }
        return devices[number].status?.state.rawValue ?? "unknown"
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
