// SPDX-License-Identifier: Apache-2.0

/// Finds out what registers may hold: every type, byte order and scale that makes sense of them,
/// the likeliest first.
///
/// Likely is what is in the range that somebody expects, then what is plain: all registers that
/// were given, no scale, an order that many devices have, few digits. Of readings that begin at one
/// register and come to the same number only the plainest is told.
package struct Solver: Sendable {
    /// The most registers: as many as one answer brings.
    package static let mostWords = Table.holding.largestRead
    /// The most readings that are kept.
    package static let mostReadings = 1_000

    /// The likeliest first.
    package private(set) var readings: [RegisterReading] = []
    /// How many of them are in the expected range.
    package var expected: Int { readings.count(where: \.isExpected) }

    /// Powers of ten that devices multiply with, and how unlikely each is.
    private static let scales = [
        (0, 0), (-1, 2), (-2, 3), (-3, 4), (3, 6), (2, 7), (1, 7), (-4, 7),
    ]
    /// More, where a float has a scale; where registers are left over.
    private static let scaledFloat = 2
    private static let leftOver = 6

    /// `range`: where the value must be; nil where nobody knows. Words beyond the limit are left
    /// out.
    package init(_ words: [UInt16], expecting range: Limits? = nil) {
        let words = Array(words.prefix(Self.mostWords))
        let found = Self.numbers(words, range) + Self.dates(words) + Self.texts(words)
        readings = Self.best(found + Self.bits(words))
    }

    /// A reading before it is known whether it is one of the best.
    struct Candidate {
        let reading: RegisterReading
        let cost: Int
        /// What a number comes to.
        var number: Double?
    }

    /// Each number of each register is worked out once; scales only move its point.
    private static func numbers(_ words: [UInt16], _ range: Limits?) -> [Candidate] {
        let bytes = words.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        return RegisterForm.all.filter { !$0.point.encoding.isText }.flatMap { form in
            let rest = words.count - form.point.count
            guard rest >= 0 else { return [Candidate]() }
            return (0...rest).flatMap { first in
                guard let raw = form.number(bytes.span, at: first) else { return [Candidate]() }
                let cost = form.cost + (rest == 0 ? 0 : leftOver)
                return scaled(raw, form, at: first, cost, range)
            }
        }
    }

    /// The number with every scale that brings it into the range, and without any.
    private static func scaled(
        _ raw: Value, _ form: RegisterForm, at first: Int, _ cost: Int, _ range: Limits?
    ) -> [Candidate] {
        let number = raw.printedNumber
        return scales.compactMap { power, more in
            let scaled = number.shifted(by: power)
            // What is rare has no rare scale as well.
            let isExpected = (!form.isOdd || -2...0 ~= power) && range?.contains(scaled) ?? false
            guard isExpected || power == 0,
                let value = power == 0
                    ? raw : raw.shifted(by: .decimal(Decimal(mantissa: Int128(power))))
            else { return nil }
            var point = form.point
            point.scale = Decimal(mantissa: 1, exponent: power)
            let own = point.encoding.isFloat && power != 0 ? scaledFloat : 0
            return Candidate(
                reading: RegisterReading(
                    first: first, point: point, content: .number(value), isExpected: isExpected),
                cost: cost + more + own, number: scaled)
        }
    }

    /// Of readings that come to the same the cheapest, and of all as many as are kept.
    private static func best(_ candidates: [Candidate]) -> [RegisterReading] {
        var seen: Set<Place> = []
        let different = candidates.sorted(by: isLikelier).filter { candidate in
            guard let number = candidate.number else { return true }
            return seen.insert(Place(first: candidate.reading.first, number: number)).inserted
        }
        let kept = different.prefix(mostReadings).map { ($0, digits: $0.reading.digits) }
        return kept.enumerated().sorted { a, b in
            let ((a, digitsA), (b, digitsB)) = (a.element, b.element)
            if a.reading.isExpected != b.reading.isExpected { return a.reading.isExpected }
            return (a.cost, digitsA, a.reading.first) < (b.cost, digitsB, b.reading.first)
        }.map(\.element.0.reading)
    }

    private static func isLikelier(_ a: Candidate, _ b: Candidate) -> Bool {
        if a.reading.isExpected != b.reading.isExpected { return a.reading.isExpected }
        return (a.cost, a.reading.first) < (b.cost, b.reading.first)
    }

    private struct Place: Hashable {
        let first: Int
        let number: Double
    }
}

extension Double {
    /// self × 10^places, without the error of a power that is no binary fraction.
    fileprivate func shifted(by places: Int) -> Double {
        let power = (0..<abs(places)).reduce(1.0) { power, _ in power * 10 }
        return places < 0 ? self / power : self * power
    }
}
