// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The key `write`.
struct WriteSection: Section {
    /// Without the writes before it, whose addresses depend on how the file counts.
    var rule = WriteRule()
    var unlock: [Marked<UnlockSection>] = []

    static let keys: [Key<Self>] = [
        Key(
            "function", \.rule.function, .integer(5...16),
            en: "5, 6, 15 or 16. Without it: 5 for a coil, 6 for one register, 16 for several.",
            vi: "5, 6, 15 hoặc 16. Nếu bỏ trống: 5 cho coil, 6 cho một thanh ghi, 16 cho nhiều."),
        Key(
            "limits", \.rule.limits, .limits,
            en: "[low, high] that may be written, in the unit. Without it: what the type holds.",
            vi: "[thấp, cao] được phép ghi, theo đơn vị. Nếu bỏ trống: mọi giá trị của kiểu."),
        Key(
            "unlock", \.unlock, .unlocks,
            en: "Writes that the device wants first, in this order.",
            vi: "Các lệnh ghi mở khóa mà thiết bị cần trước, theo thứ tự."),
        Key(
            "read-back", \.rule.readBack, .flag,
            en: "Whether the value is read again and compared.",
            vi: "Có đọc lại và so sánh giá trị sau khi ghi hay không."),
        Key(
            "pause", \.rule.pause, .duration(.zero...(.minute)),
            en: "How long the device is left alone after a write.",
            vi: "Thời gian để yên thiết bị sau khi ghi."),
    ]
}

/// An element of the key `unlock`.
struct UnlockSection: Section {
    var table = Table.holding
    /// As the file counts.
    var address: Int?
    var value: UInt16 = 0

    static let keys: [Key<Self>] = [
        Key(
            "table", \.table, .choice, required: true,
            en: "coil or holding.", vi: "coil hoặc holding."),
        Key(
            "address", \.address, .number, required: true,
            en: "The register or coil, numbered as in the file.",
            vi: "Thanh ghi hoặc coil, đánh số như trong tệp."),
        Key(
            "value", \.value, .integer(0...65_535), required: true,
            en: "The word, or 0 or 1 for a coil.", vi: "Giá trị từ (word), hoặc 0 hay 1 cho coil."),
    ]
}

extension Format<[Marked<UnlockSection>]> {
    static var unlocks: Self {
        let list = Self.list(of: .marked(.section), 1...8)
        return Self(list.kind) { node, findings in
            list.read(node, &findings)?.filter { entry in
                let isWritable =
                    entry.table == .coil ? entry.value.value <= 1 : entry.table == .holding
                if !isWritable {
                    findings.add(
                        .badValue, at: entry.node.mark,
                        Text(
                            en: "only a coil (0 or 1) or a holding register can be written",
                            vi: "chỉ ghi được coil (0 hoặc 1) hoặc thanh ghi holding"))
                }
                return isWritable
            }
        }
    }
}
