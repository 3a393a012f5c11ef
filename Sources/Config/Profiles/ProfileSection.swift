// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The whole of a device's profile.
struct ProfileSection: Section {
    /// The most points of one device.
    static let pointLimit = 1_000

    var id = ""
    var vendor = ""
    var model = ""
    var `class` = ""
    var names: Text?
    var sources: [String] = []
    var confidence = Profile.Confidence.single
    var link = LinkDefaults()
    var points: [Marked<PointSection>] = []
    var vectors: [Marked<VectorSection>] = []

    static let keys: [Key<Self>] = description + content

    private static let description: [Key<Self>] = [
        Key(
            "profile", \.id, .profileID, required: true,
            en: "The profile's name, the same as its file's without .yaml.",
            vi: "Tên hồ sơ, trùng với tên tệp bỏ đuôi .yaml."),
        Key(
            "vendor", \.vendor, .text(atMost: 64), required: true,
            en: "Who makes the device.", vi: "Hãng sản xuất thiết bị."),
        Key(
            "model", \.model, .text(atMost: 64), required: true,
            en: "The model as its label says.", vi: "Kiểu máy như ghi trên nhãn."),
        Key(
            "class", \.class, .profileID, required: true,
            en: "The kind of device, which is also its folder: electricity-meter-3p, "
                + "weather-station, …",
            vi: "Loại thiết bị, cũng là tên thư mục: electricity-meter-3p, weather-station, …"),
        Key(
            "names", \.names, .names,
            en: "What people call such a device.", vi: "Tên gọi thông thường của thiết bị."),
        Key(
            "sources", \.sources, .list(of: .text(), 1...32), required: true,
            en: "Where the numbers come from: documents, pages, other projects.",
            vi: "Nguồn của các con số: tài liệu, trang web, dự án khác."),
        Key(
            "confidence", \.confidence, .choice,
            en: "confirmed: two independent sources agree; single: one source; bench: tried on "
                + "a real device.",
            vi: "confirmed: hai nguồn độc lập khớp nhau; single: một nguồn; bench: đã thử trên "
                + "thiết bị thật."),
    ]

    private static let content: [Key<Self>] = [
        Key(
            "link", \.link, .section,
            en: "How the device talks when it leaves the factory, and what it can bear.",
            vi: "Thông số truyền thông khi xuất xưởng và giới hạn của thiết bị."),
        Key(
            "points", \.points, .list(of: .marked(.section), 0...pointLimit), required: true,
            en: "What can be read from the device.", vi: "Các đại lượng đọc được từ thiết bị."),
        Key(
            "vectors", \.vectors, .list(of: .marked(.section), 0...256),
            en: "Register contents with the values they stand for: the profile's own test.",
            vi: "Nội dung thanh ghi kèm giá trị tương ứng: phép thử của chính hồ sơ."),
    ]
}

extension LinkDefaults: Section {
    static let keys: [Key<Self>] = [
        Key(
            "baud", \.baud, .list(of: .number(SerialSection.bauds), 0...16),
            en: "The speeds it can be set to, the factory's first.",
            vi: "Các tốc độ baud hỗ trợ, giá trị xuất xưởng đứng đầu."),
        Key(
            "mode", \.modes, .list(of: .mode, 0...6),
            en: "The modes it can be set to, the factory's first.",
            vi: "Các kiểu khung hỗ trợ (8N1, 8E1, …), giá trị xuất xưởng đứng đầu."),
        Key(
            "unit-id", \.unit, .integer(0...255),
            en: "The unit id that it leaves the factory with.",
            vi: "Địa chỉ trạm (unit id) khi xuất xưởng."),
        Key(
            "timeout", \.timeout, .duration(.milliseconds(10)...(.seconds(60))),
            en: "How long it may take to answer.", vi: "Thời gian trả lời lâu nhất."),
        Key(
            "gap", \.gap, .duration(.zero...(.seconds(10))),
            en: "The least silence it wants before a request.",
            vi: "Khoảng lặng tối thiểu mà thiết bị cần trước mỗi yêu cầu."),
        Key(
            "max-registers", \.largestRead, .integer(1...Table.holding.largestRead),
            en: "The most registers it answers in one reply.",
            vi: "Số thanh ghi nhiều nhất mà thiết bị trả lời trong một lần."),
    ]
}
