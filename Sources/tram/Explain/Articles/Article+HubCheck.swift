// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// What `tram hub check` finds beyond faults of the connection.
    static let ofHubCheck: [Article] = [
        Article(
            "hub-subscribe-denied",
            en: "the hub does not let this gateway hear cmd or custody",
            vi: "hub không cho gateway này nhận cmd hoặc custody",
            causes: [.hubRules, .unknownCheck],
            checks: [
                Hint(
                    en: "ask for the right to read this gateway's own cmd and custody",
                    vi: "xin quyền nhận cmd và custody của chính gateway này"), .askHub,
            ],
            next: "tram status hub"),
        Article(
            "hub-publish-denied",
            en: "the hub's rules deny topics of this gateway",
            vi: "quy tắc của hub cấm topic của gateway này",
            causes: [
                .hubRules, .unknownCheck,
                Hint(
                    en: "the rules name the topics exactly, and deny the check's below them",
                    vi: "quy tắc ghi đúng từng topic nên chỉ cấm topic check ở cấp dưới"),
            ],
            checks: [
                Hint(
                    en: "ask for the right to write below this gateway's topics",
                    vi: "xin quyền gửi vào các cấp dưới topic của gateway này"),
                Hint(
                    en: "see whether what the service sends is taken: it is what counts",
                    vi: "xem hub có nhận bản tin của dịch vụ không: đó mới là quyết định"),
            ],
            next: "tram status hub"),
        Article(
            "hub-publish-refused",
            en: "the hub refuses messages, and not because of rights",
            vi: "hub không nhận bản tin, lý do không phải quyền",
            causes: [
                Hint(
                    en: "a quota of the hub is used up, for this client or for all",
                    vi: "đã hết hạn mức của hub, cho client này hoặc cho tất cả"),
                Hint(
                    en: "the hub does not take topics that begin so",
                    vi: "hub không nhận topic bắt đầu như vậy"), .hubBusy,
            ],
            checks: [
                Hint(
                    en: "compare root in tram.yaml with what the hub's people gave",
                    vi: "so root trong tram.yaml với thông tin bên quản lý hub đã cấp"), .askHub,
            ],
            next: "tram hub check"),
        Article(
            "hub-unheard",
            en: "nobody has subscribed to what is sent: it waits here",
            vi: "chưa ai đăng ký nhận: bản ghi phải chờ ở đây",
            causes: [
                Hint(
                    en: "the program behind the hub does not run, or starts just now",
                    vi: "chương trình phía sau hub chưa chạy hoặc đang khởi động"),
                Hint(
                    en: "it subscribes to other topics: root, area, domain or channel",
                    vi: "nó đăng ký topic khác: sai root, area, domain hoặc kênh"),
                Hint(
                    en: "the hub's rules (ACL) do not let it read these topics",
                    vi: "quy tắc (ACL) của hub không cho nó đọc các topic này"), .otherBroker,
            ],
            checks: [
                Hint(
                    en: "give the hub's people the topic that tram status hub shows",
                    vi: "báo bên quản lý hub topic mà lệnh tram status hub hiện ra"),
                Hint(
                    en: "tram hub tail: a subscriber too, so what it hears counts as heard",
                    vi: "tram hub tail: cũng là bên nhận, nên bản ghi tính là đã nhận"),
                Hint(
                    en: "tram spool: the hours for which there is room",
                    vi: "tram spool: số giờ còn chỗ chứa"), .waitSelf,
            ],
            next: "tram status hub"),
        Article(
            "hub-no-retain",
            en: "the hub keeps no last messages (retain)",
            vi: "hub không giữ bản tin cuối (retain)",
            causes: [
                Hint(
                    en: "retain is turned off at the hub",
                    vi: "hub tắt retain"),
                .otherBroker,
            ],
            checks: [
                Hint(
                    en: "ask the hub's people to allow it: state, meta and status need it",
                    vi: "đề nghị bên quản lý hub cho phép: state, meta và status cần đến nó")
            ],
            next: "tram hub check"),
        Article(
            "hub-certificate-ends",
            en: "a certificate ends within 14 days",
            vi: "chứng chỉ hết hạn trong vòng 14 ngày",
            causes: [
                Hint(
                    en: "nobody has renewed it yet; from that day on nothing is sent",
                    vi: "chưa ai gia hạn; từ ngày đó sẽ không gửi được gì"), .wrongClock,
            ],
            checks: [
                Hint(
                    en: "the hub's: tell the hub's people; this gateway's: ask for a new one",
                    vi: "của hub: báo bên quản lý hub; của gateway: xin chứng chỉ mới"),
                .checkClock,
            ],
            next: "tram hub check"),
    ]
}
