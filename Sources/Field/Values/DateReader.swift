// SPDX-License-Identifier: Apache-2.0

/// A day or a time from a device's registers, as ISO 8601 has it.
struct DateReader {
    private let layout: DateLayout
    private let order: ByteOrder

    init(_ layout: DateLayout, _ order: ByteOrder) {
        self.layout = layout
        self.order = order
    }

    /// Nil for what is no day or no time.
    func text(_ words: [UInt16]) -> String? {
        guard words.count == layout.registers else { return nil }
        let bytes = words.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        switch layout.form {
        case .days(let year): return Self.day(count(bytes), since: year)?.text
        case .seconds(let year): return Self.moment(count(bytes), since: year)
        case .parts(let unit, let parts):
            let isSwapped = order == WordOrder.badc.order(2)
            let words = words.map { isSwapped ? $0.byteSwapped : $0 }
            return Self.text(Self.numbers(words, unit), parts)
        }
    }

    private func count(_ bytes: [UInt8]) -> Int {
        order.count == bytes.count ? Int(order.bits(bytes.span, at: 0)) : 0
    }

    private static func day(_ days: Int, since year: Int) -> CivilDate? {
        CivilDate(days: year == 1_970 ? days - CivilDate.daysTo2000 : days)
    }

    private static func moment(_ seconds: Int, since year: Int) -> String? {
        let rest = seconds % 86_400
        guard let day = day(seconds / 86_400, since: year) else { return nil }
        return day.text + "T" + time(rest / 3_600, rest / 60 % 60, rest % 60)
    }

    private static func time(_ hour: Int, _ minute: Int, _ second: Int?) -> String {
        [hour, minute, second].compactMap(\.self).map { CivilDate.digits($0, 2) }
            .joined(separator: ":")
    }

    /// Nil for what are no decimal digits.
    private static func numbers(_ words: [UInt16], _ unit: DateLayout.Unit) -> [Int?] {
        let numbers = unit.isWord ? words : words.flatMap { [$0 >> 8, $0 & 0xFF] }
        guard unit.isDigits else { return numbers.map { Int($0) } }
        return numbers.map { Int(String($0, radix: 16)) }
    }

    private static func text(_ numbers: [Int?], _ parts: [DateLayout.Part]) -> String? {
        var found: [DateLayout.Part: Int] = [:]
        for (part, number) in zip(parts, numbers) where part != .other {
            guard let number else { return nil }
            found[part] = number
        }
        var texts: [String] = []
        if let year = found[.year], let month = found[.month], let day = found[.day] {
            let full = year < 100 ? 2_000 + year : year
            guard let date = CivilDate(year: full, month: month, day: day) else { return nil }
            texts.append(date.text)
        }
        if let hour = found[.hour], let minute = found[.minute] {
            guard hour < 24, minute < 60, found[.second] ?? 0 < 60 else { return nil }
            texts.append(time(hour, minute, found[.second]))
        }
        return texts.joined(separator: "T")
    }
}
