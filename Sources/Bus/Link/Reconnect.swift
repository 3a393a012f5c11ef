// SPDX-License-Identifier: Apache-2.0
package import Field

/// When a line's link may be opened again: at once after one that worked, then with growing
/// pauses that differ from line to line, so that a switch coming back is not met by all of them
/// in the same millisecond.
package struct Reconnect: Sendable {
    package static let firstPause = Nanoseconds.milliseconds(500)
    /// A host that is away is left in peace.
    package static let longestPause = Nanoseconds.seconds(60)
    /// A port of our own costs nothing to try, and whoever has plugged an adapter in stands beside
    /// it.
    package static let longestPortPause = Nanoseconds.seconds(5)

    private let longest: Nanoseconds
    private var pause: Nanoseconds = .zero
    private var random: SplitMix

    package init(_ link: Link, seed: UInt64) {
        longest = Self.longestPause(link)
        random = SplitMix(seed: seed)
    }

    package static func longestPause(_ link: Link) -> Nanoseconds {
        if case .serial = link { longestPortPause } else { longestPause }
    }

    /// An answer has come over the link.
    package mutating func worked() { pause = .zero }

    /// The pause before the next attempt, between half of the growing pause and all of it.
    package mutating func next() -> Nanoseconds {
        defer { pause = pause == .zero ? Self.firstPause : min(pause * 2, longest) }
        guard pause > .zero else { return .zero }
        return Nanoseconds(Int64.random(in: pause.count / 2...pause.count, using: &random))
    }
}
