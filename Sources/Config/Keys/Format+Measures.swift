// SPDX-License-Identifier: Apache-2.0
package import Field

extension Format<Nanoseconds> {
    /// `500ms`, `10s`, `5m`, `1h`, `60d`.
    static func duration(_ range: ClosedRange<Nanoseconds>) -> Self {
        let expected = Kind.duration(range).expected
        return Self(.duration(range), show: { $0.text }) { node, findings in
            guard let text = node.text, !node.isNull else {
                findings.wrongType(node, expected: expected)
                return nil
            }
            guard let duration = Nanoseconds(text) else {
                findings.badValue(node, expected: expected)
                return nil
            }
            guard range.contains(duration) else {
                findings.outOfRange(node, expected: expected)
                return nil
            }
            return duration
        }
    }
}

extension Format<Nanoseconds> {
    /// The length of windows: 0s, or a part of a day up to an hour.
    static var window: Self {
        let plain = duration(.zero...(.hour))
        return Self(plain.kind, show: { $0.text }) { node, findings in
            guard let length = plain.read(node, &findings) else { return nil }
            guard length == .zero || isPartOfDay(length) else {
                findings.badValue(
                    node,
                    expected: Text(
                        en: "0s, or a length of 1s to 1h that divides a day: 10s, 1m, 15m",
                        vi: "0s, hoặc độ dài từ 1s đến 1h chia hết một ngày: 10s, 1m, 15m"))
                return nil
            }
            return length
        }
    }

    private static func isPartOfDay(_ length: Nanoseconds) -> Bool {
        length >= .seconds(1) && Nanoseconds.day.count % length.count == 0
    }
}

extension Nanoseconds {
    static let minute = Self.seconds(60)
    static let hour = Self.minute * 60
    static let day = Self.hour * 24

    /// Units of durations as files write them, the largest first.
    private static let units: [(symbol: String, length: Self)] = [
        ("d", .day), ("h", .hour), ("m", .minute), ("s", .seconds(1)), ("ms", .milliseconds(1)),
    ]

    /// Digits and one unit; nil for anything else.
    init?(_ text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let symbol = text.dropFirst(digits.count)
        // Nine digits of days fit 63 bits of nanoseconds only up to 106,751 of them.
        guard (1...9).contains(digits.count), let number = Int64(digits),
            let unit = Self.units.first(where: { $0.symbol == symbol })
        else { return nil }
        let (count, overflow) = number.multipliedReportingOverflow(by: unit.length.count)
        if overflow { return nil }
        self.init(count)
    }

    /// With the largest unit that leaves no rest.
    package var text: String {
        let unit = Self.units.first { count != 0 && count % $0.length.count == 0 }
        return unit.map { "\(count / $0.length.count)\($0.symbol)" } ?? "\(milliseconds / 1_000)s"
    }
}

extension Format<Limits> {
    /// `[low, high]`.
    static var limits: Self {
        let pair = Format<[Decimal]>.list(of: .decimal, 2...2)
        return Self(pair.kind) { node, findings in
            guard let numbers = pair.read(node, &findings), numbers.count == 2 else { return nil }
            guard numbers[0].double < numbers[1].double else {
                findings.add(
                    .outOfRange, at: node.mark,
                    Text(
                        en: "expected [low, high] with low below high",
                        vi: "cần [thấp, cao] với thấp nhỏ hơn cao"))
                return nil
            }
            return Limits(low: numbers[0], high: numbers[1])
        }
    }
}

extension Format<Limits?> {
    /// `[low, high]`, or the word `none`.
    static var limitsOrNone: Self {
        let limits = Format<Limits>.limits
        let kind = Kind.either(.choice(["none"]), limits.kind)
        return Self(kind) { node, findings in
            if case .list = node.content { return limits.read(node, &findings).map(\.self) }
            if node.text == "none" { return .some(nil) }
            findings.wrongType(node, expected: kind.expected)
            return nil
        }
    }
}

extension Format<SerialMode> {
    static var mode: Self {
        form(
            Text(
                en: "8N1, 8E1, 8O1, 8N2, 8E2 or 8O2: data bits, parity, stop bits",
                vi: "8N1, 8E1, 8O1, 8N2, 8E2 hoặc 8O2: bit dữ liệu, parity, bit dừng"),
            // YAML reads 8E1 as the number 80.
            pattern: "^8[NEO][12]$", show: { $0.text }
        ) { SerialMode($0) }
    }
}

extension Format<ByteOrder> {
    static var order: Self {
        form(
            Text(
                en: "letters as the bytes arrive: AB, BA, ABCD, CDAB, BADC, DCBA, six or eight "
                    + "letters",
                vi: "chữ cái theo thứ tự byte đến: AB, BA, ABCD, CDAB, BADC, DCBA, sáu hoặc tám "
                    + "chữ"),
            pattern: "^(AB|BA|[A-D]{4}|[A-F]{6}|[A-H]{8})$", plain: false, show: { $0.letters }
        ) { ByteOrder($0) }
    }
}

extension Format<BitField> {
    /// `3` or `4-7`.
    static var bits: Self {
        form(
            Text(
                en: "one bit such as 3, or the lowest and the highest such as 4-7, from 0 to 63",
                vi: "một bit, ví dụ 3, hoặc bit thấp nhất và cao nhất, ví dụ 4-7, từ 0 đến 63"),
            pattern: "^([0-9]|[1-5][0-9]|6[0-3])(-([0-9]|[1-5][0-9]|6[0-3]))?$", show: { $0.text }
        ) { BitField($0) }
    }
}

extension Format<Attribute.Fact> {
    /// A number only if JSON would write it so: an asset number 00457 stays as it is.
    static var fact: Self {
        Self(.fact) { node, findings in
            guard let text = node.text, !node.isNull, isLine(text, atMost: 128) else {
                findings.wrongType(node, expected: Kind.fact.expected)
                return nil
            }
            guard let plain = node.plain else { return .text(text) }
            if plain == "true" || plain == "false" { return .bool(plain == "true") }
            let digits = plain.hasPrefix("-") ? plain.dropFirst() : plain[...]
            let isNumber =
                digits.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
                && (digits == "0" || digits.hasPrefix("0.") || !digits.hasPrefix("0"))
            return (isNumber ? Decimal(plain) : nil).map { .number($0) } ?? .text(text)
        }
    }
}
