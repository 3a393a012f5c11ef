// SPDX-License-Identifier: Apache-2.0
internal import Field

/// How many events one device may tell: a contact that chatters or an instrument that comes and
/// goes fills neither the hub nor the queue for it.
///
/// What is held back is counted, and the next event says how many. What it left behind (a door
/// that is open, a limit that is passed) is told as it stands, once there is room again. While
/// somebody works on the device there is none.
struct EventGate: Sendable {
    static let mostPerMinute = 30
    private static let minute = Nanoseconds.seconds(60)

    private var began = Instant(nanoseconds: .min)
    private var used: UInt16 = 0
    /// Changes that were not told when they came, since the last event.
    private var suppressed: UInt32 = 0
    /// Whether somebody works on the device.
    var isMuted = false

    /// Whether an event is told now. `isNew`: something has just changed; `differs`: it is not as
    /// it was last told.
    mutating func passes(isNew: Bool, differs: Bool = true, at now: Instant) -> Bool {
        if differs, !isMuted, opens(now) { return true }
        if isNew, suppressed < .max { suppressed += 1 }
        return false
    }

    private mutating func opens(_ now: Instant) -> Bool {
        if now - began >= Self.minute { (began, used) = (now, 0) }
        guard used < Self.mostPerMinute else { return false }
        used += 1
        return true
    }

    /// What the event that is written says of those before it.
    mutating func takeSuppressed() -> UInt32 {
        defer { suppressed = 0 }
        return suppressed
    }
}
