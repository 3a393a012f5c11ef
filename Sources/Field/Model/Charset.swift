// SPDX-License-Identifier: Apache-2.0

/// What the characters of a string are: the key `charset`.
package enum Charset: String, CaseIterable, Sendable {
    case utf8 = "utf-8"
    /// Nothing beyond 0x7E: other bytes make no text.
    case ascii
    /// One byte a character, the first 256 of Unicode.
    case latin1 = "latin-1"
    /// One register a character.
    case utf16 = "utf-16"
}
