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
    var base: Marked<String>?
    var without: [Marked<String>] = []
    var numbering = Numbering.zeroBased
    var order: WordOrder?
    var registerBytes: Int?
    var hasReservedUnit: Bool?
    var hasEcho: Bool?
    var options = OptionSection()
    /// Read when it is known what they say otherwise.
    var link: Node?
    var identify: [Marked<IdentifySection>] = []
    var points: [Node] = []
    var vectors: [Marked<VectorSection>] = []

    static var keys: [Key<Self>] { description + device + content }

    @KeyTable<Self> private static var description: [Key<Self>] {
        Key(
            "profile", \.id, .profileID, required: true,
            en: "The profile's name, the same as its file's without .yaml.",
            vi: "Tên hồ sơ, trùng với tên tệp bỏ đuôi .yaml.")
        Key(
            "vendor", \.vendor, .text(atMost: 64), required: true,
            en: "Who makes the device.", vi: "Hãng sản xuất thiết bị.")
        Key(
            "model", \.model, .text(atMost: 64), required: true,
            en: "The model as its label says.", vi: "Kiểu máy như ghi trên nhãn.")
        Key(
            "class", \.class, .profileID, required: true,
            en: "The kind of device, which is also its folder: electricity-meter-3p, "
                + "weather-station, …",
            vi: "Loại thiết bị, cũng là tên thư mục: electricity-meter-3p, weather-station, …")
        Key(
            "names", \.names, .names,
            en: "What people call such a device.", vi: "Tên gọi thông thường của thiết bị.")
        Key(
            "sources", \.sources, .list(of: .text(), 1...32), required: true,
            en: "Where the numbers come from: documents, pages, other projects.",
            vi: "Nguồn của các con số: tài liệu, trang web, dự án khác.")
        Key(
            "confidence", \.confidence, .choice,
            en: "confirmed: two independent sources agree; single: one source; bench: tried on "
                + "a real device.",
            vi: "confirmed: hai nguồn độc lập khớp nhau; single: một nguồn; bench: đã thử trên "
                + "thiết bị thật.")
    }

    @KeyTable<Self> private static var device: [Key<Self>] {
        Key(
            "extends", \.base, .marked(.profileID),
            en: "Another profile that this one has all points of; points of the same name say "
                + "what differs.",
            vi: "Hồ sơ khác mà hồ sơ này lấy lại mọi điểm đo; điểm cùng tên chỉ ghi chỗ khác.")
        Key(
            "without", \.without, .list(of: .marked(.pointName), 1...pointLimit),
            en: "Points of the other profile that this model does not have.",
            vi: "Các điểm đo của hồ sơ kia mà kiểu máy này không có.")
        Key(
            "options", \.options, .section,
            en: "Parts that a device may be fitted with; a device's options say which it has.",
            vi: "Bộ phận có thể lắp thêm; options của từng thiết bị cho biết đã lắp gì.")
        Key(
            "numbering", \.numbering, .choice,
            en: "How registers are numbered in this file: from 0 as in a request, from 1, or 40001 "
                + "(modicon).",
            vi: "Cách đánh số thanh ghi trong tệp này: từ 0 như trong yêu cầu, từ 1, hoặc 40001 "
                + "(modicon).")
        Key(
            "order", \.order, .choice,
            en: "Byte order of points that have none of their own. Without it: ABCD.",
            vi: "Thứ tự byte của các điểm đo không ghi order. Nếu bỏ trống: ABCD.")
        Key(
            "register-bytes", \.registerBytes, .number([2, 4]),
            en: "4 if a register of the device has four bytes. Without it: 2, as Modbus has it.",
            vi: "4 nếu mỗi thanh ghi của thiết bị có bốn byte. Nếu bỏ trống: 2, theo chuẩn "
                + "Modbus.")
        Key(
            "reserved-unit", \.hasReservedUnit, .flag,
            en: "true if its unit id may be 248 to 255, which the specification reserves, or 0 "
                + "where link says that.",
            vi: "true nếu địa chỉ trạm có thể từ 248 đến 255, là dải dành riêng, hoặc 0 nếu link "
                + "ghi như vậy.")
        Key(
            "echo", \.hasEcho, .flag,
            en: "true if it sends each request back before its answer.",
            vi: "true nếu thiết bị gửi lại yêu cầu trước khi trả lời.")
    }

    @KeyTable<Self> private static var content: [Key<Self>] {
        Key(
            "link", \.link, .later(LinkDefaults.self),
            en: "How the device talks when it leaves the factory, and what it can bear.",
            vi: "Thông số truyền thông khi xuất xưởng và giới hạn của thiết bị.")
        Key(
            "identify", \.identify, .list(of: .marked(.section), 1...8),
            en: "What tells such a device from others, for tram identify; all of it must fit.",
            vi: "Dấu hiệu để nhận ra thiết bị này, dùng cho tram identify; phải khớp tất cả.")
        Key(
            "points", \.points, .list(of: .later(PointSection.self), 0...pointLimit),
            required: true,
            en: "What can be read from the device.", vi: "Các đại lượng đọc được từ thiết bị.")
        Key(
            "vectors", \.vectors, .list(of: .marked(.section), 0...256),
            en: "Register contents with the values they stand for: the profile's own test.",
            vi: "Nội dung thanh ghi kèm giá trị tương ứng: phép thử của chính hồ sơ.")
    }
}

/// The key `options`.
struct OptionSection: Section {
    var parts: [String] = []

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "fitted-with", \.parts, .list(of: .level, 1...64), required: true,
            en: "The parts, in words of your own: [co2, voc].",
            vi: "Tên các bộ phận, tự đặt: [co2, voc].")
    }
}

extension LinkDefaults: Section {
    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "baud", \.baud, .list(of: .number(SerialSpeed.bauds), 0...16),
            en: "The speeds it can be set to, the factory's first.",
            vi: "Các tốc độ baud hỗ trợ, giá trị xuất xưởng đứng đầu.")
        Key(
            "mode", \.modes, .list(of: .mode, 0...6),
            en: "The modes it can be set to, the factory's first.",
            vi: "Các kiểu khung hỗ trợ (8N1, 8E1, …), giá trị xuất xưởng đứng đầu.")
        Key(
            "unit-id", \.unit, .integer(0...255),
            en: "The unit id that it leaves the factory with.",
            vi: "Địa chỉ trạm (unit id) khi xuất xưởng.")
        Key(
            "timeout", \.timeout, .duration(.milliseconds(10)...(.seconds(60))),
            en: "How long it may take to answer.", vi: "Thời gian trả lời lâu nhất.")
        Key(
            "gap", \.gap, .duration(.zero...(.seconds(10))),
            en: "The least silence it wants before a request.",
            vi: "Khoảng lặng tối thiểu mà thiết bị cần trước mỗi yêu cầu.")
        Key(
            "connect-wait", \.connectWait, .duration(.zero...(.seconds(10))),
            en: "How long it is left alone once the connection is made.",
            vi: "Thời gian để yên thiết bị ngay sau khi kết nối.")
        Key(
            "max-registers", \.largestRead, .integer(1...Table.holding.largestRead),
            en: "The most registers it answers in one reply.",
            vi: "Số thanh ghi nhiều nhất mà thiết bị trả lời trong một lần.")
    }
}
