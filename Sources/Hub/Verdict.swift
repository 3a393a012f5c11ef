// SPDX-License-Identifier: Apache-2.0
package import Field

/// What the answer to a message means for whoever sent it. MQTT 3.1.1 answers 0 to everything, and
/// there a record counts as `delivered` that the hub's rules have thrown away (`Proof.broker`).
package enum Verdict: Hashable, CaseIterable, Sendable {
    /// The hub has it: done.
    case delivered
    /// The hub had it and nobody has subscribed (0x10): not done. What is new goes on, it might be
    /// retained or counted; what is sent late waits.
    case unheard
    /// The hub's rules deny the topic (0x87): kept, and a person has to be told.
    case denied
    /// Too much for the hub now (0x96, 0x97): kept, and sent again more slowly.
    case tooMuch
    /// The hub failed, or gives a reason that is none for a PUBACK: it says nothing of the message,
    /// and the next attempt may succeed. Kept.
    case failed
    /// The hub will never take this message, whatever happens (0x90, 0x95, 0x99): it is lost, and
    /// has to be declared so.
    case refused

    /// Of a PUBACK's reason code.
    package init(_ code: UInt8) {
        self =
            switch code {
            case Reason.noSubscribers: .unheard
            case ..<Reason.firstRefusal: .delivered
            case Reason.notAuthorized: .denied
            case Reason.rateTooHigh, Reason.quotaExceeded: .tooMuch
            case Reason.topicInvalid, Reason.packetTooLarge, Reason.payloadInvalid: .refused
            default: .failed
            }
    }

    /// Of a message that could not be sent: it fits into no packet of this hub, or not into MQTT.
    package init(rejected fault: HubFault) {
        self =
            switch fault {
            case .oversize, .unusable: .refused
            default: .failed
            }
    }

    /// Whether the message need not be kept any longer.
    package var isFinal: Bool { self == .delivered || self == .refused }

    /// How long what is kept is not tried again in the same session; a new session tries at once.
    package var pause: Nanoseconds {
        switch self {
        case .delivered, .refused: .zero
        case .tooMuch: Self.briefPause
        case .unheard: Self.unheardPause
        case .denied, .failed: Self.deniedPause
        }
    }

    /// Somebody subscribes: a consumer that restarts is soon there again.
    package static let unheardPause = Nanoseconds.seconds(30)
    /// Somebody changes the hub's rules.
    package static let deniedPause = Nanoseconds.seconds(3_600)
    /// A quota of messages a minute has room again.
    package static let briefPause = Nanoseconds.seconds(10)
}
