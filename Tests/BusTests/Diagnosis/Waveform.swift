// SPDX-License-Identifier: Apache-2.0
import Field

/// The level of a pair of wires over time: high when nobody sends.
struct Waveform {
    /// When it changes, in seconds; the first change is to low.
    private var edges: [Double] = []
    private(set) var end = 0.0

    private init(edges: [Double], end: Double) { (self.edges, self.end) = (edges, end) }

    /// Characters one after the other. `flips`: whether a bit is turned over by something else.
    init(
        _ bytes: [UInt8], _ speed: SerialSpeed, from start: Double = 0,
        flips: () -> Bool = { false }
    ) {
        let bit = 1 / Double(speed.baud)
        var (time, level) = (start, true)
        for sent in bytes.flatMap({ Self.bits($0, speed.mode) }) {
            let seen = flips() ? !sent : sent
            if seen != level { edges.append(time) }
            (time, level) = (time + bit, seen)
        }
        if !level { edges.append(time) }
        end = time
    }

    private static func bits(_ byte: UInt8, _ mode: SerialMode) -> [Bool] {
        var bits = [false]
        var ones = 0
        for place in 0..<8 {
            let isOne = byte & (1 << UInt8(place)) != 0
            ones += isOne ? 1 : 0
            bits.append(isOne)
        }
        if mode.parity == .even { bits.append(ones % 2 == 1) }
        if mode.parity == .odd { bits.append(ones % 2 == 0) }
        return bits + [Bool](repeating: true, count: mode.stopBits)
    }

    func isHigh(at time: Double) -> Bool { place(after: time) % 2 == 0 }

    /// The next change to low.
    func fall(after time: Double) -> Double? {
        var place = place(after: time)
        if place % 2 == 1 { place += 1 }
        return place < edges.count ? edges[place] : nil
    }

    /// How many changes there were until then.
    private func place(after time: Double) -> Int {
        var (low, high) = (0, edges.count)
        while low < high {
            let middle = (low + high) / 2
            if edges[middle] <= time { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The same with the two wires swapped: low when nobody sends.
    var swapped: Self { Self(edges: [0] + edges.map { $0 + 1e-3 }, end: end + 2e-3) }

    /// Two that send at once: the low level wins.
    func mixed(with other: Self) -> Self {
        var mixed: [Double] = []
        var level = true
        for time in (edges + other.edges).sorted() {
            let now = isHigh(at: time) && other.isHigh(at: time)
            if now != level { mixed.append(time) }
            level = now
        }
        return Self(edges: mixed, end: max(end, other.end))
    }
}

/// A port's receiver: sixteen looks at each bit, three of them in its middle, of which two decide.
struct UART {
    /// A character, and whether its parity and its stop bit were right.
    struct Character {
        var byte: UInt8
        var isRight: Bool
    }

    let speed: SerialSpeed
    /// What it does with a stop bit that is low: takes it for a start bit, or waits.
    let isHasty: Bool

    private var tick: Double { 1 / Double(speed.baud) / 16 }
    private var bits: Int { speed.mode.parity == .none ? 10 : 11 }

    func characters(_ wave: Waveform) -> [Character] {
        var found: [Character] = []
        var next = wave.fall(after: -1)
        while let start = next, start <= wave.end, found.count < 600 {
            let isStart = !wave.isHigh(at: start + 8 * tick)
            guard isStart else {
                next = wave.fall(after: start + 8 * tick)
                continue
            }
            let seen = (0..<bits).map { bit(wave, start, $0) }
            found.append(judged(seen))
            let stop = start + Double(16 * (bits - 1)) * tick
            let isBreak = !seen.contains(true)
            next = seen[bits - 1] || isBreak || !isHasty ? wave.fall(after: stop + 9 * tick) : stop
        }
        return found
    }

    private func bit(_ wave: Waveform, _ start: Double, _ index: Int) -> Bool {
        let looks = (7...9).count { wave.isHigh(at: start + Double(16 * index + $0) * tick) }
        return looks >= 2
    }

    private func judged(_ seen: [Bool]) -> Character {
        var byte: UInt8 = 0
        for place in 0..<8 where seen[1 + place] { byte |= 1 << UInt8(place) }
        var isRight = seen[bits - 1]
        if speed.mode.parity != .none {
            let ones = (byte.nonzeroBitCount + (seen[9] ? 1 : 0)) % 2
            isRight = isRight && ones == (speed.mode.parity == .odd ? 1 : 0)
        }
        return Character(byte: byte, isRight: isRight)
    }

    /// What a program reads of a port that Linux has set so: with parity a zero for what is wrong,
    /// without parity everything as it was seen.
    func read(_ wave: Waveform) -> [UInt8] {
        characters(wave).map { speed.mode.parity == .none || $0.isRight ? $0.byte : 0 }
    }
}
