// SPDX-License-Identifier: Apache-2.0

/// Words that say what a device is, from its registers: a point's way to a text.
package struct TextDecoder: Sendable {
    /// The most bytes of a text; the rest is cut off between characters.
    package static let mostBytes = 64

    /// Whether a register's less significant byte comes first.
    private let isSwapped: Bool
    private let half: Point.Half?

    /// Nil for a point that is a number.
    package init?(_ point: Point) {
        guard point.encoding == .string else { return nil }
        isSwapped = point.order == ByteOrder("BA")
        half = point.half
    }

    /// The text that the point's registers hold: printable UTF-8 without what fills it up. Nil
    /// if they hold none.
    package func text(_ words: [UInt16]) -> String? {
        characters(words)
    }

    private func bytes(_ words: [UInt16]) -> [UInt8] {
        words.flatMap { word in
            let pair = [UInt8(word >> 8), UInt8(word & 0xFF)]
            switch half {
            case .high: return [pair[0]]
            case .low: return [pair[1]]
            case nil: return isSwapped ? pair.reversed() : pair
            }
        }
    }

    /// Ends at the first zero; spaces around it, and the ones of memory never written behind it,
    /// are no part of it.
    private func characters(_ words: [UInt16]) -> String? {
        var bytes = Array(bytes(words).prefix { $0 != 0 })
        while let last = bytes.last, last == 0x20 || last == 0xFF { bytes.removeLast() }
        bytes.removeFirst(bytes.prefix { $0 == 0x20 }.count)
        guard !bytes.isEmpty, let text = String(validating: bytes, as: UTF8.self),
            text.unicodeScalars.allSatisfy(\.isPrintable)
        else { return nil }
        var cut = ""
        for character in text {
            guard cut.utf8.count + character.utf8.count <= Self.mostBytes else { break }
            cut.append(character)
        }
        return cut.isEmpty ? nil : cut
    }
}

extension Unicode.Scalar {
    fileprivate var isPrintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
            .unassigned:
            false
        default: true
        }
    }
}
