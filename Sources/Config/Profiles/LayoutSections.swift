// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The key `array`: points alike, one behind the other.
struct ArraySection: Section {
    /// The most points of one.
    static let limit = 256
    /// Stands for a point's number in its name, and in what it names.
    static let placeholder = "{n}"

    var count = 1
    var stride = 1
    var name = ""
    var first = 1

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "count", \.count, .integer(1...limit), required: true,
            en: "How many points there are.", vi: "Số điểm đo trong dãy.")
        Key(
            "stride", \.stride, .integer(1...65_535),
            en: "How many addresses lie from one to the next.",
            vi: "Khoảng cách địa chỉ giữa hai điểm liên tiếp.")
        Key(
            "name", \.name, .text(atMost: 64), required: true,
            en: "What they are called, {n} for the number: voltage_cell{n}.",
            vi: "Tên các điểm đo, {n} là số thứ tự: voltage_cell{n}.")
        Key(
            "first", \.first, .integer(0...999),
            en: "The number of the first.", vi: "Số thứ tự của điểm đầu tiên.")
    }
}

/// The key `block`.
struct BlockSection: Section {
    var address: Int?
    var count = 1

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "address", \.address, .number, required: true,
            en: "The first register or bit of the block, numbered as in the file.",
            vi: "Thanh ghi hoặc bit đầu của khối, đánh số như trong tệp.")
        Key(
            "count", \.count, .integer(1...2_000), required: true,
            en: "How many registers or bits the request asks for.",
            vi: "Số thanh ghi hoặc bit mà yêu cầu hỏi.")
    }
}

extension Format<Int> {
    /// An address as a profile's numbering counts it.
    static var number: Self { .integer(0...465_536) }
}

extension Numbering {
    /// What a number of a table must be.
    func expected(_ table: Table) -> Text {
        switch self {
        case .zeroBased: Kind.integer(low: 0, high: 65_535).expected
        case .oneBased: Kind.integer(low: 1, high: 65_536).expected
        case .modicon:
            switch table {
            case .coil: Kind.integer(low: 1, high: 65_536).expected
            case .discrete: Self.either("10001–19999", "100001–165536")
            case .input: Self.either("30001–39999", "300001–365536")
            case .holding: Self.either("40001–49999", "400001–465536")
            }
        }
    }

    private static func either(_ five: String, _ six: String) -> Text {
        Text(
            en: "a modicon number: \(five) or \(six)", vi: "số kiểu modicon: \(five) hoặc \(six)")
    }
}
