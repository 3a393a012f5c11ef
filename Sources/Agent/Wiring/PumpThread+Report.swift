// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Hub
internal import Logging

extension PumpThread {
    /// Tells the main thread how the service does; a line's news at once.
    mutating func show(at now: Instant) {
        guard agent.settings.manager != nil, now >= showAt || !news.isEmpty else { return }
        showAt = now + Self.showPause
        let configuration = agent.settings.configuration
        var sight = ServiceSight()
        (sight.buses, sight.devices) = (configuration.lines.count, configuration.devices.count)
        let known = configuration.lines.compactMap { links[$0.id] }
        sight.unknown = sight.buses - known.count
        sight.closed = known.count { $0 != nil }
        sight.quarantined = known.count { $0 == .quarantined }
        sight.hub = hub.session == nil ? .down(hub.fault?.code) : .up
        sight.waiting = pump.recordsWaiting
        orders.show(sight)
    }

    private static let showPause = Nanoseconds.seconds(1)

    /// What the operator's log says of the hub.
    mutating func report(_ event: HubEvent) {
        switch event {
        case .up(let session, _):
            refusals = []
            let failed = attempts.succeeds()
            let after = failed > 0 ? ", after \(failed) attempts in vain" : ""
            log.info("hub: session \(session) is up\(after)")
        case .down(let session, let fault, let retry):
            log.warning(
                """
                hub: session \(session) ended (\(fault.code)): \(fault.text(.english)); \
                next attempt in \(retry.milliseconds) ms
                """)
        case .attemptFailed(let fault, let attempt, let retry):
            guard attempts.fails(attempt, fault.code) else { return }
            log.warning(
                """
                hub: attempt \(attempt) failed (\(fault.code)): \(fault.text(.english)); \
                next in \(retry.milliseconds) ms
                """)
        case .rejected(_, let fault):
            log.error("hub: a message cannot be sent (\(fault.code)): \(fault.text(.english))")
        case .acknowledged(_, let code) where code >= 0x80:
            guard refusals.insert(code).inserted else { return }
            log.error(
                "hub: refuses messages in this session, reason code 0x\(String(code, radix: 16))")
        case .subscribed(let codes): reportSubscribed(codes)
        case .acknowledged, .received: break
        }
    }

    /// What it says of devices that do not answer.
    mutating func reportSilences() {
        let news = pump.silences.takeNews()
        for one in news.prefix(Self.mostSilences) {
            switch one {
            case .silent(let place, let code):
                log.warning("device \(pump.device(at: place)) does not answer (\(code))")
            case .back(let place, let rounds, let time):
                log.notice(
                    """
                    device \(pump.device(at: place)) answers again: \(rounds) of its rounds failed \
                    within \(time.milliseconds / 1_000) s
                    """)
            }
        }
        let left = news.count - Self.mostSilences
        if left > 0 { log.warning("\(left) more devices do not answer, or do again") }
    }

    private static let mostSilences = 16
}
