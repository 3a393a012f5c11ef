// SPDX-License-Identifier: Apache-2.0

/// A size in bytes, as files write it: `64MB`, `2GB`, powers of ten as on a disk's label.
package struct ByteCount: Hashable, Comparable, Sendable {
    package var bytes: Int64

    package init(bytes: Int64) { self.bytes = bytes }

    package static func megabytes(_ n: Int64) -> Self { Self(bytes: n * 1_000_000) }
    package static func gigabytes(_ n: Int64) -> Self { Self(bytes: n * 1_000_000_000) }

    package static func < (a: Self, b: Self) -> Bool { a.bytes < b.bytes }

    /// At most six digits and MB or GB; nil for anything else.
    package init?(_ text: String) {
        let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
        guard (1...6).contains(digits.count), let number = Int64(Substring(digits)) else {
            return nil
        }
        switch text.dropFirst(digits.count) {
        case "MB": self = .megabytes(number)
        case "GB": self = .gigabytes(number)
        default: return nil
        }
    }

    /// In whole GB if there is no rest, otherwise in MB.
    package var text: String {
        bytes != 0 && bytes % 1_000_000_000 == 0
            ? "\(bytes / 1_000_000_000)GB" : "\(bytes / 1_000_000)MB"
    }
}
