// SPDX-License-Identifier: Apache-2.0
internal import Field

/// When a line's link may be opened again: at once after one that worked, then with growing
/// pauses that differ from line to line, so that a switch coming back is not met by all of them
/// in the same millisecond.
struct Reconnect: Sendable {
    static let firstPause = Nanoseconds.milliseconds(500)
    static let longestPause = Nanoseconds.seconds(60)

    private var pause: Nanoseconds = .zero
    private var random: SplitMix

    init(seed: UInt64) { random = SplitMix(seed: seed) }

    /// An answer has come over the link.
    mutating func worked() { pause = .zero }

    /// The pause before the next attempt, between half of the growing pause and all of it.
    mutating func next() -> Nanoseconds {
        defer { pause = pause == .zero ? Self.firstPause : min(pause * 2, Self.longestPause) }
        guard pause > .zero else { return .zero }
        return Nanoseconds(Int64.random(in: pause.count / 2...pause.count, using: &random))
    }
}
