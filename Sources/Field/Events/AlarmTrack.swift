// SPDX-License-Identifier: Apache-2.0

/// Whether a value is beyond one limit: raised when it has been there for the delay, cleared when
/// it has been back by the hysteresis for the delay. A raise and a clear take turns.
///
/// It moves with readings only. Without one (the read failed, the instrument has a fault) it keeps
/// its state and its delay goes on: a lost poll neither ends an alarm nor puts it off.
package struct AlarmTrack: BitwiseCopyable, Sendable {
    package enum Transition: Sendable {
        case raised, cleared
    }

    package private(set) var isRaised = false
    /// The first reading beyond the limit of the alarm that is, or was last.
    package private(set) var since = Instant(nanoseconds: 0)
    /// Since when readings say otherwise than `isRaised`; nil while they do not.
    private var turning: Instant?

    package init() {}

    /// Whatever was about to change it has to be seen for the whole delay again.
    package mutating func beginAnew() { turning = nil }

    /// Takes a value that counts; what it changed.
    package mutating func take(
        _ number: Double, at time: Instant, _ limit: AlarmLimit
    ) -> Transition? {
        guard isRaised ? limit.isBack(number) : limit.isBeyond(number) else {
            turning = nil
            return nil
        }
        let began = turning ?? time
        guard time - began >= limit.delay else {
            turning = began
            return nil
        }
        turning = nil
        isRaised.toggle()
        guard isRaised else { return .cleared }
        since = began
        return .raised
    }
}
