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

/// Numbers that look random and are the same for the same seed (splitmix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
