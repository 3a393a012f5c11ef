// SPDX-License-Identifier: Apache-2.0

/// Words that say what a device is, from its registers: a point's way to a text.
package struct TextDecoder: Sendable {
    private enum Form: Sendable {
        case characters(Charset)
        case date(DateReader)
        case number(NumberText)
    }

    /// The most bytes of a text; the rest is cut off between characters.
    package static let mostBytes = 64

    private let form: Form
    /// Whether a register's less significant byte comes first.
    private let isSwapped: Bool
    private let half: Point.Half?

    /// Nil for a point that is no text.
    package init?(_ point: Point) {
        switch point.encoding {
        case .string: form = .characters(point.charset)
        case .date: form = .date(DateReader(point.layout ?? .days2000, point.order))
        default:
            guard point.kind == .text else { return nil }
            form = .number(NumberText(point))
        }
        isSwapped = point.order == WordOrder.badc.order(2)
        half = point.half
    }

    /// The text that the point's registers hold: printable UTF-8 without what fills it up, a day or
    /// time as ISO 8601 has it, or a number as the profile writes it. Nil if they hold none.
    package func text(_ words: [UInt16]) -> String? {
        switch form {
        case .characters(.utf16): wide(words)
        case .characters(let charset): characters(bytes(words), charset)
        case .date(let reader): reader.text(words)
        case .number(let number): number.text(words)
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
    private func characters(_ bytes: [UInt8], _ charset: Charset) -> String? {
        let bytes = Self.trimmed(bytes, unwritten: 0xFF)
        switch charset {
        case .latin1:
            return Self.cut(
                String(String.UnicodeScalarView(bytes.map { UnicodeScalar($0) })))
        case .ascii where bytes.contains { $0 > 0x7E }: return nil
        default: return String(validating: bytes, as: UTF8.self).flatMap(Self.cut)
        }
    }

    /// One character a register.
    private func wide(_ words: [UInt16]) -> String? {
        let units = Self.trimmed(
            words.map { isSwapped ? $0.byteSwapped : $0 }, unwritten: 0xFFFF)
        return String(validating: units, as: UTF16.self).flatMap(Self.cut)
    }

    private static func trimmed<Unit: FixedWidthInteger>(
        _ units: [Unit], unwritten: Unit
    ) -> [Unit] {
        var units = Array(units.prefix { $0 != 0 })
        while let last = units.last, last == 0x20 || last == unwritten { units.removeLast() }
        units.removeFirst(units.prefix { $0 == 0x20 }.count)
        return units
    }

    /// No more than its most bytes; nil where something of it cannot be printed.
    private static func cut(_ text: String) -> String? {
        guard text.unicodeScalars.allSatisfy(\.isPrintable) else { return nil }
        var cut = ""
        for character in text {
            guard cut.utf8.count + character.utf8.count <= mostBytes else { break }
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
