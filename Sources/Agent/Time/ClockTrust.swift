// SPDX-License-Identifier: Apache-2.0
package import Field

/// Whether the system clock is believed. A value without I/O: what the machine tells comes in as
/// `ClockSigns`, and is asked for only while that matters.
package struct ClockTrust: Sendable {
    /// The machine is asked again after this long, when something else happens anyway.
    static let pause = Nanoseconds.seconds(2)
    /// A clock that the kernel holds to be wrong by less is synchronised. The kernel begins with
    /// 16 s, comes back to it when nobody corrects it for nine hours, and stays there.
    static let largestError = Nanoseconds.seconds(16)
    /// How far the system clock may be from the one with a battery that it was set by.
    static let largestDrift = Nanoseconds.seconds(60)
    /// How long after the machine's start a client may still be started.
    static let settling = Nanoseconds.seconds(120)

    private let source: Gateway.TimeSource
    private var isTrusted = false
    private var nextLook = Instant(nanoseconds: .min)

    package init(_ source: Gateway.TimeSource) { self.source = source }

    /// Whether it is believed now. Once it is, it stays so: a network that is lost later makes no
    /// clock wrong. Only one that cannot be right has to earn it anew.
    package mutating func judge(
        _ wall: WallTime, at now: Instant, _ signs: () -> ClockSigns
    ) -> Bool {
        guard wall >= Moment.earliest else {
            (isTrusted, nextLook) = (false, Instant(nanoseconds: .min))
            return false
        }
        if !isTrusted, now >= nextLook {
            nextLook = now + Self.pause
            isTrusted = source == .trusted || isBorneOut(by: signs(), wall, now)
        }
        return isTrusted
    }

    private func isBorneOut(by signs: ClockSigns, _ wall: WallTime, _ now: Instant) -> Bool {
        let isSynchronised = signs.isMarked || signs.error.map { $0 < Self.largestError } ?? false
        switch source {
        case .trusted: return true
        case .ntp: return isSynchronised
        case .rtc: return isSynchronised || signs.hardware.contains { isNear($0, wall) }
        case .auto:
            // Without a client nothing will ever set it but a person or the hardware.
            let isAlone = !signs.hasClient && now.nanoseconds >= Self.settling.count
            return isSynchronised || isAlone
        }
    }

    private func isNear(_ hardware: WallTime, _ wall: WallTime) -> Bool {
        let (drift, overflow) = wall.nanoseconds.subtractingReportingOverflow(hardware.nanoseconds)
        return !overflow && drift.magnitude <= Self.largestDrift.count.magnitude
    }
}
