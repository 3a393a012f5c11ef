// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// Settings of a hub that cannot be used.
    static let ofHubSettings: [Article] = [
        Article(
            "hub-address-too-long",
            en: "an address in urls is longer than 300 characters",
            vi: "địa chỉ trong urls dài hơn 300 ký tự",
            causes: [.handCopied, .slip],
            checks: [.checkURL],
            next: "tram check"),
        Article(
            "hub-address-scheme",
            en: "it does not begin with mqtt:// or mqtts://",
            vi: "không bắt đầu bằng mqtt:// hoặc mqtts://",
            causes: [
                .slip,
                Hint(
                    en: "an address of a web page or of WebSocket was copied",
                    vi: "chép nhầm địa chỉ web hoặc WebSocket"),
            ],
            checks: [
                Hint(
                    en: "write mqtts://HOST:8883, or mqtt://HOST:1883 without TLS",
                    vi: "ghi mqtts://HOST:8883, hoặc mqtt://HOST:1883 nếu không có TLS")
            ],
            next: "tram check"),
        Article(
            "hub-address-user-name",
            en: "a user name stands in the address",
            vi: "có tên đăng nhập trong địa chỉ",
            causes: [
                Hint(
                    en: "the address was copied with its login",
                    vi: "chép địa chỉ kèm cả tên đăng nhập")
            ],
            checks: [
                Hint(
                    en: "take it out, and write username and password-file",
                    vi: "bỏ ra, và ghi username cùng password-file")
            ],
            next: "tram check"),
        Article(
            "hub-address-host",
            en: "the address has no host that can be used",
            vi: "địa chỉ không có tên máy dùng được",
            causes: [
                .slip,
                Hint(
                    en: "an IPv6 address without its brackets", vi: "địa chỉ IPv6 thiếu ngoặc vuông"
                ),
            ],
            checks: [
                Hint(
                    en: "write mqtts://HOST:8883, of IPv6 mqtts://[ADDRESS]:8883",
                    vi: "ghi mqtts://HOST:8883, với IPv6 là mqtts://[ĐỊA_CHỈ]:8883")
            ],
            next: "tram check"),
        Article(
            "hub-address-port",
            en: "the port is no number from 1 to 65535",
            vi: "cổng (port) không phải số từ 1 đến 65535",
            causes: [.slip],
            checks: [
                Hint(
                    en: "usual are 8883 with TLS and 1883 without",
                    vi: "thông dụng là 8883 khi có TLS và 1883 khi không")
            ],
            next: "tram check"),
        Article(
            "hub-address-rest",
            en: "something stands behind the host",
            vi: "có phần thừa sau tên máy",
            causes: [
                Hint(
                    en: "a path or question was copied with the address",
                    vi: "chép nhầm cả đường dẫn hoặc tham số")
            ],
            checks: [
                Hint(
                    en: "write mqtts://HOST:8883 and nothing behind it",
                    vi: "chỉ ghi mqtts://HOST:8883, không thêm gì phía sau")
            ],
            next: "tram check"),
        Article(
            "hub-plaintext",
            en: "a password would cross the network unencrypted",
            vi: "mật khẩu sẽ đi qua mạng mà không mã hóa",
            causes: [
                .openScheme,
                Hint(
                    en: "the line is protected otherwise (VPN), and the file does not say so",
                    vi: "đường truyền đã có VPN nhưng tệp cấu hình chưa ghi"),
            ],
            checks: [.encrypt, .allowPlaintext],
            next: "tram check"),
        Article(
            "hub-downgrade",
            en: "an open line stands beside encrypted ones",
            vi: "có địa chỉ không mã hóa bên cạnh địa chỉ mã hóa",
            causes: [
                Hint(
                    en: "one of the urls was left at mqtt://",
                    vi: "còn sót một địa chỉ mqtt:// trong urls")
            ],
            checks: [
                Hint(
                    en: "write mqtts:// for all urls", vi: "ghi mqtts:// cho mọi địa chỉ trong urls"
                )
            ],
            next: "tram check"),
        Article(
            "hub-unusable",
            en: "a topic, name or id that MQTT cannot carry",
            vi: "topic, tên hoặc mã mà MQTT không mang được",
            causes: [
                Hint(
                    en: "an empty word, or one with + or # or a control character",
                    vi: "từ rỗng, hoặc có +, # hay ký tự điều khiển"), .handCopied,
            ],
            checks: [
                Hint(
                    en: "look at root, id and username in tram.yaml",
                    vi: "xem root, id và username trong tram.yaml")
            ],
            next: "tram check"),
        Article(
            "hub-credentials",
            en: "certificate, key or password cannot be used",
            vi: "không dùng được chứng chỉ, khóa hoặc mật khẩu",
            causes: [
                Hint(
                    en: "the file is not there, or the service may not read it",
                    vi: "không có tệp, hoặc dịch vụ không đọc được"),
                Hint(
                    en: "key and certificate do not belong together",
                    vi: "khóa và chứng chỉ không đi cùng nhau"),
                Hint(
                    en: "the key is locked with a password, or no PEM",
                    vi: "khóa có mật khẩu, hoặc không phải PEM"),
            ],
            checks: [
                .lookRights,
                Hint(
                    en: "read it: openssl x509 -in FILE -noout -subject -enddate",
                    vi: "đọc thử: openssl x509 -in TỆP -noout -subject -enddate"),
            ],
            next: "tram check"),
    ]
}
