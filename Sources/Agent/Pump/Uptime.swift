// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Since when a device has been on, as far as its answers tell.
///
/// That it was switched off shows only as answers that failed for a while. One lost poll shows the
/// same for a moment, and is an everyday thing.
struct Uptime: Sendable {
    /// The end of the last round that was answered, nil before the first.
    private var answered: Instant?
    private var began = Instant(nanoseconds: 0)
    /// Whether a round has failed since it last answered.
    private var isAway = false

    /// A round has failed as a whole, or none was tried.
    mutating func fail() { isAway = true }

    /// A round was answered. `absence`: how long it must have been away to have been restarted.
    mutating func answer(at time: Instant, absence: Nanoseconds) {
        if isNew(at: time, absence) { began = time }
        (answered, isAway) = (time, false)
    }

    /// Whether a value of this moment comes sooner after power-on than this.
    func isShorter(than warmUp: Nanoseconds, at time: Instant, absence: Nanoseconds) -> Bool {
        isNew(at: time, absence) || time < began + warmUp
    }

    /// Whether an answer now is the first since it was switched on.
    private func isNew(at time: Instant, _ absence: Nanoseconds) -> Bool {
        guard let answered else { return true }
        return isAway && time - answered >= absence
    }
}
