// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Format<String> {
    /// A line of text, not empty, without control characters.
    static func text(atMost limit: Int = 256) -> Self {
        Self(.text(atMost: limit), show: { $0 }) { node, findings in
            let expected = Kind.text(atMost: limit).expected
            guard let text = node.text, !node.isNull else {
                findings.wrongType(node, expected: expected)
                return nil
            }
            guard isLine(text, atMost: limit) else {
                findings.badValue(node, expected: expected)
                return nil
            }
            return text
        }
    }

    /// A level of a topic: lower-case ASCII letters, digits, hyphen, at most 24.
    static var level: Self {
        form(
            Text(
                en: "at most 24 lower-case letters a-z, digits and hyphens",
                vi: "nhiều nhất 24 chữ thường không dấu a-z, chữ số và gạch nối"),
            pattern: "^(?!-$)[a-z0-9-]{1,\(Level.length)}$", show: { $0 },
            repair: { Level.repaired($0) }
        ) { Level.isValid($0) ? $0 : nil }
    }
}

/// Whether a text is one line that a terminal, a C string and a topic can carry.
func isLine(_ text: String, atMost limit: Int) -> Bool {
    !text.isEmpty && text.unicodeScalars.count <= limit
        && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
}

extension Format where Value: FixedWidthInteger & Sendable {
    /// A whole number, decimal or `0x…`.
    static func integer(_ range: ClosedRange<Value>) -> Self {
        let kind = Kind.integer(low: Int(range.lowerBound), high: Int(range.upperBound))
        return Self(kind, show: { "\($0)" }) { node, findings in
            guard let text = node.plain, let number = wholeNumber(text) else {
                findings.wrongType(node, expected: kind.expected)
                return nil
            }
            guard let value = Value(exactly: number), range.contains(value) else {
                findings.outOfRange(node, expected: kind.expected)
                return nil
            }
            return value
        }
    }
}

extension Format<Int> {
    /// One of a few numbers.
    static func number(_ allowed: [Int]) -> Self {
        let kind = Kind.number(allowed)
        return Self(kind, show: { "\($0)" }) { node, findings in
            guard let text = node.plain, let number = wholeNumber(text) else {
                findings.wrongType(node, expected: kind.expected)
                return nil
            }
            if allowed.contains(number) { return number }
            findings.outOfRange(node, expected: kind.expected)
            return nil
        }
    }
}

/// Digits with an optional minus, or `0x…`; no leading zero, which YAML once took for octal. What
/// has too many digits is the largest number, so that it is called out of range.
private func wholeNumber(_ text: String) -> Int? {
    if text.hasPrefix("0x") || text.hasPrefix("0X") {
        let digits = text.dropFirst(2)
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            return nil
        }
        return Int(digits, radix: 16) ?? .max
    }
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        digits == "0" || !digits.hasPrefix("0")
    else { return nil }
    return Int(text) ?? .max
}

extension Format<Decimal> {
    /// An exact decimal number.
    static var decimal: Self {
        Self(.decimal, show: { Field.Value.decimal($0).printed }) { node, findings in
            if let number = node.plain.flatMap({ Decimal($0) }) { return number }
            findings.wrongType(node, expected: Kind.decimal.expected)
            return nil
        }
    }
}

extension Format<Bool> {
    /// `true` or `false`, nothing else: yes, on and 1 mean other things elsewhere.
    static var flag: Self {
        Self(.flag, show: { $0 ? "true" : "false" }) { node, findings in
            switch node.plain {
            case "true": return true
            case "false": return false
            default:
                findings.wrongType(node, expected: Kind.flag.expected)
                return nil
            }
        }
    }
}

extension Format
where
    Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String
{
    /// One of an enumeration's words.
    static var choice: Self {
        let words = Value.allCases.map(\.rawValue)
        return Self(.choice(words), show: { $0.rawValue }) { node, findings in
            guard let text = node.text, !node.isNull else {
                findings.wrongType(node, expected: Kind.choice(words).expected)
                return nil
            }
            if let value = Value(rawValue: text) { return value }
            findings.badValue(
                node, expected: Kind.choice(words).expected,
                near: nearest(text, of: words))
            return nil
        }
    }
}
