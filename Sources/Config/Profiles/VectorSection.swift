// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One element of a profile's `vectors`.
struct VectorSection: Section {
    typealias Words = [Pair<Marked<Int>, [UInt16]>]

    var registers: [Pair<Table, Words>] = []
    var values: [Pair<String, String>] = []

    /// With the addresses that the numbers stand for; one that is none goes to the findings.
    func vector(_ numbering: Numbering, _ findings: inout Findings) -> Vector {
        var blocks: [Vector.Block] = []
        for (table, block) in registers.flatMap({ table in table.value.map { (table.name, $0) } }) {
            if let address = numbering.address(block.name.value, table) {
                blocks.append(.init(table: table, address: address, words: block.value))
            } else {
                findings.outOfRange(block.name.node, expected: numbering.expected(table))
            }
        }
        return Vector(registers: blocks, values: values.map { ($0.name, $0.value) })
    }

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "registers", \.registers, .keyed(by: .choice, words, atMost: Table.allCases.count),
            required: true,
            en: "Words by table and first address: {input: {0: [0x4366, 0x199A]}}.",
            vi: "Các từ (word) theo bảng và địa chỉ đầu: {input: {0: [0x4366, 0x199A]}}.")
        Key(
            "values", \.values,
            .keyed(by: .text(atMost: 64), .printed, atMost: ProfileSection.pointLimit),
            required: true,
            en: "Each point with its value as it is published, words in quotes; null for no value.",
            vi: "Mỗi điểm đo kèm giá trị như khi gửi đi, chuỗi chữ trong ngoặc kép; null nếu không "
                + "có giá trị.")
    }

    private static let words = Format<Words>.keyed(
        by: .marked(.number), .list(of: .integer(0...65_535), 1...125), atMost: 256)
}

extension Format<String> {
    /// A value as JSON prints it, words without their quotes.
    static var printed: Self {
        let expected = Text(
            en: "a number, true, false, null or words in quotes",
            vi: "một số, true, false, null hoặc chuỗi trong ngoặc kép")
        let kind = Kind.either(.fact, .form(expected))
        return Self(kind, show: { $0 }) { node, findings in
            guard let text = node.text else {
                findings.wrongType(node, expected: expected)
                return nil
            }
            let isQuoted = node.plain == nil && isLine(text, atMost: TextDecoder.mostBytes)
            let known = ["null", "true", "false"].contains(text) || Decimal(text) != nil
            if isQuoted || known { return text }
            findings.badValue(node, expected: expected)
            return nil
        }
    }
}
