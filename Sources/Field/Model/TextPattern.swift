// SPDX-License-Identifier: Apache-2.0

/// How a number is written that is a text: the key `pattern`. `{}` is the number after scale and
/// offset, `{8-15}` some of its raw bits; behind a colon a least number of digits, `x` or `X` for
/// hexadecimal digits, `c` for a character: `V{8-15}.{0-7:02}`.
package struct TextPattern: Hashable, Sendable {
    enum Style: Character, Sendable {
        case decimal = "d"
        case small = "x"
        case capital = "X"
        case character = "c"
    }

    enum Piece: Hashable, Sendable {
        case literal(String)
        /// The number as it is published.
        case value
        case bits(BitField?, Style, digits: Int)
    }

    /// As a profile writes it.
    package let text: String
    let pieces: [Piece]

    /// The most characters of one.
    static let longest = 64
    /// The most digits that a piece is filled up to.
    static let mostDigits = 20

    /// Nil for braces that are not closed, and for what stands for nothing.
    package init?(_ text: String) {
        guard (1...Self.longest).contains(text.unicodeScalars.count) else { return nil }
        var pieces: [Piece] = []
        var rest = text[...]
        while let first = rest.first {
            guard first == "{" else {
                let literal = rest.prefix { $0 != "{" && $0 != "}" }
                guard !literal.isEmpty else { return nil }
                pieces.append(.literal(String(literal)))
                rest = rest.dropFirst(literal.count)
                continue
            }
            let inside = rest.dropFirst().prefix { $0 != "}" }
            rest = rest.dropFirst(inside.count + 1)
            guard rest.first == "}", let piece = Self.piece(inside) else { return nil }
            pieces.append(piece)
            rest = rest.dropFirst()
        }
        guard pieces.contains(where: { if case .literal = $0 { false } else { true } }) else {
            return nil
        }
        (self.text, self.pieces) = (text, pieces)
    }

    private static func piece(_ text: Substring) -> Piece? {
        if text.isEmpty { return .value }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let bits = parts[0].isEmpty ? nil : BitField(String(parts[0]))
        guard bits != nil || parts[0].isEmpty, parts.count == 2 || bits != nil else { return nil }
        var form = parts.count == 2 ? parts[1] : ""
        guard parts.count < 2 || !form.isEmpty else { return nil }
        let style = form.last.flatMap(Style.init) ?? .decimal
        if form.last.flatMap(Style.init) != nil { form.removeLast() }
        if form.isEmpty { return .bits(bits, style, digits: 1) }
        guard style != .character, form.first == "0", let digits = Int(form.dropFirst()),
            (1...mostDigits).contains(digits), "\(digits)" == form.dropFirst()
        else { return nil }
        return .bits(bits, style, digits: digits)
    }

    /// The highest bit that it speaks of.
    var highestBit: Int {
        pieces.map { if case .bits(let field?, _, _) = $0 { field.high } else { 0 } }.max() ?? 0
    }

    /// Whether it speaks of raw bits at all.
    var hasBits: Bool { pieces.contains { if case .bits = $0 { true } else { false } } }

    /// The text of a number; nil where its value is none, or a character cannot be printed.
    func text(ofBits bits: UInt64, _ value: Value?) -> String? {
        var text = ""
        for piece in pieces {
            switch piece {
            case .literal(let literal): text += literal
            case .value:
                guard let value else { return nil }
                text += value.printed
            case .bits(let field, let style, let digits):
                guard let word = Self.word(field?.of(bits) ?? bits, style, digits) else {
                    return nil
                }
                text += word
            }
        }
        return text
    }

    private static func word(_ number: UInt64, _ style: Style, _ digits: Int) -> String? {
        let word: String
        switch style {
        case .decimal: word = "\(number)"
        case .small: word = String(number, radix: 16)
        case .capital: word = String(number, radix: 16, uppercase: true)
        case .character:
            guard (0x20...0x7E).contains(number) else { return nil }
            return String(UnicodeScalar(UInt8(number)))
        }
        return String(repeating: "0", count: max(0, digits - word.count)) + word
    }
}
