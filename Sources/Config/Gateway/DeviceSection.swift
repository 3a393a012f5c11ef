// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One element of a bus's `devices`: one device, or several alike that differ in their unit id.
struct DeviceSection: Section {
    /// The most devices of one gateway.
    static let limit = 1_000

    var id = ""
    var profile = ""
    /// Nil where they are missing or wrong: nothing more is said of them then.
    var units: UnitIDs?
    var domain = ""
    var periods = Periods(poll: .seconds(10))
    var timeout: Nanoseconds?
    var retries = 1
    var gap: Nanoseconds?
    var connectWait: Nanoseconds?
    var largestRead: Int?
    var names: Text?
    var attributes: [Attribute] = []
    var live: Publishing.Live?
    var heartbeat: Marked<Nanoseconds>?
    var window: Marked<Nanoseconds>?
    var options: [Marked<String>] = []
    var order: WordOrder?
    var addressOffset: Marked<Int>?
    /// Read when its profile is known.
    var points: Node?

    static var keys: [Key<Self>] { identity + polling + publishing + description + map }

    @KeyTable<Self> private static var identity: [Key<Self>] {
        Key(
            "id", \.id, .deviceID, required: true,
            en: "The device's topic level, unique in this gateway; {unit-id} stands for the "
                + "unit id.",
            vi: "Mã thiết bị trong topic, không trùng trong gateway; {unit-id} thay cho địa chỉ "
                + "trạm.")
        Key(
            "profile", \.profile, .profileID, required: true,
            en: "The device's profile: the name of its file in Devices, without .yaml.",
            vi: "Hồ sơ của thiết bị: tên tệp trong thư mục Devices, bỏ đuôi .yaml.")
        Key(
            "unit-id", \.units, .unitIDs, required: true,
            en: "The Modbus address set in the device, 1–247 on a serial line, or several: 1-8.",
            vi: "Địa chỉ trạm (unit id) đặt trong thiết bị, 1–247 trên đường nối tiếp, hoặc một "
                + "dải: 1-8.")
        Key(
            "domain", \.domain, .level, required: true,
            en: "The department's topic level: env, energy, water, traffic, telecom, …",
            vi: "Lĩnh vực, dùng trong topic: env, energy, water, traffic, telecom, …")
    }

    @KeyTable<Self> private static var polling: [Key<Self>] {
        Key(
            "poll", \.periods, .poll,
            en: "How often it is read; 0s: as fast as the line allows. By groups of points: "
                + "{fast: 1s, normal: 10s, slow: 10m}.",
            vi: "Chu kỳ đọc; 0s: nhanh nhất có thể. Theo nhóm điểm đo: "
                + "{fast: 1s, normal: 10s, slow: 10m}.")
        Key(
            "timeout", \.timeout, .duration(.milliseconds(10)...(.seconds(60))),
            en: "How long to wait for an answer. Without it: as the profile says, else 1s.",
            vi: "Thời gian chờ trả lời. Nếu bỏ trống: theo hồ sơ thiết bị, nếu không thì 1s.")
        Key(
            "retries", \.retries, .integer(0...10),
            en: "How often a failed read is tried again within its period.",
            vi: "Số lần đọc lại trong một chu kỳ khi đọc lỗi.")
        Key(
            "gap", \.gap, .duration(.zero...(.seconds(10))),
            en: "The least silence before a request to it. Without it: as the profile says, "
                + "else 0s.",
            vi: "Khoảng lặng tối thiểu trước yêu cầu. Nếu bỏ trống: theo hồ sơ thiết bị, nếu không "
                + "thì 0s.")
        Key(
            "connect-wait", \.connectWait, .duration(.zero...(.seconds(10))),
            en: "How long it is left alone once the connection is made. Without it: as the "
                + "profile says, else 0s.",
            vi: "Thời gian để yên thiết bị ngay sau khi kết nối. Nếu bỏ trống: theo hồ sơ thiết "
                + "bị, nếu không thì 0s.")
        Key(
            "max-registers", \.largestRead, .integer(1...Table.holding.largestRead),
            en: "The most registers in one request. Without it: as the profile says, else 125.",
            vi: "Số thanh ghi nhiều nhất trong một yêu cầu. Nếu bỏ trống: theo hồ sơ thiết bị, "
                + "nếu không thì 125.")
    }

    @KeyTable<Self> private static var publishing: [Key<Self>] {
        Key(
            "live", \.live, .choice,
            en: "change, every or off. Without it: as the file's publish says.",
            vi: "change, every hoặc off. Nếu bỏ trống: theo publish của cả tệp.")
        Key(
            "heartbeat", \.heartbeat, .marked(.duration(.zero...Publishing.longestHeartbeat)),
            en: "An unchanged value is sent again after this time at the latest. Without it: as "
                + "the file's publish says.",
            vi: "Giá trị không đổi vẫn được gửi lại chậm nhất sau thời gian này. Nếu bỏ trống: "
                + "theo publish của cả tệp.")
        Key(
            "window", \.window, .marked(.window),
            en: "The length of its windows. Without it: as the file's publish says.",
            vi: "Độ dài khoảng thống kê của thiết bị. Nếu bỏ trống: theo publish của cả tệp.")
    }

    @KeyTable<Self> private static var description: [Key<Self>] {
        Key(
            "names", \.names, .names,
            en: "What people call this device. Without it: as the profile says.",
            vi: "Tên gọi của thiết bị. Nếu bỏ trống: theo hồ sơ thiết bị.")
        Key(
            "attributes", \.attributes, .attributes,
            en: "Facts that consumers are told as they are: asset number, position.",
            vi: "Thông tin gửi kèm nguyên văn: số tài sản, vị trí.")
    }

    @KeyTable<Self> private static var map: [Key<Self>] {
        Key(
            "options", \.options, .list(of: .marked(.level), 0...64),
            en: "The parts that it is fitted with, of those that its profile lists.",
            vi: "Các bộ phận đã lắp, trong số những bộ phận mà hồ sơ liệt kê.")
        Key(
            "order", \.order, .choice,
            en: "Byte order of values that have the profile's. Without it: as the profile says.",
            vi: "Thứ tự byte của các giá trị theo mặc định hồ sơ. Nếu bỏ trống: theo hồ sơ.")
        Key(
            "address-offset", \.addressOffset, .marked(.integer(-65_535...65_535)),
            en: "Added to every address of the profile, for a device whose map begins elsewhere.",
            vi: "Cộng vào mọi địa chỉ của hồ sơ, khi bảng thanh ghi bắt đầu ở chỗ khác.")
        Key(
            "points", \.points, .points,
            en: "What this site says of points otherwise: {only: [a, b]}, {without: [a]}, "
                + "{voltage_l1: {deadband: 1}}.",
            vi: "Chỗ khác với hồ sơ tại trạm này: {only: [a, b]}, {without: [a]}, "
                + "{voltage_l1: {deadband: 1}}.")
    }
}
