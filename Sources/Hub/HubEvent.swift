// SPDX-License-Identifier: Apache-2.0
package import Field

/// What the hub's thread tells the owner of a `Publisher` or `Consumer`, in the order in which it
/// happened. After `stop` nothing but acknowledgements comes.
package enum HubEvent: Hashable, Sendable {
    /// A session begins. The hub takes packets of at most `maximumPacket` bytes.
    case up(session: UInt64, maximumPacket: Int)
    /// The session has ended. What was sent in it and not acknowledged is forgotten here: whoever
    /// sent it still has it and sends it again after the next `up`.
    case down(session: UInt64, HubFault, retryIn: Nanoseconds)
    /// No session came about; `attempt` counts the failures since the last session.
    case attemptFailed(HubFault, attempt: Int, retryIn: Nanoseconds)
    /// PUBACK with its reason code as it came: below 0x80 taken, 0x10 without a subscriber.
    case acknowledged(token: UInt64, code: UInt8)
    /// The message cannot be sent in this session, at the fault's reason; the session goes on.
    case rejected(token: UInt64, HubFault)
    /// SUBACK: one reason code per filter, 0x80 and above refused.
    case subscribed([UInt8])
    case received(Received)
}
