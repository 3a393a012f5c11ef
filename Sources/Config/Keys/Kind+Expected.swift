// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Kind {
    /// The words that follow *expected* in a message.
    var expected: Text {
        switch self {
        case .text(let most):
            Text(en: "a text of at most \(most) characters", vi: "chuỗi nhiều nhất \(most) ký tự")
        case .form(let text, _, _): text
        case .integer(let low, let high):
            Text(en: "a whole number from \(low) to \(high)", vi: "số nguyên từ \(low) đến \(high)")
        case .number(let numbers): Self.oneOf(numbers.map { "\($0)" })
        case .decimal:
            Text(en: "a decimal number such as 0.1", vi: "số thập phân, ví dụ 0.1")
        case .duration(let range):
            Text(
                en: "a duration from \(range.lowerBound.text) to \(range.upperBound.text), "
                    + "such as 500ms, 10s, 5m, 1h or 1d",
                vi: "khoảng thời gian từ \(range.lowerBound.text) đến \(range.upperBound.text), "
                    + "ví dụ 500ms, 10s, 5m, 1h hoặc 1d")
        case .size(let range):
            Text(
                en: "a size from \(range.lowerBound.text) to \(range.upperBound.text), such as "
                    + "64MB or 2GB",
                vi: "dung lượng từ \(range.lowerBound.text) đến \(range.upperBound.text), ví dụ "
                    + "64MB hoặc 2GB")
        case .choice(let words): Self.oneOf(words)
        case .flag: Text(en: "true or false", vi: "true hoặc false")
        case .fact: Text(en: "a text, a number, true or false", vi: "chuỗi, số, true hoặc false")
        case .list, .keyed, .section, .either: group
        }
    }

    private var group: Text {
        switch self {
        case .list(let element, let count): Self.list(of: element.expected, count)
        case .keyed(let key, let value):
            Text(
                en: "a group of keys, each \(key.expected.en), with \(value.expected.en)",
                vi: "nhóm khóa, mỗi khóa là \(key.expected.vi), kèm \(value.expected.vi)")
        case .section(let rows):
            Text(
                en: "a group of keys: " + rows().map(\.name).joined(separator: ", "),
                vi: "một nhóm khóa: " + rows().map(\.name).joined(separator: ", "))
        case .either(let one, let several):
            Text(
                en: "\(one.expected.en), or \(several.expected.en)",
                vi: "\(one.expected.vi), hoặc \(several.expected.vi)")
        default: expected
        }
    }

    private static func oneOf(_ words: [String]) -> Text {
        let words = words.joined(separator: ", ")
        return Text(en: "one of \(words)", vi: "một trong các giá trị \(words)")
    }

    static func list(of element: Text, _ count: ClosedRange<Int>) -> Text {
        let (low, high) = (count.lowerBound, count.upperBound)
        let number = low == high ? "\(low)" : "\(low)–\(high)"
        return Text(
            en: "a list of \(number), each \(element.en)",
            vi: "danh sách \(number) phần tử, mỗi phần tử là \(element.vi)")
    }
}
