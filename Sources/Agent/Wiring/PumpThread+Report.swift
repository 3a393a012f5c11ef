// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub
internal import Logging

extension PumpThread {
    /// What the operator's log says of the hub.
    mutating func report(_ event: HubEvent) {
        switch event {
        case .up(let session, _):
            refusals = []
            log.info("hub: session \(session) is up")
        case .down(let session, let fault, let retry):
            log.warning(
                """
                hub: session \(session) ended (\(fault.code)): \(fault.text(.english)); \
                next attempt in \(retry.milliseconds) ms
                """)
        case .attemptFailed(let fault, let attempt, let retry):
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
}
