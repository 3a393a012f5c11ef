// SPDX-License-Identifier: Apache-2.0

/// The parts of a decimal number as people and JSON write it.
struct DecimalText {
    var mantissa: Int128
    var exponent: Int

    /// nil unless the text is a sign, digits with at most one point, and an exponent, in that
    /// order, with at most 18 significant digits and an exponent that a `Decimal` can hold.
    init?(_ text: some StringProtocol) {
        var rest = Substring(text)[...]
        let negative = rest.first == "-"
        if negative || rest.first == "+" { rest.removeFirst() }
        let number = rest.prefix { $0 != "e" && $0 != "E" }
        guard let (digits, fraction) = Self.digits(number) else { return nil }
        mantissa = negative ? -digits : digits
        exponent = -fraction
        rest = rest.dropFirst(number.count)
        if !rest.isEmpty {
            guard let power = Self.power(rest.dropFirst()) else { return nil }
            exponent += power
        }
        guard Decimal.exponents.contains(exponent) else { return nil }
    }

    private static func digits(_ text: Substring) -> (Int128, fraction: Int)? {
        let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first, !whole.isEmpty else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard parts.count == 1 || !fraction.isEmpty else { return nil }
        let all = whole + fraction
        guard all.count <= 40, all.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            all.drop(while: { $0 == "0" }).count <= 18, let value = Int128(all)
        else { return nil }
        return (value, fraction.count)
    }

    private static func power(_ text: Substring) -> Int? {
        let digits = text.first == "-" || text.first == "+" ? text.dropFirst() : text
        guard (1...2).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int(text)
    }
}
