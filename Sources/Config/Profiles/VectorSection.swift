// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One element of a profile's `vectors`.
struct VectorSection: Section {
    typealias Words = [Pair<UInt16, [UInt16]>]

    var registers: [Pair<Table, Words>] = []
    var values: [Pair<String, String>] = []

    var vector: Vector {
        Vector(
            registers: registers.flatMap { table in
                table.value.map {
                    Vector.Block(table: table.name, address: $0.name, words: $0.value)
                }
            },
            values: values.map { ($0.name, $0.value) })
    }

    static let keys: [Key<Self>] = [
        Key(
            "registers", \.registers, .keyed(by: .choice, words, atMost: Table.allCases.count),
            required: true,
            en: "Words by table and first address: {input: {0: [0x4366, 0x199A]}}.",
            vi: "Các từ (word) theo bảng và địa chỉ đầu: {input: {0: [0x4366, 0x199A]}}."),
        Key(
            "values", \.values,
            .keyed(by: .text(atMost: 64), .printed, atMost: ProfileSection.pointLimit),
            required: true,
            en: "Each point with its value as it is published; null for no value.",
            vi: "Mỗi điểm đo kèm giá trị như khi gửi đi; null nếu không có giá trị."),
    ]

    private static let words = Format<Words>.keyed(
        by: .integer(0...65_535), .list(of: .integer(0...65_535), 1...125), atMost: 256)
}

extension Format<String> {
    /// A value as JSON prints it.
    static var printed: Self {
        form(
            Text(
                en: "a number, true, false or null", vi: "một số, true, false hoặc null"),
            show: { $0 }
        ) { text in
            ["true", "false"].contains(text) || Decimal(text) != nil ? text : nil
        }.orNull
    }

    private var orNull: Self {
        Self(kind, show: show) { node, findings in
            node.plain == "null" ? "null" : read(node, &findings)
        }
    }
}
