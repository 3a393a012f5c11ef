// SPDX-License-Identifier: Apache-2.0

/// Writes numbers as few bytes as they need (LEB128, signed ones folded), texts and fixed words.
package struct Packer {
    package private(set) var bytes: [UInt8] = []

    package init(room: Int = 0) { bytes.reserveCapacity(room) }

    /// As they are.
    package mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    package mutating func byte(_ byte: UInt8) { bytes.append(byte) }

    package mutating func number(_ number: some FixedWidthInteger & UnsignedInteger) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Small magnitudes of both signs are short: 0, -1, 1, -2 …
    package mutating func signed(_ number: Int64) {
        self.number(UInt64(bitPattern: number << 1 ^ number >> 63))
    }

    package mutating func signed(_ number: Int128) {
        self.number(UInt128(truncatingIfNeeded: number << 1 ^ number >> 127))
    }

    /// The low `count` bytes, the lowest first.
    package mutating func word(_ word: UInt64, bytes count: Int) {
        for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: word >> (8 * place))) }
    }

    package mutating func text(_ text: String) { self.text(text.utf8.count, text.utf8) }

    package mutating func blob(_ blob: [UInt8]) { text(blob.count, blob) }

    private mutating func text(_ count: Int, _ content: some Sequence<UInt8>) {
        number(UInt64(count))
        bytes.append(contentsOf: content)
    }
}
