// SPDX-License-Identifier: Apache-2.0

/// Adjacent bits of a word, counted from the least significant, which is 0: the key `bits`.
package struct BitField: Hashable, Sendable, BitwiseCopyable {
    /// The lowest of them.
    package let low: UInt8
    /// How many there are.
    package let width: UInt8

    /// Every bit of a word.
    package static let all = Self(uncheckedLow: 0, width: 64)

    /// Nil unless they lie in 64 bits, the lower one first.
    package init?(_ low: Int, through high: Int) {
        guard low >= 0, low <= high, high < 64 else { return nil }
        self.init(uncheckedLow: UInt8(low), width: UInt8(high - low + 1))
    }

    private init(uncheckedLow low: UInt8, width: UInt8) {
        (self.low, self.width) = (low, width)
    }

    /// Reads `3` or `4-7`; nil for anything else.
    package init?(_ text: String) {
        let ends = text.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
        guard ends.count <= 2, let low = ends.first.flatMap(Self.number),
            let high = ends.last.flatMap(Self.number)
        else { return nil }
        self.init(low, through: high)
    }

    /// One or two digits, without a zero in front.
    private static func number(_ text: Substring) -> Int? {
        guard (1...2).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text == "0" || text.first != "0"
        else { return nil }
        return Int(text)
    }

    /// The highest of them.
    package var high: Int { Int(low) + Int(width) - 1 }

    /// As a profile writes it.
    package var text: String { width == 1 ? "\(low)" : "\(low)-\(high)" }

    /// These bits of a word, right-aligned.
    package func of(_ word: UInt64) -> UInt64 {
        word &>> UInt64(low) & UInt64.max &>> UInt64(64 - width)
    }
}
