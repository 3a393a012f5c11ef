// SPDX-License-Identifier: Apache-2.0
package import Field

/// A guest may look for units at other settings of a serial port: for that one exchange they are
/// the port's, and no longer. Who listens at the line's own hears noise. What comes of it says
/// nothing of the units that are polled: they are neither held nor taken for silent, nor for back.
extension LineMachine {
    /// What the port must be set to now, where that is not as the line has it.
    package var guestSpeed: SerialSpeed? { isForeign ? guests.current?.speed : nil }

    /// How long such an exchange keeps the line when nobody answers, with the silence behind it.
    func probeCost(at speed: SerialSpeed) -> Nanoseconds {
        let wanted = scans[guestScan].reads[0].request
        let characters =
            WireRequest.length(framing)
            + WireRequest.replyLength(framing, data: wanted.replyBytes)
        return speed.time(characters: characters) + scans[guestScan].timeout
            + max(silence, speed.silence)
    }

    /// The exchange is over, and the port is to have its own settings again. Both who has spoken
    /// and who has heard noise need the silence, which counts from here.
    mutating func leaveForeign(_ now: Instant) {
        let speed = guestSpeed
        isForeign = false
        guard let speed else { return }
        lastByte = max(lastByte, now) + max(.zero, speed.silence - silence)
    }

    /// The port does not take the settings: nothing was sent.
    mutating func refuseForeign(_ now: Instant) {
        guard isForeign else { return }
        withdraw()
        endGuest(.refused, now)
    }
}
