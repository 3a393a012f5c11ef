// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// Why there is no session with the hub.
    static let ofHubConnections: [Article] = [
        Article(
            "hub-name-not-found",
            en: "no such name in the DNS",
            vi: "không có tên này trong DNS",
            causes: [
                .slip,
                Hint(
                    en: "the name is known only inside the city's network (VPN)",
                    vi: "tên chỉ có trong mạng nội bộ của thành phố (VPN)"),
            ],
            checks: [
                .checkURL,
                Hint(en: "ask for it: getent hosts NAME", vi: "hỏi thử: getent hosts TÊN"),
            ],
            next: "tram hub check"),
        Article(
            "hub-name-server-silent",
            en: "the name server (DNS) does not answer",
            vi: "máy chủ tên miền (DNS) không trả lời",
            causes: [
                .noRoute, .weakLink,
                Hint(
                    en: "the router gives a wrong name server",
                    vi: "bộ định tuyến cấp sai máy chủ DNS"),
            ],
            checks: [
                .lookLights,
                Hint(
                    en: "see which one is asked: resolvectl status",
                    vi: "xem đang hỏi máy chủ nào: resolvectl status"),
            ],
            next: "tram hub check"),
        Article(
            "hub-unreachable",
            en: "no connection to the hub",
            vi: "không kết nối được tới hub",
            causes: [.noRoute, .firewall, .wrongAddress, .hubDown],
            checks: [
                .lookLights, .pingHost, .checkURL,
                Hint(
                    en: "ask whether port 8883 is open for this gateway",
                    vi: "hỏi xem cổng 8883 có mở cho gateway này không"),
            ],
            next: "tram hub check"),
        Article(
            "hub-tls",
            en: "the encrypted connection (TLS) failed",
            vi: "bắt tay TLS thất bại",
            causes: [
                .halfTLS,
                Hint(
                    en: "the hub wants a certificate of ours (certificate, key)",
                    vi: "hub đòi chứng chỉ của gateway (certificate, key)"),
                Hint(
                    en: "something on the way looks into the connection",
                    vi: "có thiết bị trên đường can thiệp vào kết nối"),
            ],
            checks: [.checkURL, .checkClock, .lookTLS],
            next: "tram hub check"),
        Article(
            "hub-untrusted",
            en: "the hub's certificate is not trusted",
            vi: "chứng chỉ của hub không đáng tin",
            causes: [
                .wrongClock,
                Hint(
                    en: "it has expired, or is of a name other than that in urls",
                    vi: "chứng chỉ hết hạn, hoặc tên khác với tên trong urls"),
                Hint(
                    en: "ca in tram.yaml is not the one that signed it",
                    vi: "ca trong tram.yaml không phải nơi đã ký"),
            ],
            checks: [
                .checkClock,
                Hint(
                    en: "ask the hub's people for their CA, and whether it changed",
                    vi: "hỏi bên quản lý hub chứng chỉ CA, và có thay đổi không"), .lookTLS,
            ],
            next: "tram hub check"),
        Article(
            "hub-timed-out-connecting",
            en: "no connection within the time allowed",
            vi: "quá thời gian chờ kết nối",
            causes: [.firewall, .noRoute, .weakLink, .hubDown],
            checks: [.lookLights, .pingHost, .waitSelf],
            next: "tram hub check"),
        Article(
            "hub-timed-out-greeting",
            en: "the hub takes the connection and says nothing",
            vi: "hub nhận kết nối nhưng không trả lời",
            causes: [.halfTLS, .hubBusy, .weakLink],
            checks: [.checkURL, .waitSelf],
            next: "tram hub check"),
        Article(
            "hub-timed-out-acknowledgement",
            en: "the hub no longer acknowledges (PUBACK)",
            vi: "hub không còn xác nhận bản tin (PUBACK)",
            causes: [.hubBusy, .weakLink],
            checks: [
                .waitSelf,
                Hint(
                    en: "see whether other gateways have it too; then tell the hub's people",
                    vi: "xem gateway khác có bị không; nếu có, báo bên quản lý hub"),
            ],
            next: "tram status hub"),
        Article(
            "hub-timed-out-keep-alive",
            en: "the hub no longer answers (keep-alive)",
            vi: "hub không còn trả lời (keep-alive)",
            causes: [.weakLink, .noRoute, .hubDown],
            checks: [.lookLights, .waitSelf],
            next: "tram status hub"),
        Article(
            "hub-closed",
            en: "the hub closed the connection without a word",
            vi: "hub đóng kết nối mà không báo lý do",
            causes: [
                .hubDown, .sameGateway,
                Hint(
                    en: "the hub's rules or limits do not allow this client",
                    vi: "quy tắc hoặc giới hạn của hub không cho client này"),
            ],
            checks: [.waitSelf, .sameIDs, .askHub],
            next: "tram status hub"),
        Article(
            "hub-dismissed-0x8E",
            en: "another client took our client id",
            vi: "máy khác đã chiếm client id của máy này",
            causes: [
                .sameGateway,
                Hint(
                    en: "this gateway came back before the hub had noticed that it was gone",
                    vi: "gateway này trở lại trước khi hub biết nó đã mất kết nối"),
            ],
            checks: [
                .sameIDs,
                Hint(
                    en: "once is nothing: only again and again it is another machine",
                    vi: "một lần thì không sao: lặp lại nhiều lần mới là máy khác"),
            ],
            next: "tram status hub"),
        Article(
            "hub-dismissed-0x8B",
            en: "the hub shuts down",
            vi: "hub đang tắt",
            causes: [.hubDown],
            checks: [.waitSelf],
            next: "tram status hub"),
        Article(
            "hub-dismissed-*",
            en: "the hub ended the session, for this reason code",
            vi: "hub kết thúc phiên với mã lý do này",
            causes: [.hubBusy, .hubRules, .hubDown],
            checks: [.readReason, .waitSelf, .askHub],
            next: "tram status hub"),
        Article(
            "hub-two-gateways-one-id",
            en: "another machine takes our client id again and again",
            vi: "máy khác liên tục chiếm client id của máy này",
            causes: [
                .sameGateway,
                Hint(
                    en: "a disk image of this box was copied to another one",
                    vi: "ảnh đĩa của máy này được chép sang máy khác"),
            ],
            checks: [
                .sameIDs,
                Hint(
                    en: "give each box an id of its own, and a new start",
                    vi: "đặt mã riêng cho từng máy rồi khởi động lại"),
            ],
            next: "tram status hub"),
        Article(
            "hub-broken",
            en: "the connection to the hub broke",
            vi: "kết nối tới hub bị đứt",
            causes: [.weakLink, .noRoute, .hubDown],
            checks: [.lookLights, .waitSelf],
            next: "tram status hub"),
        Article(
            "hub-protocol",
            en: "what the hub sends is not this MQTT",
            vi: "dữ liệu hub gửi không đúng giao thức MQTT",
            causes: [
                Hint(
                    en: "the port belongs to something else than an MQTT broker",
                    vi: "cổng (port) không phải của MQTT broker"),
                Hint(
                    en: "mqtt in tram.yaml names another version than the hub's",
                    vi: "mqtt trong tram.yaml ghi khác phiên bản của hub"),
            ],
            checks: [.checkURL, .askHub],
            next: "tram hub check"),
        Article(
            "hub-oversize",
            en: "a packet is larger than is allowed",
            vi: "gói tin lớn hơn mức cho phép",
            causes: [
                Hint(en: "the hub allows only small packets", vi: "hub chỉ cho phép gói tin nhỏ"),
                Hint(
                    en: "a device has very many points in one record",
                    vi: "thiết bị có quá nhiều điểm đo trong một bản ghi"),
            ],
            checks: [
                Hint(
                    en: "ask the hub's people for their packet limit",
                    vi: "hỏi bên quản lý hub giới hạn gói tin"), .dividePoints,
            ],
            next: "tram status hub"),
        Article(
            "hub-no-memory",
            en: "no memory left for the connection",
            vi: "không đủ bộ nhớ cho kết nối",
            causes: [.fewMemory],
            checks: [.lookMemory],
            next: "tram status"),
        Article(
            "hub-system",
            en: "a call of the system failed that should not",
            vi: "một lệnh hệ thống không nên lỗi đã bị lỗi",
            causes: [
                .fewMemory,
                Hint(
                    en: "the machine has no descriptors or threads left",
                    vi: "máy hết descriptor hoặc luồng (thread)"),
            ],
            checks: [.readLog, .kernelLog],
            next: "tram status hub"),
        Article(
            "hub-silent",
            en: "the hub did not answer while it was waited for",
            vi: "hub không trả lời trong thời gian chờ",
            causes: [.noRoute, .firewall, .hubDown],
            checks: [.lookLights, .pingHost],
            next: "tram hub tail --wait 60"),
        Article(
            "hub-denied",
            en: "the hub does not allow this subscription",
            vi: "hub không cho phép đăng ký nhận topic này",
            causes: [
                .hubRules,
                Hint(
                    en: "the gateway's own login may write, and not read others",
                    vi: "tài khoản của gateway chỉ được gửi, không được đọc"),
            ],
            checks: [
                Hint(
                    en: "ask for the right to read below the root",
                    vi: "xin quyền đọc các topic dưới root")
            ],
            next: "tram hub check"),
    ]
}
