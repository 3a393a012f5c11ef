// SPDX-License-Identifier: Apache-2.0

/// How a value's bytes lie on the wire. Written with one letter a byte, A the most significant, in
/// the order in which they arrive: `ABCD` is big-endian, `CDAB` has its words swapped.
package struct ByteOrder: Hashable, Sendable, BitwiseCopyable {
    /// For each byte in order of arrival, its place from the most significant; four bits each.
    private var places: UInt32
    /// How many bytes: 2, 4, 6 or 8.
    package var count: Int { Int(size) }
    private let size: UInt8

    /// The order of the letters; nil if they are not a permutation of the first 2, 4, 6 or 8.
    package init?(_ letters: String) {
        let text = Array(letters.utf8)
        guard [2, 4, 6, 8].contains(text.count) else { return nil }
        var places: UInt32 = 0
        var seen: UInt8 = 0
        for (index, letter) in text.enumerated() {
            guard letter >= 0x41, letter < 0x41 + UInt8(text.count) else { return nil }
            let place = letter - 0x41
            guard seen & (1 << place) == 0 else { return nil }
            seen |= 1 << place
            places |= UInt32(place) << UInt32(index * 4)
        }
        self.places = places
        size = UInt8(text.count)
    }

    private init(places: UInt32, count: Int) {
        self.places = places
        size = UInt8(count)
    }

    /// Most significant byte first, which the specification asks for.
    package static func big(_ count: Int) -> Self { Self(places: 0x7654_3210, count: count) }

    package static func == (a: Self, b: Self) -> Bool { a.letters == b.letters }
    package func hash(into hasher: inout Hasher) { hasher.combine(letters) }

    package var letters: String {
        String(
            decoding: (0..<count).map { UInt8(0x41 + (places >> UInt32($0 * 4)) & 0xF) },
            as: UTF8.self)
    }

    /// The value's bits, right-aligned, from its `count` bytes in order of arrival at `start`.
    package func bits(_ bytes: borrowing Span<UInt8>, at start: Int) -> UInt64 {
        var bits: UInt64 = 0
        for index in 0..<count {
            let place = Int((places >> UInt32(index * 4)) & 0xF)
            bits |= UInt64(bytes[start + index]) << UInt64((count - 1 - place) * 8)
        }
        return bits
    }

    /// The bytes in order of arrival of a value's bits, right-aligned.
    package func bytes(of bits: UInt64) -> [UInt8] {
        (0..<count).map { index in
            let place = Int((places >> UInt32(index * 4)) & 0xF)
            return UInt8(truncatingIfNeeded: bits >> UInt64((count - 1 - place) * 8))
        }
    }
}
