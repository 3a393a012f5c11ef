// SPDX-License-Identifier: Apache-2.0
internal import Field

/// An element of the key `identify`.
struct IdentifySection: Section {
    var table = Table.holding
    var address: Int?
    var encoding = Encoding.uint16
    var range: Limits?

    static let keys: [Key<Self>] = [
        Key(
            "table", \.table, .choice, required: true,
            en: "holding, input, coil or discrete.", vi: "holding, input, coil hoặc discrete."),
        Key(
            "address", \.address, .number, required: true,
            en: "The first register or bit, numbered as in the file.",
            vi: "Thanh ghi hoặc bit đầu tiên, đánh số như trong tệp."),
        Key(
            "as", \.encoding, .choice, required: true,
            en: "What the bits are, as with points.", vi: "Kiểu dữ liệu, như ở points."),
        Key(
            "range", \.range, .limits, required: true,
            en: "[low, high] in which the number lies in such a device.",
            vi: "[thấp, cao] mà giá trị nằm trong đó nếu đúng thiết bị này."),
    ]
}
