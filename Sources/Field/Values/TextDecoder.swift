// SPDX-License-Identifier: Apache-2.0

/// Words that say what a device is, from its registers: a point's way to a text.
package struct TextDecoder: Sendable {
    /// The most bytes of a text; the rest is cut off between characters.
    package static let mostBytes = 64

    private let layout: DateLayout?
    /// Whether a register's less significant byte comes first.
    private let isSwapped: Bool
    private let half: Point.Half?

    /// Nil for a point that is a number.
    package init?(_ point: Point) {
        guard point.encoding.isText else { return nil }
        layout = point.encoding == .date ? point.layout ?? .days2000 : nil
        isSwapped = point.order == WordOrder.badc.order(2)
        half = point.half
    }

    /// The text that the point's registers hold: printable UTF-8 without what fills it up, or a day
    /// or time as ISO 8601 has it. Nil if they hold none.
    package func text(_ words: [UInt16]) -> String? {
        switch layout {
        case nil: characters(words)
        case .days2000: words.first.flatMap { CivilDate(days: Int($0))?.text }
        case .bcdClock: clock(words)
        }
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

    private func clock(_ words: [UInt16]) -> String? {
        let digits = bytes(words).compactMap { byte in
            byte >> 4 <= 9 && byte & 15 <= 9 ? Int(byte >> 4 * 10 + byte & 15) : nil
        }
        guard digits.count == 6, digits[0] <= 59, digits[1] <= 59, digits[2] <= 23,
            let date = CivilDate(year: 2_000 + digits[5], month: digits[4], day: digits[3])
        else { return nil }
        let time = [digits[2], digits[1], digits[0]].map { CivilDate.digits($0, 2) }
        return date.text + "T" + time.joined(separator: ":")
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
