// SPDX-License-Identifier: Apache-2.0

/// What both rings carry in the benchmark: words that all hold the record's number.
protocol RingRecord: BitwiseCopyable, Sendable {
    init(_ number: UInt64)
    /// Whether the first and the last word hold the number, so that the whole record has arrived.
    func isWhole(_ number: UInt64) -> Bool
}

/// 24 bytes, the size of a reading.
struct SmallRecord: RingRecord {
    var words: (UInt64, UInt64, UInt64)

    init(_ n: UInt64) { words = (n, n, n) }

    func isWhole(_ number: UInt64) -> Bool { words.0 == number && words.2 == number }
}

/// 64 bytes, a line of most caches. A vector, because the C++ compiler fills its array with vector
/// stores and Swift's would fill a tuple word by word.
struct LargeRecord: RingRecord {
    var words: SIMD8<UInt64>

    init(_ n: UInt64) { words = SIMD8(repeating: n) }

    func isWhole(_ number: UInt64) -> Bool { words[0] == number && words[7] == number }
}
