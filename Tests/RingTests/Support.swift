// SPDX-License-Identifier: Apache-2.0

/// What travels in these tests: the size of a reading, and it tells when it was torn.
struct Numbered: BitwiseCopyable, Equatable, Sendable {
    var number: UInt64
    var check: UInt64
    var again: UInt64

    init(_ number: UInt64) {
        self.number = number
        check = ~number
        again = number
    }

    var isWhole: Bool { check == ~number && again == number }
}
