// SPDX-License-Identifier: Apache-2.0
internal import Field

/// When devices at TCP endpoints are asked within their period: a few together, as each wake-up
/// costs, and not all at once, as the hub would get what they say in one heap.
struct Phases {
    /// A hub's session takes so many messages at a time; others wait until it has answered.
    private static let together = 16
    /// Time between two wake-ups at least: more of them are not worth what they cost.
    private static let shortest = Nanoseconds.milliseconds(50)

    /// How many devices have been given a phase, by their period.
    private var given: [Nanoseconds: Int] = [:]

    /// How long after a device's first round its second is due: its period, or less, so that no
    /// value comes later than it would. Later ones follow by the period. Without a period nothing
    /// is ever due.
    ///
    /// `count`: how many devices get it, those of one connection: they queue there anyway, and
    /// between their rounds is time to ask a silent one whether it is back.
    mutating func next(_ period: Nanoseconds, for count: Int) -> Nanoseconds {
        guard period > .zero else { return .zero }
        let place = given[period, default: 0]
        given[period] = place + count
        return Self.phase(place / Self.together, period)
    }

    /// Each next group goes into the middle of the widest pause, whatever their number will be (the
    /// van der Corput sequence, base 2: https://en.wikipedia.org/wiki/Van_der_Corput_sequence).
    private static func phase(_ group: Int, _ period: Nanoseconds) -> Nanoseconds {
        let most = max(1, period.count / shortest.count)
        let bits = Int64.bitWidth - 1 - most.leadingZeroBitCount
        var (rest, numerator) = (Int64(group) % (1 << bits), Int64(0))
        for _ in 0..<bits {
            numerator = numerator << 1 | rest & 1
            rest >>= 1
        }
        guard numerator > 0 else { return period }
        return Nanoseconds(Int64((Int128(period.count) * Int128(numerator)) >> Int128(bits)))
    }
}
