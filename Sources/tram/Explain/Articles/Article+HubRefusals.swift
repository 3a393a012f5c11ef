// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// What a hub says no to.
    static let ofHubRefusals: [Article] = [
        Article(
            "hub-refused-0x01",
            en: "the hub does not speak MQTT 3.1.1",
            vi: "hub không hỗ trợ MQTT 3.1.1",
            causes: [
                Hint(
                    en: "mqtt: 3.1.1 was written for a hub of MQTT 5",
                    vi: "ghi mqtt: 3.1.1 cho một hub dùng MQTT 5")
            ],
            checks: [
                Hint(
                    en: "leave mqtt out of the hub's entry in tram.yaml",
                    vi: "bỏ mqtt trong mục của hub ở tram.yaml")
            ],
            next: "tram check && tram reload"),
        Article(
            "hub-refused-0x84",
            en: "the hub does not speak MQTT 5",
            vi: "hub không hỗ trợ MQTT 5",
            causes: [
                Hint(
                    en: "the hub is an old one, of MQTT 3.1.1 only", vi: "hub cũ, chỉ có MQTT 3.1.1"
                )
            ],
            checks: [
                Hint(
                    en: "write mqtt: 3.1.1 into the hub's entry in tram.yaml",
                    vi: "ghi mqtt: 3.1.1 vào mục của hub ở tram.yaml")
            ],
            next: "tram check && tram reload"),
        Article(
            "hub-refused-0x02", "hub-refused-0x85",
            en: "the hub does not accept the client id",
            vi: "hub không chấp nhận client id",
            causes: [
                Hint(
                    en: "the hub knows only ids that were registered",
                    vi: "hub chỉ nhận các mã đã đăng ký"),
                Hint(
                    en: "the gateway's id was changed in tram.yaml",
                    vi: "mã gateway trong tram.yaml đã bị đổi"),
            ],
            checks: [
                .askHub,
                Hint(
                    en: "compare gateway id in tram.yaml with the label",
                    vi: "so id của gateway trong tram.yaml với nhãn"),
            ],
            next: "tram status hub"),
        Article(
            "hub-refused-0x04", "hub-refused-0x86",
            en: "wrong user name or password",
            vi: "sai tên đăng nhập hoặc mật khẩu",
            causes: [
                Hint(en: "the password was changed at the hub", vi: "mật khẩu đã đổi ở hub"),
                Hint(
                    en: "password-file has another line, or a space too many",
                    vi: "password-file có dòng khác hoặc thừa dấu cách"),
                Hint(
                    en: "the user was never entered at the hub", vi: "tài khoản chưa được tạo ở hub"
                ),
            ],
            checks: [
                Hint(
                    en: "compare username and password-file with what was given",
                    vi: "so username và password-file với thông tin được cấp"), .askHub,
            ],
            next: "tram hub check"),
        Article(
            "hub-refused-0x05", "hub-refused-0x87",
            en: "the login is known, and not authorized",
            vi: "đăng nhập đúng nhưng không được phép",
            causes: [
                .hubRules,
                Hint(
                    en: "the gateway is blocked, or not yet released",
                    vi: "gateway bị khóa hoặc chưa được duyệt"),
            ],
            checks: [.askHub],
            next: "tram hub check"),
        Article(
            "hub-refused-0x03", "hub-refused-0x88",
            en: "the hub says that it is not available",
            vi: "hub báo không sẵn sàng",
            causes: [.hubDown, .hubBusy],
            checks: [.waitSelf, .askHub],
            next: "tram status hub"),
        Article(
            "hub-refused-*",
            en: "the hub refuses the connection, for this reason code",
            vi: "hub từ chối kết nối với mã lý do này",
            causes: [
                .hubBusy, .hubRules,
                Hint(
                    en: "the hub's administrator has blocked this gateway",
                    vi: "quản trị viên của hub đã chặn gateway này"),
            ],
            checks: [.readReason, .askHub],
            next: "tram status hub"),
        Article(
            "hub-unsupported",
            en: "the hub does not take QoS 1",
            vi: "hub không hỗ trợ QoS 1",
            causes: [.otherBroker],
            checks: [
                Hint(
                    en: "ask the hub's people to allow QoS 1: delivery rests on it",
                    vi: "đề nghị bên quản lý hub cho phép QoS 1: việc gửi dựa vào nó")
            ],
            next: "tram hub check"),
    ]
}
