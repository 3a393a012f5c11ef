// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The whole of `tram.yaml`.
struct GatewayFile: Section {
    /// The most lines and connections of one gateway.
    static let busLimit = 256

    var gateway: Marked<GatewaySection>?
    var hubs: [Marked<HubSection>] = []
    var publish = Publishing()
    var storage = Storage()
    var profiles: [Marked<String>] = []
    var buses: [Marked<BusSection>] = []

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "gateway", \.gateway, .marked(.section), required: true,
            en: "Who this box is and where it stands.",
            vi: "Tên và nơi lắp đặt của gateway này.")
        Key(
            "hubs", \.hubs, .list(of: .marked(.section), 1...1), required: true,
            en: "The MQTT broker to publish to; one in this version.",
            vi: "Hub (MQTT broker) nhận dữ liệu; phiên bản này chỉ dùng một.")
        Key(
            "publish", \.publish, .section,
            en: "What of every device is sent as it comes.",
            vi: "Dữ liệu nào được gửi ngay sau khi đọc, áp dụng cho mọi thiết bị.")
        Key(
            "spool", \.storage, .section,
            en: "Where records wait on disk until the hub has them.",
            vi: "Nơi lưu bản tin trên đĩa cho tới khi hub nhận được.")
        Key(
            "profiles", \.profiles, .list(of: .marked(.text()), 0...16),
            en: "Directories with device profiles of your own, searched before the installed ones.",
            vi: "Thư mục chứa hồ sơ thiết bị riêng, được tìm trước thư viện cài sẵn.")
        Key(
            "buses", \.buses, .list(of: .marked(.section), 0...busLimit),
            en:
                "The Modbus lines with their devices; files in conf.d may add some.",
            vi: "Các đường truyền Modbus và thiết bị trên đó; tệp trong conf.d có thể thêm vào.")
    }
}

extension Storage: Section {
    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "path", \.path, .absolutePath(like: "/var/lib/tram/spool.db"),
            en: "The file that records wait in.", vi: "Tệp lưu bản tin đang chờ.")
        Key(
            "size", \.size, .size(.megabytes(16)...(.gigabytes(64))),
            en: "The most that it may take on disk.", vi: "Dung lượng lớn nhất trên đĩa.")
        Key(
            "keep", \.keep, .section,
            en: "How long records that the hub has are kept, by stream.",
            vi: "Thời gian giữ lại bản tin mà hub đã nhận, theo từng luồng.")
        Key(
            "commit", \.commit, .duration(.milliseconds(100)...(.seconds(60))),
            en: "How much of the last records a power cut may cost.",
            vi: "Mất điện có thể làm mất bản tin của khoảng thời gian này.")
    }
}

extension Storage.Keeping: Section {
    private static let format = Format<Nanoseconds>.duration(.hour...(.day * 3_650))

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "live", \.live, format,
            en: "Values as they were read.", vi: "Giá trị đọc được từng lần.")
        Key(
            "window", \.window, format,
            en: "Statistics of windows.", vi: "Số liệu thống kê theo khoảng thời gian.")
        Key(
            "event", \.event, format,
            en: "Events: alarms, restarts, exchanged meters.",
            vi: "Sự kiện: cảnh báo, khởi động lại, thay công tơ.")
    }
}

extension Publishing: Section {
    /// Longer than any period of polling.
    static let longestHeartbeat = Nanoseconds.day

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "live", \.live, .choice,
            en: "change sends what changed by its deadband, every sends each reading, off none.",
            vi: "change chỉ gửi giá trị thay đổi vượt ngưỡng (deadband), every gửi mọi lần đọc, "
                + "off không gửi.")
        Key(
            "heartbeat", \.heartbeat, .duration(.zero...longestHeartbeat),
            en: "An unchanged value is sent again after this time at the latest; 0s: never.",
            vi: "Giá trị không đổi vẫn được gửi lại chậm nhất sau thời gian này; 0s: không gửi lại."
        )
        Key(
            "window", \.window, .window,
            en: "Statistics are sent of windows of this length, aligned to UTC; it divides a day. "
                + "0s: none.",
            vi: "Gửi số liệu thống kê theo từng khoảng thời gian này, tính theo giờ UTC; phải chia "
                + "hết 24 giờ. 0s: không gửi.")
    }
}

/// The key `gateway`.
struct GatewaySection: Section {
    var id: String?
    var area = ""
    var site = ""
    var attributes: [Attribute] = []
    var clock = Gateway.TimeSource.auto

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "id", \.id, .level,
            en: "The gateway's topic level, unique under the hub's root. Without it: made from "
                + "the machine id.",
            vi: "Mã gateway trong topic, không trùng dưới cùng một root. Nếu bỏ trống: tạo từ "
                + "machine-id.")
        Key(
            "area", \.area, .level, required: true,
            en: "The ward or district as a topic level, such as haichau.",
            vi: "Phường hoặc quận, dùng trong topic, ví dụ haichau.")
        Key(
            "site", \.site, .level, required: true,
            en: "The station as a topic level, such as bts-0457.",
            vi: "Mã trạm, dùng trong topic, ví dụ bts-0457.")
        Key(
            "attributes", \.attributes, .attributes,
            en: "Facts that consumers are told as they are: asset number, position, owner.",
            vi: "Thông tin gửi kèm nguyên văn: số tài sản, tọa độ, đơn vị quản lý.")
        Key(
            "clock", \.clock, .choice,
            en: "When the system clock is believed: once ntp or rtc bears it out; trusted: as it "
                + "is; auto: as ntp, without an NTP client as it is. Never before 2026.",
            vi: "Khi nào tin đồng hồ hệ thống: ntp hoặc rtc khi có nguồn đó xác nhận; trusted: tin "
                + "luôn; auto: như ntp, không có NTP thì tin luôn. Không tin giờ trước 2026.")
    }
}
