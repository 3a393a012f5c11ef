// SPDX-License-Identifier: Apache-2.0

/// How a device writes a day or a time: the key `layout` of a point that is a date.
package enum DateLayout: String, CaseIterable, Sendable {
    /// Days since 2000-01-01, in one register.
    case days2000 = "days-2000"
    /// Second, minute, hour, day, month and year of this century: six bytes of two decimal digits.
    case bcdClock = "bcd-smhdmy"

    /// How many registers it takes.
    package var registers: Int {
        switch self {
        case .days2000: 1
        case .bcdClock: 3
        }
    }
}
