// SPDX-License-Identifier: Apache-2.0

/// A day that an instrument was made or set on.
struct CivilDay: Hashable {
    let year: Int
    let month: Int
    let day: Int
    let daysSince2000: Int

    private static let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    /// So many days after 1 January 2020, at most some years.
    init(after2020 days: Int) {
        var (year, rest) = (2_020, days)
        while rest >= Self.length(year) {
            rest -= Self.length(year)
            year += 1
        }
        var month = 0
        while rest >= Self.length(year, month) {
            rest -= Self.length(year, month)
            month += 1
        }
        (self.year, self.month, day) = (year, month + 1, rest + 1)
        // Twenty years from 2000 on, five of them leap years.
        daysSince2000 = 20 * 365 + 5 + days
    }

    /// As ISO 8601 has it.
    var text: String {
        func digits(_ number: Int) -> String { "\(number / 10)\(number % 10)" }
        return "\(year)-\(digits(month))-\(digits(day))"
    }

    private static func length(_ year: Int) -> Int { year % 4 == 0 ? 366 : 365 }

    private static func length(_ year: Int, _ month: Int) -> Int {
        month == 1 && year % 4 == 0 ? 29 : lengths[month]
    }
}
