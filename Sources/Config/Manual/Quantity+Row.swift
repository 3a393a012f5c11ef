// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The table of quantities as the manual page has it.
extension Quantity {
    static let explanation = Text(
        en: """
            What the key quantity can name, beside other: the unit that it is published in, its \
            mean, the range that is plausible, and the deadband; in brackets, who says so. A gauge \
            without the keys range and deadband has these, a counter the deadband, a state \
            neither, and what can be written no deadband.
            """,
        vi: """
            Các tên dùng được cho khóa quantity, ngoài other: đơn vị khi gửi, cách tính trung \
            bình, khoảng hợp lý (range) và ngưỡng thay đổi (deadband); trong ngoặc là nguồn. Một \
            gauge không ghi range và deadband thì dùng các giá trị này, counter chỉ dùng deadband, \
            state không dùng, điểm ghi được không có deadband.
            """)

    /// What is laid down of it, in one line.
    var row: Text {
        let symbol = unit.isEmpty ? "-" : unit
        var text = Text(
            en: "\(symbol) (\(Self.words(source).en)), mean \(mean.rawValue), ",
            vi: "\(symbol) (\(Self.words(source).vi)), trung bình \(mean.rawValue), ")
        if let range, let source = rangeSource.map(Self.words) {
            let limits = "[\(range.low.written), \(range.high.written)]"
            text.en += "range \(limits) (\(source.en)), "
            text.vi += "khoảng \(limits) (\(source.vi)), "
        }
        let source = Self.words(deadbandSource)
        text.en += "deadband \(deadband.written) (\(source.en))"
        text.vi += "ngưỡng \(deadband.written) (\(source.vi))"
        return text
    }

    private static func words(_ source: String) -> Text {
        Text(en: source, vi: source == convention ? "quy ước" : source)
    }
}

extension Decimal {
    fileprivate var written: String { Value.decimal(self).printed }
}
