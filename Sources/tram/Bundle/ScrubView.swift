// SPDX-License-Identifier: Apache-2.0

/// A text as somebody might read it who undoes an encoding: bytes, and for each where it stands in
/// the text.
struct ScrubView {
    /// A byte that no secret has, between what does not belong together.
    private static let gap: UInt8 = 0

    private(set) var bytes: [UInt8] = []
    private(set) var starts: [Int] = []
    private(set) var ends: [Int] = []

    mutating func add(_ byte: UInt8, _ start: Int, _ end: Int) {
        bytes.append(byte)
        starts.append(start)
        ends.append(end)
    }

    private mutating func addGap(at place: Int) { add(Self.gap, place, place) }

    /// As it stands there.
    static func plain(_ text: [UInt8]) -> Self {
        var view = Self()
        for (place, byte) in text.enumerated() { view.add(byte, place, place + 1) }
        return view
    }

    // MARK: Digits

    /// Two hexadecimal digits a byte. `runs`: the places of digits that belong together. Registers
    /// may have their bytes swapped, or one letter each.
    static func hexadecimal(_ text: [UInt8], _ runs: [[Int]]) -> [Self] {
        (0..<2).flatMap { phase -> [Self] in
            var views = [Self](repeating: Self(), count: 5)
            for run in runs {
                let all = pairs(text, run, phase)
                for (number, one) in [
                    all, swapped(all, 0), swapped(all, 1), every(all, 0), every(all, 1),
                ].enumerated() {
                    for byte in one { views[number].add(byte.byte, byte.start, byte.end) }
                    views[number].addGap(at: run.last ?? 0)
                }
            }
            return views
        }
    }

    private typealias Placed = (byte: UInt8, start: Int, end: Int)

    private static func pairs(_ text: [UInt8], _ run: [Int], _ phase: Int) -> [Placed] {
        guard run.count > phase + 1 else { return [] }
        return stride(from: phase, to: run.count - 1, by: 2).map { index in
            let (high, low) = (run[index], run[index + 1])
            return (digit(text[high]) << 4 | digit(text[low]), high, low + 1)
        }
    }

    private static func digit(_ letter: UInt8) -> UInt8 {
        letter < 0x3A ? letter - 0x30 : (letter & 0x5F) - 0x37
    }

    private static func swapped(_ all: [Placed], _ phase: Int) -> [Placed] {
        guard all.count > phase + 1 else { return [] }
        return stride(from: phase, to: all.count - 1, by: 2).flatMap { [all[$0 + 1], all[$0]] }
    }

    private static func every(_ all: [Placed], _ phase: Int) -> [Placed] {
        stride(from: phase, to: all.count, by: 2).map { all[$0] }
    }

    /// Places of hexadecimal digits that stand side by side, or with one sign between pairs.
    static func hexadecimalRuns(_ text: [UInt8]) -> [[Int]] {
        let signs: Set<UInt8> = [0x20, 0x2C, 0x2D, 0x3A]
        var runs: [[Int]] = []
        var run: [Int] = []
        for (place, byte) in text.enumerated() {
            if isHexadecimal(byte) {
                run.append(place)
                continue
            }
            let isBetween = signs.contains(byte) && run.count % 2 == 0 && run.last == place - 1
            if isBetween { continue }
            if run.count >= 8 { runs.append(run) }
            run = []
        }
        return run.count >= 8 ? runs + [run] : runs
    }

    static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte)
            || (0x61...0x66).contains(byte | 0x20) && byte < 0x67
                && byte > 0x40
    }

    // MARK: Base64

    /// Both alphabets (RFC 4648), from each of four beginnings.
    static func base64(_ text: [UInt8]) -> [Self] {
        var runs: [[Int]] = []
        var run: [Int] = []
        for (place, byte) in text.enumerated() {
            if sextet(byte) != nil {
                run.append(place)
            } else if byte != 0x0A, byte != 0x0D {
                if run.count >= 6 { runs.append(run) }
                run = []
            }
        }
        if run.count >= 6 { runs.append(run) }
        return (0..<4).map { phase in
            var view = Self()
            for run in runs {
                for start in stride(from: phase, to: run.count - 1, by: 4) {
                    view.add(text, run[start..<min(start + 4, run.count)])
                }
                view.addGap(at: run.last ?? 0)
            }
            return view
        }
    }

    /// Up to four letters.
    private mutating func add(_ text: [UInt8], _ places: ArraySlice<Int>) {
        guard let first = places.first, let last = places.last else { return }
        let word =
            places.reduce(UInt32(0)) { $0 << 6 | UInt32(Self.sextet(text[$1]) ?? 0) }
            << UInt32(6 * (4 - places.count))
        for number in 0..<places.count - 1 {
            let byte = UInt8(truncatingIfNeeded: word >> UInt32(16 - 8 * number))
            add(byte, first, last + 1)
        }
    }

    private static func sextet(_ letter: UInt8) -> UInt8? {
        switch letter {
        case 0x41...0x5A: letter - 0x41
        case 0x61...0x7A: letter - 0x61 + 26
        case 0x30...0x39: letter - 0x30 + 52
        case 0x2B, 0x2D: 62
        case 0x2F, 0x5F: 63
        default: nil
        }
    }
}
