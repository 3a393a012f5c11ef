// SPDX-License-Identifier: Apache-2.0

/// Reproducible chance as a function of time: the same seed, channel and moment give the same
/// value, however often and in whatever order it is asked. That is why no model keeps a generator.
package struct Noise: Hashable, Sendable {
    package let seed: UInt64

    package init(seed: UInt64) { self.seed = seed }

    /// A smooth curve between -1 and 1 that changes its mind every `period` seconds.
    package func smooth(_ channel: UInt64, _ seconds: Double, period: Double) -> Double {
        let position = seconds / period
        let step = position.rounded(.down)
        let fraction = position - step
        let from = lattice(channel, Int64(step))
        let to = lattice(channel, Int64(step) &+ 1)
        return from + (to - from) * fraction * fraction * (3 - 2 * fraction)
    }

    /// One value between -1 and 1 for good: how this instrument differs from the next.
    package func fixed(_ channel: UInt64) -> Double { lattice(channel, .min) }

    /// Another seed that depends on this one.
    package func derived(_ number: UInt64) -> Noise { Noise(seed: mixed(number, 0)) }

    /// One value between -1 and 1 for a channel and a number.
    func drawn(_ channel: UInt64, _ number: Int64) -> Double { lattice(channel, number) }

    private func lattice(_ channel: UInt64, _ step: Int64) -> Double {
        Double(mixed(channel, UInt64(bitPattern: step)) >> 11) * 0x1p-52 - 1
    }

    /// The finaliser of SplitMix64 over the three of them.
    private func mixed(_ channel: UInt64, _ step: UInt64) -> UInt64 {
        var z = seed &+ channel &* 0xD1B5_4A32_D192_ED03 &+ step &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
