// SPDX-License-Identifier: Apache-2.0

/// Reads what a `Packer` wrote. Whatever the bytes are: it reads within them, and gives nil for
/// what a `Packer` would not have written so.
package struct Unpacker {
    private let bytes: ArraySlice<UInt8>
    private var at: Int

    package init(_ bytes: [UInt8]) { self.init(bytes[...]) }

    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        at = bytes.startIndex
    }

    /// How many bytes are left.
    package var rest: Int { bytes.endIndex - at }
    package var isAtEnd: Bool { rest == 0 }

    package mutating func byte() -> UInt8? {
        guard at < bytes.endIndex else { return nil }
        defer { at += 1 }
        return bytes[at]
    }

    /// nil also for a number that does not fit, and for one with zeros at its end: each number has
    /// one form, so that equal records are equal bytes.
    package mutating func number<Number: FixedWidthInteger & UnsignedInteger>(
        _ type: Number.Type = UInt64.self
    ) -> Number? {
        var number: Number = 0
        var shift = 0
        while let byte = byte() {
            let part = Number(truncatingIfNeeded: byte & 0x7F)
            guard shift < Number.bitWidth, (part << shift) >> shift == part else { return nil }
            number |= part << shift
            if byte < 0x80 { return byte == 0 && shift > 0 ? nil : number }
            shift += 7
        }
        return nil
    }

    /// A number of at most `limit`.
    package mutating func count(atMost limit: Int) -> Int? {
        guard let number = number(), number <= UInt64(limit) else { return nil }
        return Int(number)
    }

    package mutating func signed() -> Int64? {
        number().map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
    }

    package mutating func longSigned() -> Int128? {
        number(UInt128.self).map {
            Int128(truncatingIfNeeded: $0 >> 1) ^ -Int128(truncatingIfNeeded: $0 & 1)
        }
    }

    package mutating func word(bytes count: Int) -> UInt64? {
        guard rest >= count else { return nil }
        var word: UInt64 = 0
        for place in 0..<count { word |= UInt64(bytes[at + place]) << (8 * place) }
        at += count
        return word
    }

    /// So many bytes as they are.
    package mutating func part(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= rest else { return nil }
        defer { at += count }
        return bytes[at..<at + count]
    }

    package mutating func blob() -> ArraySlice<UInt8>? {
        guard let count = count(atMost: rest), count <= rest else { return nil }
        defer { at += count }
        return bytes[at..<at + count]
    }

    /// nil for what is not UTF-8.
    package mutating func text() -> String? {
        guard let blob = blob() else { return nil }
        return String(validating: blob, as: UTF8.self)
    }
}
