// SPDX-License-Identifier: Apache-2.0

/// What is no number: days, words and single bits. Nobody expects them by a range, so they stand
/// behind what is.
extension Solver {
    private static let cost = (date: 8, text: 4, shortText: 12, bits: 20)
    /// Words of fewer letters are taken for chance.
    private static let fewestLetters = 3
    /// The most registers of a string in a profile.
    private static let longestText = 64

    /// Days and times that a device in use can show.
    static func dates(_ words: [UInt16]) -> [Candidate] {
        RegisterForm.all.filter { $0.point.encoding == .date }.flatMap { form in
            let rest = words.count - form.point.count
            guard rest >= 0, let decoder = TextDecoder(form.point) else { return [Candidate]() }
            return (0...rest).compactMap { first in
                let found = decoder.text(Array(words[first..<first + form.point.count]))
                guard let found, ("2010"..."2050").contains(found.prefix(4)) else { return nil }
                return Candidate(text: found, form.point, at: first, cost: cost.date + form.cost)
            }
        }
    }

    /// Runs of registers that hold letters, in both orders of their bytes.
    static func texts(_ words: [UInt16]) -> [Candidate] {
        runs(words).flatMap { run in
            [WordOrder.abcd, .badc].compactMap { order in
                var point = Point(
                    name: "value", table: .holding, address: 0, encoding: .string,
                    order: order.order(2), quantity: Quantity.other)
                point.length = run.count
                guard let text = TextDecoder(point)?.text(Array(words[run])),
                    text.utf8.count >= fewestLetters
                else { return nil }
                let own = text.utf8.count > 2 * fewestLetters ? cost.text : cost.shortText
                let swapped = order == .abcd ? 0 : 1
                return Candidate(text: text, point, at: run.lowerBound, cost: own + swapped)
            }
        }
    }

    /// Registers of printable letters, and the one that ends them.
    private static func runs(_ words: [UInt16]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = 0
        while start < words.count {
            let most = min(words.count, start + longestText)
            var end = start
            while end < most, isPrintable(words[end]) { end += 1 }
            if end > start, end < most, isEnd(words[end]) { end += 1 }
            if end - start > 1 { runs.append(start..<end) }
            start = max(end, start + 1)
        }
        return runs
    }

    private static func isPrintable(_ word: UInt16) -> Bool {
        [word >> 8, word & 0xFF].allSatisfy { (0x20..<0x7F).contains($0) }
    }

    /// One letter, and what fills it up.
    private static func isEnd(_ word: UInt16) -> Bool {
        let bytes = [word >> 8, word & 0xFF]
        return bytes.contains { (0x20..<0x7F).contains($0) } && bytes.contains(0)
    }

    /// Which bits of each register are 1.
    static func bits(_ words: [UInt16]) -> [Candidate] {
        words.enumerated().compactMap { first, word in
            let set = (0..<16).filter { word >> UInt16($0) & 1 == 1 }
            guard let lowest = set.first else { return nil }
            var point = Point(
                name: "value", table: .holding, address: 0, encoding: .bool,
                quantity: Quantity.other)
            point.bits = BitField(lowest, through: lowest)
            return Candidate(
                reading: RegisterReading(
                    first: first, point: point, content: .bits(set), isExpected: false),
                cost: cost.bits)
        }
    }
}

extension Solver.Candidate {
    fileprivate init(text: String, _ point: Point, at first: Int, cost: Int) {
        reading = RegisterReading(
            first: first, point: point, content: .text(text), isExpected: false)
        (self.cost, number) = (cost, nil)
    }
}
