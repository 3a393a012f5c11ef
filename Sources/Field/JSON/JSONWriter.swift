// SPDX-License-Identifier: Apache-2.0

/// Writes JSON (RFC 8259, UTF-8, no white space) into one growing buffer.
///
/// It places the commas; the caller sees to it that braces match and that an object's members are
/// `key` then value.
package struct JSONWriter: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// Whether the next member or element needs a comma before it.
    private var needsComma = false

    package init() {}

    /// Begins anew, with room for so many bytes: whoever took those before keeps them.
    package mutating func reset(room: Int) {
        bytes = []
        bytes.reserveCapacity(room)
        needsComma = false
    }

    package mutating func beginObject() { open(UInt8(ascii: "{")) }
    package mutating func endObject() { close(UInt8(ascii: "}")) }
    package mutating func beginArray() { open(UInt8(ascii: "[")) }
    package mutating func endArray() { close(UInt8(ascii: "]")) }

    package mutating func key(_ name: String) { key(Self.encoded(key: name)) }

    /// A key that `encoded(key:)` has prepared.
    package mutating func key(_ prepared: [UInt8]) {
        separate()
        bytes.append(contentsOf: prepared)
        needsComma = false
    }

    package mutating func string(_ text: String) {
        separate()
        Self.append(text, to: &bytes)
        needsComma = true
    }

    package mutating func bool(_ on: Bool) { raw(on ? "true" : "false") }
    package mutating func null() { raw("null") }

    package mutating func integer(_ number: some FixedWidthInteger) {
        separate()
        bytes.append(integer: number)
        needsComma = true
    }

    package mutating func value(_ value: Value) {
        separate()
        bytes.append(value: value)
        needsComma = true
    }

    package mutating func decimal(_ number: Decimal) { value(.decimal(number)) }

    /// mantissa × 10^exponent, as `decimal(_:)` writes it.
    mutating func decimal(_ mantissa: Int64, exponent: Int) {
        separate()
        bytes.append(mantissa: mantissa, exponent: exponent)
        needsComma = true
    }

    /// A word of JSON.
    private mutating func raw(_ word: String) {
        separate()
        bytes.append(contentsOf: word.utf8)
        needsComma = true
    }

    /// `"name":`, escaped, to be written many times.
    package static func encoded(key name: String) -> [UInt8] {
        var bytes: [UInt8] = []
        append(name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        return bytes
    }

    private mutating func open(_ brace: UInt8) {
        separate()
        bytes.append(brace)
        needsComma = false
    }

    private mutating func close(_ brace: UInt8) {
        bytes.append(brace)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(hexDigit(byte >> 4))
                bytes.append(hexDigit(byte & 15))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func hexDigit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? 0x30 + nibble : 0x57 + nibble
    }
}
