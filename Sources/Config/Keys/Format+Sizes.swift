// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Format<ByteCount> {
    /// `64MB`, `2GB`.
    static func size(_ range: ClosedRange<ByteCount>) -> Self {
        let expected = Kind.size(range).expected
        return Self(.size(range), show: { $0.text }) { node, findings in
            guard let text = node.text, !node.isNull else {
                findings.wrongType(node, expected: expected)
                return nil
            }
            guard let size = ByteCount(text) else {
                findings.badValue(node, expected: expected)
                return nil
            }
            guard range.contains(size) else {
                findings.outOfRange(node, expected: expected)
                return nil
            }
            return size
        }
    }

    /// `200MB/month`.
    static var budget: Self {
        let unit = "/month"
        let range = ByteCount.megabytes(1)...(.gigabytes(1_000))
        return form(
            Text(
                en: "a size a month from 1MB/month to 1000GB/month, such as 200MB/month",
                vi: "dung lượng mỗi tháng từ 1MB/month đến 1000GB/month, ví dụ 200MB/month"),
            pattern: "^[0-9]{1,6}[MG]B/month$", plain: false, show: { $0.text + unit }
        ) { text in
            guard text.hasSuffix(unit) else { return nil }
            return ByteCount(String(text.dropLast(unit.count))).flatMap {
                range.contains($0) ? $0 : nil
            }
        }
    }
}

extension Format<Int> {
    /// `5%`.
    static func percent(_ range: ClosedRange<Int>) -> Self {
        let (low, high) = (range.lowerBound, range.upperBound)
        return form(
            Text(
                en: "a share from \(low)% to \(high)%, such as 5%",
                vi: "tỷ lệ từ \(low)% đến \(high)%, ví dụ 5%"),
            pattern: "^[0-9]{1,3}%$", plain: false, show: { "\($0)%" }
        ) { text in
            let digits = text.dropLast()
            guard text.hasSuffix("%"), digits.count <= 3,
                digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = Int(digits), range.contains(number)
            else { return nil }
            return number
        }
    }
}
