// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What our port makes of characters that are sent at other settings: it samples each bit in its
/// middle, at its own baud, from the falling edge of a start bit on.
struct Eyepiece {
    let own: SerialSpeed
    let other: SerialSpeed
    /// A stop bit that is low is taken for the next start bit, as many ports do; the others wait
    /// until the line was high.
    let isHasty: Bool

    /// Settings that devices have.
    static let candidates: [SerialSpeed] = SerialSpeed.bauds.filter { 1_200...115_200 ~= $0 }
        .flatMap { baud in
            ["8N1", "8E1", "8O1", "8N2"].compactMap { mode in
                SerialMode(mode).map { SerialSpeed(baud: baud, mode: $0) }
            }
        }

    /// The bytes that are seen, as far as what is known of the characters decides them.
    func view(of bytes: [UInt8]) -> [UInt8] {
        let levels = bytes.flatMap { Self.levels($0, other.mode) }
        var seen: [UInt8] = []
        var start = 0.0
        while let found = character(in: levels, from: start) {
            seen.append(found.byte)
            if isHasty, !found.isStopped {
                start = found.end - 0.5
            } else {
                guard let next = Self.edge(in: levels, after: found.end * ratio) else { break }
                start = next / ratio
            }
        }
        return seen
    }

    /// Bits of theirs in one of ours.
    private var ratio: Double { Double(other.baud) / Double(own.baud) }

    static func levels(_ byte: UInt8, _ mode: SerialMode) -> [Bool] {
        let data = (0..<8).map { byte >> UInt8($0) & 1 == 1 }
        let isOdd = byte.nonzeroBitCount % 2 == 1
        let parity: [Bool] =
            switch mode.parity {
            case .none: []
            case .even: [isOdd]
            case .odd: [!isOdd]
            }
        return [false] + data + parity + [Bool](repeating: true, count: mode.stopBits)
    }

    /// The character whose start bit begins there, up to the middle of its stop bit, in bits of
    /// ours; nil where it is not known.
    private func character(
        in levels: [Bool], from start: Double
    ) -> (byte: UInt8, end: Double, isStopped: Bool)? {
        let hasParity = own.mode.parity != .none
        let count = hasParity ? 11 : 10
        var bits: [Bool] = []
        for index in 0..<count {
            let place = Int((start + Double(index) + 0.5) * ratio)
            guard place < levels.count else { return nil }
            bits.append(levels[place])
        }
        let byte = (0..<8).reduce(UInt8(0)) { $0 | (bits[1 + $1] ? 1 << UInt8($1) : 0) }
        let expected = Self.levels(byte, own.mode).prefix(count)
        // A port that checks parity gives a zero for what is wrong.
        let isRight = bits.elementsEqual(expected)
        // A line that stays low is one character, and waited for by all.
        let isStopped = bits[count - 1] || !bits.contains(true)
        return (hasParity && !isRight ? 0 : byte, start + Double(count) - 0.5, isStopped)
    }

    /// Where the next start bit begins, in bits of theirs.
    private static func edge(in levels: [Bool], after end: Double) -> Double? {
        var place = Int(end)
        while place < levels.count, !levels[place] { place += 1 }
        while place < levels.count, levels[place] { place += 1 }
        return place < levels.count ? Double(place) : nil
    }
}
