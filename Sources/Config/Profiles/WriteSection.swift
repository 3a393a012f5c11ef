// SPDX-License-Identifier: Apache-2.0
internal import Field

extension WriteRule: Section {
    static let keys: [Key<Self>] = [
        Key(
            "function", \.function, .integer(5...16),
            en: "5, 6, 15 or 16. Without it: 5 for a coil, 6 for one register, 16 for several.",
            vi: "5, 6, 15 hoặc 16. Nếu bỏ trống: 5 cho coil, 6 cho một thanh ghi, 16 cho nhiều."),
        Key(
            "limits", \.limits, .limits,
            en: "[low, high] that may be written, in the unit. Without it: what the type holds.",
            vi: "[thấp, cao] được phép ghi, theo đơn vị. Nếu bỏ trống: mọi giá trị của kiểu."),
        Key(
            "unlock", \.unlock, .unlocks,
            en: "Writes that the device wants first, in this order.",
            vi: "Các lệnh ghi mở khóa mà thiết bị cần trước, theo thứ tự."),
        Key(
            "read-back", \.readBack, .flag,
            en: "Whether the value is read again and compared.",
            vi: "Có đọc lại và so sánh giá trị sau khi ghi hay không."),
        Key(
            "pause", \.pause, .duration(.zero...(.minute)),
            en: "How long the device is left alone after a write.",
            vi: "Thời gian để yên thiết bị sau khi ghi."),
    ]
}

/// An element of the key `unlock`.
struct UnlockSection: Section {
    var table = Table.holding
    var address: UInt16 = 0
    var value: UInt16 = 0

    static let keys: [Key<Self>] = [
        Key(
            "table", \.table, .choice, required: true,
            en: "coil or holding.", vi: "coil hoặc holding."),
        Key(
            "address", \.address, .integer(0...65_535), required: true,
            en: "Counted from 0, as the request carries it.",
            vi: "Đếm từ 0, đúng như trong yêu cầu."),
        Key(
            "value", \.value, .integer(0...65_535), required: true,
            en: "The word, or 0 or 1 for a coil.", vi: "Giá trị từ (word), hoặc 0 hay 1 cho coil."),
    ]
}

extension Format<[WriteRule.Unlock]> {
    static var unlocks: Self {
        let list = Format<[Marked<UnlockSection>]>.list(of: .marked(.section), 1...8)
        return Self(list.kind) { node, findings in
            list.read(node, &findings)?.compactMap { entry in
                guard entry.table == .coil ? entry.value.value <= 1 : entry.table == .holding else {
                    findings.add(
                        .badValue, at: entry.node.mark,
                        Text(
                            en: "only a coil (0 or 1) or a holding register can be written",
                            vi: "chỉ ghi được coil (0 hoặc 1) hoặc thanh ghi holding"))
                    return nil
                }
                return .init(
                    table: entry.table, address: entry.address, value: entry.value.value)
            }
        }
    }
}
