// SPDX-License-Identifier: Apache-2.0

/// A day of the Gregorian calendar in this century or the next.
struct CivilDate: Hashable, Sendable {
    let year: Int
    let month: Int
    let day: Int

    /// From 1970-01-01.
    static let daysTo2000 = 10_957

    /// Nil if there is no such day.
    init?(year: Int, month: Int, day: Int) {
        guard (2_000...2_199).contains(year), (1...12).contains(month),
            (1...Self.length(year, month)).contains(day)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Days after 2000-01-01.
    init?(days: Int) {
        guard (0...65_535).contains(days) else { return nil }
        var (rest, year, month) = (days, 2_000, 1)
        while rest >= (Self.isLeap(year) ? 366 : 365) {
            rest -= Self.isLeap(year) ? 366 : 365
            year += 1
        }
        while rest >= Self.length(year, month) {
            rest -= Self.length(year, month)
            month += 1
        }
        self.init(year: year, month: month, day: rest + 1)
    }

    /// As ISO 8601 has it.
    var text: String {
        Self.digits(year, 4) + "-" + Self.digits(month, 2) + "-" + Self.digits(day, 2)
    }

    static func digits(_ number: Int, _ count: Int) -> String {
        let text = "\(number)"
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }

    private static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    private static func length(_ year: Int, _ month: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
