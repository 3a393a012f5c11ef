// SPDX-License-Identifier: Apache-2.0
internal import Field

/// An element of the key `identify`.
struct IdentifySection: Section {
    /// Where a register lies and what its bits are, as with points.
    var place = PointSection()
    var values: [UInt64]?
    var text: String?
    var range: Limits?
    var isOwnUnit: Bool?
    var serverID: String?
    var object: UInt8?
    var models: [UInt16]?

    /// Longer ones no device has.
    static let longestText = 64

    static var keys: [Key<Self>] { register + sign + description }

    @KeyTable<Self> private static var register: [Key<Self>] {
        Key(
            "table", \.place.written.table, .choice,
            en: "Of a register: holding, input, coil or discrete.",
            vi: "Bảng của thanh ghi: holding, input, coil hoặc discrete.")
        Key(
            "address", \.place.number, .number,
            en: "The first register or bit, numbered as in the file.",
            vi: "Thanh ghi hoặc bit đầu tiên, đánh số như trong tệp.")
        Key(
            "as", \.place.written.encoding, .choice,
            en: "What the bits are, as with points.", vi: "Kiểu dữ liệu, như ở points.")
        Key(
            "half", \.place.written.half, .choice,
            en: "Which byte of its register an int8, uint8 or each letter of a string is.",
            vi: "Byte nào của thanh ghi là int8, uint8 hoặc từng chữ của string.")
        Key(
            "length", \.place.written.length, .integer(1...64),
            en: "How many registers a string lies in.", vi: "Số thanh ghi của một string.")
        Key(
            "order", \.place.order, .order,
            en: "Byte order on the wire. Without it: as the profile's order says.",
            vi: "Thứ tự byte trên đường truyền. Nếu bỏ trống: theo order của hồ sơ.")
    }

    @KeyTable<Self> private static var sign: [Key<Self>] {
        Key(
            "values", \.values, .codes,
            en: "Raw numbers one of which such a device has there: its model's code.",
            vi: "Các giá trị thô, thiết bị này có một trong số đó: mã kiểu máy.")
        Key(
            "text", \.text, .text(atMost: longestText),
            en: "Words that stand there among others: the model, not the maker alone.",
            vi: "Chữ có trong nội dung ở đó: tên kiểu máy, không chỉ tên hãng.")
        Key(
            "range", \.range, .limits,
            en: "[low, high] in which the number lies in such a device.",
            vi: "[thấp, cao] mà giá trị nằm trong đó nếu đúng thiết bị này.")
        Key(
            "own-unit", \.isOwnUnit, .flag,
            en: "true where the number is the device's own unit id.",
            vi: "true nếu giá trị là địa chỉ trạm (unit id) của chính thiết bị.")
    }

    @KeyTable<Self> private static var description: [Key<Self>] {
        Key(
            "server-id", \.serverID, .text(atMost: longestText),
            en: "Words in the answer to function 17.", vi: "Chữ có trong câu trả lời hàm 17.")
        Key(
            "object", \.object, .integer(0...255),
            en: "The number of an object of function 43/14 in which text stands.",
            vi: "Số của đối tượng (object) trong hàm 43/14 có chứa text.")
        Key(
            "models", \.models, .models,
            en: "Numbers of SunSpec models in whose block the points lie; they count from it.",
            vi: "Số các mô hình SunSpec có khối chứa các điểm đo; địa chỉ tính từ đầu khối.")
    }
}

extension Format<[UInt64]> {
    static var codes: Self { .list(of: .rawWord, 1...16) }
}

extension Format<[UInt16]> {
    static var models: Self { .list(of: .integer(1...65_534), 1...16) }
}
