// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What the pump looks out for with one device: that it answers, and that it is asked at all.
struct Vigil: Sendable {
    /// Zero: as fast as the line allows.
    let period: Nanoseconds
    /// Without a reading for this long, none was tried.
    let patience: Nanoseconds
    var gate = EventGate()
    var silence = Lack()
    /// When a scan last brought readings, good or failed; nil before the pump runs.
    var heard: Instant?
    var isStale = false
    /// Periods up to here are in its windows' `due`.
    var counted = Instant(nanoseconds: 0)
    /// Those of them that the line has not accounted for yet.
    var presumed: UInt64 = 0

    /// Periods without an attempt after which values are stale, and the least time that they are
    /// taken for.
    static let stalePeriods: Int64 = 3
    static let shortest = Nanoseconds.seconds(2)

    init(_ device: Device) {
        period = device.poll
        // A round may take as long as its attempts, with the pauses that a lost answer needs.
        let attempts = device.timeout * (3 * Int64(device.retries + 1))
        patience = max(device.usualPeriod * Self.stalePeriods, Self.shortest) + attempts
    }

    /// When its values become stale.
    var deadline: Instant {
        guard let heard, !isStale else { return .never }
        return heard + patience
    }
}

extension Device {
    /// The time between two of its scans; one that is read without a pause has none of its own.
    var usualPeriod: Nanoseconds { poll > .zero ? poll : .seconds(1) }
}
