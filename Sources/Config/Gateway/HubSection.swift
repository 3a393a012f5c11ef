// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One element of `hubs`.
struct HubSection: Section {
    /// Whether a user name may cross a network in the clear.
    enum Plaintext: String, CaseIterable, Sendable {
        case refused, allowed
    }

    var id = "hub"
    var urls: [Marked<BrokerURL>] = []
    var version = HubSettings.Version.v5
    var root = ""
    var authority: Marked<String>?
    var certificate: Marked<String>?
    var key: Marked<String>?
    var username: Marked<String>?
    var passwordFile: Marked<String>?
    var plaintext = Plaintext.refused
    var format = HubSettings.Form.tram
    var packing = HubSettings.Packing.plain
    var budget: ByteCount?

    static var keys: [Key<Self>] { place + credentials + records }

    @KeyTable<Self> private static var place: [Key<Self>] {
        Key(
            "id", \.id, .level,
            en: "What the hub is called in status and logs.",
            vi: "Tên gọi của hub trong trạng thái và nhật ký.")
        Key(
            "urls", \.urls, .list(of: .marked(.broker), 1...8), required: true,
            en: "mqtts://host:8883 or mqtt://host:1883, tried in this order.",
            vi: "mqtts://máy-chủ:8883 hoặc mqtt://máy-chủ:1883, thử lần lượt theo thứ tự này.")
        Key(
            "mqtt", \.version, .choice,
            en: "The version of MQTT. 5 says of each record whether it was refused and whether "
                + "anybody hears it; 3.1.1, for a broker that knows no better, does not.",
            vi: "Phiên bản MQTT. Với 5, broker báo từng bản tin có bị từ chối và có ai nhận hay "
                + "không; 3.1.1 dành cho broker cũ thì không báo được.")
        Key(
            "root", \.root, .level, required: true,
            en: "The first level of every topic, such as danang.",
            vi: "Cấp đầu tiên của mọi topic, ví dụ danang.")
    }

    @KeyTable<Self> private static var credentials: [Key<Self>] {
        Key(
            "ca", \.authority, .marked(.text()),
            en: "File of the authority that signed the broker's certificate. Without it: the "
                + "system's store.",
            vi: "Tệp chứng chỉ CA đã ký cho broker. Nếu bỏ trống: dùng kho CA của hệ thống.")
        Key(
            "certificate", \.certificate, .marked(.text()),
            en: "File of this gateway's own certificate; it needs a key as well.",
            vi: "Tệp chứng chỉ của gateway; phải có cả khóa riêng (key).")
        Key(
            "key", \.key, .marked(.text()),
            en: "File of the private key that belongs to certificate, which others may not read. "
                + "Without it: systemd's credential hub.key.",
            vi: "Tệp khóa riêng đi kèm certificate, người dùng khác không được đọc. Nếu bỏ trống: "
                + "dùng credential hub.key của systemd.")
        Key(
            "username", \.username, .marked(.text(atMost: 128)),
            en: "The user name at the broker; passwords are never in this file.",
            vi: "Tên đăng nhập broker; mật khẩu không bao giờ nằm trong tệp này.")
        Key(
            "password-file", \.passwordFile, .marked(.text()),
            en: "File whose first line is the password of username, which others may not read. "
                + "Without it: systemd's credential hub.password, or no password.",
            vi: "Tệp có dòng đầu là mật khẩu của username, người dùng khác không được đọc. Nếu bỏ "
                + "trống: dùng credential hub.password của systemd, hoặc không có mật khẩu.")
        Key(
            "plaintext", \.plaintext, .choice,
            en: "allowed lets username and password cross the network unencrypted over mqtt://, "
                + "and lets mqtt:// stand beside mqtts:// in urls.",
            vi: "allowed cho phép gửi tên và mật khẩu không mã hóa qua mqtt://, và cho phép ghi "
                + "mqtt:// cùng với mqtts:// trong urls.")
    }

    @KeyTable<Self> private static var records: [Key<Self>] {
        Key(
            "format", \.format, .choice,
            en: "What records look like; tram is the only form in this version.",
            vi: "Định dạng bản tin; phiên bản này chỉ có tram.")
        Key(
            "hist-encoding", \.packing, .choice,
            en: "How records that could not be sent in time are packed when they are sent late.",
            vi: "Cách đóng gói các bản tin gửi bù (hist) khi không gửi được đúng lúc.")
        Key(
            "budget", \.budget, .budget,
            en: "What a month's data may come to: 200MB/month. From 80 % on windows and events "
                + "only, from 95 % on events only. Without it: no bound.",
            vi: "Dung lượng dữ liệu (data SIM) mỗi tháng: 200MB/month. Từ 80 % chỉ gửi window và "
                + "event, từ 95 % chỉ gửi event. Nếu bỏ trống: không giới hạn.")
    }
}
