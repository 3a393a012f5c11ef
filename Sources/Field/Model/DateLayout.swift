// SPDX-License-Identifier: Apache-2.0

/// How a device writes a day or a time: the key `layout` of a point that is a date.
///
/// A count of days or seconds since the beginning of 1970 or 2000; or its parts one after the
/// other, each a register (`word`), a byte (`byte`), or the same in decimal digits of four bits
/// (`bcd-word`, `bcd`): `bcd-smhdmy`.
package struct DateLayout: Hashable, Sendable {
    /// What a letter stands for.
    enum Part: Character, Sendable {
        case year = "y"
        case month = "M"
        case day = "d"
        case hour = "h"
        case minute = "m"
        case second = "s"
        /// Something else, such as the day of the week.
        case other = "x"
    }

    /// What one part lies in.
    enum Unit: String, CaseIterable, Sendable {
        case byte, word, bcd
        case bcdWord = "bcd-word"

        var isWord: Bool { self == .word || self == .bcdWord }
        var isDigits: Bool { self == .bcd || self == .bcdWord }
    }

    enum Form: Hashable, Sendable {
        /// Days since the first of January of this year.
        case days(Int)
        case seconds(Int)
        case parts(Unit, [Part])
    }

    /// As a profile writes it.
    package let text: String
    let form: Form

    package static let days2000 = Self(text: "days-2000", form: .days(2_000))
    /// Second, minute, hour, day, month and year of this century: six bytes of two decimal digits.
    package static let bcdClock = Self(
        text: "bcd-smhdmy",
        form: .parts(.bcd, [.second, .minute, .hour, .day, .month, .year]))

    static let counts = [
        days2000, Self(text: "days-1970", form: .days(1_970)),
        Self(text: "seconds-2000", form: .seconds(2_000)),
        Self(text: "seconds-1970", form: .seconds(1_970)),
    ]
    /// What a person is shown who looks for one.
    package static let examples = counts.map(\.text) + [bcdClock.text, "word-ymdhms"]
    /// The most parts of one.
    static let mostParts = 32

    private init(text: String, form: Form) {
        self.text = text
        self.form = form
    }

    /// Nil for what says neither a day nor a time of the day, or one of them by half.
    package init?(_ text: String) {
        if let known = Self.counts.first(where: { $0.text == text }) {
            self = known
            return
        }
        guard let dash = text.lastIndex(of: "-"), let unit = Unit(rawValue: String(text[..<dash])),
            let parts = Self.parts(text[text.index(after: dash)...]), Self.isWhole(parts)
        else { return nil }
        self.init(text: text, form: .parts(unit, parts))
    }

    /// An `m` behind or before a day or a year is the month, beside hours or seconds the minute.
    private static func parts(_ letters: Substring) -> [Part]? {
        guard (1...mostParts).contains(letters.count) else { return nil }
        let named = letters.filter { $0 != "x" && $0 != "m" }
        var parts: [Part] = []
        var before: Character?
        for (index, letter) in letters.enumerated() {
            guard "ymdhsx".contains(letter) else { return nil }
            if letter == "x" {
                parts.append(.other)
                continue
            }
            let next = letters.dropFirst(index + 1).first { $0 != "x" && $0 != "m" }
            let neighbour = before ?? next
            let isMonth = letter == "m" && (neighbour == "y" || neighbour == "d")
            guard letter != "m" || neighbour != nil,
                let part = isMonth ? .month : Part(rawValue: letter)
            else { return nil }
            parts.append(part)
            before = letter == "m" ? nil : letter
        }
        return named.isEmpty ? nil : parts
    }

    private static func isWhole(_ parts: [Part]) -> Bool {
        let named = parts.filter { $0 != .other }
        let known = Set(named)
        let date: Set<Part> = [.year, .month, .day]
        let hasDate = known.isSuperset(of: date)
        let hasTime = known.isSuperset(of: [.hour, .minute])
        return named.count == known.count && (hasDate || known.isDisjoint(with: date))
            && (hasTime || known.isDisjoint(with: [.hour, .minute, .second]))
    }

    /// Whether it is one number, whose bytes have an order.
    package var isCount: Bool { if case .parts = form { false } else { true } }

    /// How many registers it takes.
    package var registers: Int {
        switch form {
        case .days: 1
        case .seconds: 2
        case .parts(let unit, let parts): unit.isWord ? parts.count : (parts.count + 1) / 2
        }
    }
}
