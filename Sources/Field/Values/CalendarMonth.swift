// SPDX-License-Identifier: Apache-2.0

/// A month of the Gregorian calendar, in UTC.
package struct CalendarMonth: Hashable, Comparable, Sendable {
    /// Months after January of the year 0.
    package let number: UInt32

    package init(number: UInt32) { self.number = number }

    /// The month of a moment after 1970.
    package init(of wall: WallTime) {
        // A year that begins with March ends with the leap day (H. Hinnant, "chrono-Compatible
        // Low-Level Date Algorithms", civil_from_days).
        let days = wall.nanoseconds / Self.day + 719_468
        let (era, ofEra) = (days / 146_097, days % 146_097)
        let leaps = ofEra / 1_460 - ofEra / 36_524 + ofEra / 146_096
        let year = (ofEra - leaps) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let march = (5 * ofYear + 2) / 153
        number = UInt32(clamping: (year + era * 400) * 12 + march + 2)
    }

    /// As ISO 8601 has it: `2026-11`.
    package var text: String {
        CivilDate.digits(Int(number / 12), 4) + "-" + CivilDate.digits(Int(number % 12) + 1, 2)
    }

    /// How much of it has passed, from 0 to 1.
    package func share(at wall: WallTime) -> Double {
        let (start, end) = (start, CalendarMonth(number: number &+ 1).start)
        let passed = wall.nanoseconds / Self.second - start
        return min(1, max(0, Double(passed) / Double(end - start)))
    }

    package static func < (a: Self, b: Self) -> Bool { a.number < b.number }

    private static let second: Int64 = 1_000_000_000
    private static let day: Int64 = 86_400 * second

    /// Seconds since 1970.
    private var start: Int64 {
        let march = (Int64(number) + 10) % 12
        let year = (Int64(number) - 2) / 12
        let days = year * 365 + year / 4 - year / 100 + year / 400 + (153 * march + 2) / 5
        return (days - 719_468) * 86_400
    }
}
