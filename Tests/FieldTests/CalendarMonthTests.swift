// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct CalendarMonthTests {
    private static func length(_ year: Int, _ month: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// The second of a day, in nanoseconds since 1970.
    private static func wall(_ day: Int, _ second: Int) -> WallTime {
        WallTime(nanoseconds: Int64(day * 86_400 + second) * 1_000_000_000)
    }

    @Test func `every day until 2260 lies in its month, and shares come in order`() {
        var (day, year, month, previous) = (0, 1_970, 1, UInt32(0))
        while year < 2_260 {
            let length = Self.length(year, month)
            let (first, last) = (Self.wall(day, 0), Self.wall(day + length - 1, 86_399))
            let (one, other) = (CalendarMonth(of: first), CalendarMonth(of: last))
            #expect(one == other && one.number == UInt32(year * 12 + month - 1))
            #expect(previous == 0 || one.number == previous + 1)
            #expect(one.share(at: first) == 0)
            let left = 1 - one.share(at: last)
            #expect(left > 0 && left < 1.01 / Double(length * 86_400))
            #expect(one.share(at: Self.wall(day + length, 0)) == 1)
            (previous, day) = (one.number, day + length)
            (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
        }
    }

    @Test(arguments: [
        (20_777, "2026-11"), (20_787, "2026-11"), (20_788, "2026-12"), (20_818, "2026-12"),
        (20_819, "2027-01"), (21_243, "2028-02"), (21_244, "2028-03"),
    ])
    func `a month is told as ISO 8601 has it`(_ day: Int, _ text: String) {
        #expect(CalendarMonth(of: Self.wall(day, 0)).text == text)
    }

    @Test func `a month that nobody lives in is not divided by`() {
        for number in [0, 1, UInt32.max - 1, UInt32.max] {
            let share = CalendarMonth(number: number).share(at: Self.wall(20_777, 0))
            #expect((0...1).contains(share))
        }
    }
}
