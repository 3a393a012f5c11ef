// SPDX-License-Identifier: Apache-2.0

/// How a device lays out its values unless a point says otherwise: written for four bytes, meant
/// for every width. `CDAB` swaps the words of 32 and of 64 bits, and leaves 16 bits alone.
package enum WordOrder: String, CaseIterable, Sendable {
    case abcd = "ABCD"
    case cdab = "CDAB"
    case badc = "BADC"
    case dcba = "DCBA"

    /// The same for a value of 2, 4, 6 or 8 bytes.
    package func order(_ bytes: Int) -> ByteOrder {
        let lastWord = bytes / 2 - 1
        let letters = (0..<bytes).map { place in
            let word = self == .cdab || self == .dcba ? lastWord - place / 2 : place / 2
            let byte = self == .badc || self == .dcba ? 1 - place % 2 : place % 2
            return UInt8(0x41 + word * 2 + byte)
        }
        return ByteOrder(String(decoding: letters, as: UTF8.self)) ?? .big(bytes)
    }
}
