// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// What an audit of the hub's messages finds.
    static let ofAudit: [Article] = [
        Article(
            "missing",
            en: "numbers that are neither held nor declared lost",
            vi: "số thứ tự chưa nhận cũng chưa khai báo mất",
            causes: [
                Hint(
                    en: "they still wait in the gateway's spool",
                    vi: "chúng còn chờ trong kho của gateway"), .droppingHub,
            ],
            checks: [
                Hint(
                    en: "wait until the gateway says that nothing waits",
                    vi: "chờ đến khi gateway báo không còn gì chờ"),
                Hint(en: "ask for them: the command replay", vi: "hỏi lại: lệnh replay"),
            ],
            next: "tram spool"),
        Article(
            "content-differs",
            en: "a number came again with other contents",
            vi: "số thứ tự đến lần nữa với nội dung khác",
            causes: [
                .sameGateway,
                Hint(
                    en: "the spool was copied to a second machine",
                    vi: "kho lưu tạm được chép sang máy thứ hai"),
            ],
            checks: [.sameIDs],
            next: "tram hub tail --audit"),
        Article(
            "restamp-stray",
            en: "a record got another time that lacked none",
            vi: "bản ghi được sửa giờ dù giờ cũ đã tin cậy",
            causes: [.sameGateway, .softwareFault],
            checks: [.sameIDs, .readLog],
            next: "tram hub tail --audit"),
        Article(
            "gap-differs",
            en: "a gap came again and says something else",
            vi: "khoảng thiếu (gap) đến lần nữa với nội dung khác",
            causes: [.sameGateway, .softwareFault],
            checks: [.sameIDs],
            next: "tram hub tail --audit"),
        Article(
            "number-back",
            en: "numbers go back within an epoch",
            vi: "số thứ tự đi lùi trong một epoch",
            causes: [.sameGateway, .oldImage],
            checks: [.sameIDs],
            next: "tram hub tail --audit"),
        Article(
            "wrong-number",
            en: "a number (seq) that is none, or too large",
            vi: "số thứ tự (seq) sai hoặc quá lớn",
            causes: [.otherPublisher],
            checks: [.seeWriters],
            next: "tram hub tail --output json"),
        Article(
            "wrong-time",
            en: "a time at which nothing can have been taken",
            vi: "thời gian không thể có",
            causes: [.wrongClock, .otherPublisher],
            checks: [.checkClock],
            next: "tram hub tail --output json"),
        Article(
            "time-ahead",
            en: "a time well ahead of this machine's clock",
            vi: "thời gian đi trước đồng hồ máy này",
            causes: [
                Hint(en: "this machine's clock is behind", vi: "đồng hồ của máy này chạy chậm"),
                Hint(en: "the gateway's clock is ahead", vi: "đồng hồ của gateway chạy nhanh"),
            ],
            checks: [.checkClock],
            next: "tram status"),
        Article(
            "window-overlap",
            en: "two windows of one point cover the same time",
            vi: "hai cửa sổ (window) của một điểm đo trùng thời gian",
            causes: [
                Hint(
                    en: "the gateway's clock was set back", vi: "đồng hồ của gateway bị chỉnh lùi"),
                .sameGateway,
            ],
            checks: [.checkClock, .sameIDs],
            next: "tram hub tail --audit"),
        Article(
            "meta-unknown",
            en: "a record came before the definition that it names",
            vi: "bản ghi đến trước định nghĩa (meta) mà nó nêu",
            causes: [
                Hint(
                    en: "the hub does not retain the topic meta",
                    vi: "hub không lưu (retain) topic meta"), .hubRules,
            ],
            checks: [
                Hint(
                    en: "ask whether retained messages are allowed",
                    vi: "hỏi xem bản tin retain có được phép không")
            ],
            next: "tram hub check"),
        Article(
            "point-unknown",
            en: "a value of a point that its definition lacks",
            vi: "giá trị của điểm đo không có trong meta",
            causes: [.otherPublisher, .softwareFault],
            checks: [.seeWriters],
            next: "tram hub tail --output json"),
        Article(
            "full-incomplete",
            en: "a record that says full lacks a point",
            vi: "bản ghi ghi full nhưng thiếu điểm đo",
            causes: [.softwareFault],
            checks: [.readLog],
            next: "tram hub tail --output json"),
        Article(
            "full-missing",
            en: "a session began and no full record came",
            vi: "phiên (session) bắt đầu mà không có bản ghi full",
            causes: [.droppingHub, .softwareFault],
            checks: [.readLog],
            next: "tram status device"),
        Article(
            "epoch-stray",
            en: "a new record is of another epoch than the gateway's",
            vi: "bản ghi mới thuộc epoch không phải của gateway",
            causes: [.sameGateway, .oldImage],
            checks: [.sameIDs],
            next: "tram spool"),
        Article(
            "after-will",
            en: "a record came after the gateway was told offline",
            vi: "bản ghi đến sau khi gateway đã báo offline",
            causes: [
                Hint(
                    en: "the hub sent the will late, or its messages out of order",
                    vi: "hub gửi will muộn, hoặc sai thứ tự"), .sameGateway,
            ],
            checks: [.sameIDs],
            next: "tram status hub"),
        Article(
            "will-unknown",
            en: "a will of a session that was never told",
            vi: "will của phiên (session) chưa từng báo",
            causes: [
                Hint(
                    en: "the listener came later than the session",
                    vi: "máy nghe kết nối sau khi phiên bắt đầu"), .sameGateway,
            ],
            checks: [.sameIDs],
            next: "tram hub tail --audit"),
        Article(
            "session-back",
            en: "a state of an older session or epoch",
            vi: "state của phiên (session) hoặc epoch cũ",
            causes: [
                Hint(
                    en: "an old state is retained under an old area or site",
                    vi: "state cũ còn retain dưới khu vực hoặc trạm cũ"), .sameGateway,
            ],
            checks: [Hint(en: "clear the old topic at the hub", vi: "xóa topic cũ ở hub")],
            next: "tram hub tail --audit"),
        Article(
            "retained",
            en: "the hub keeps a record: an old value looks new",
            vi: "hub lưu lại bản ghi (retain): giá trị cũ trông như mới",
            causes: [
                Hint(
                    en: "a bridge or rule of the hub sets the retain flag",
                    vi: "cầu nối hoặc quy tắc của hub đặt cờ retain")
            ],
            checks: [
                Hint(
                    en: "ask the hub's people to take it away, and clear the topics",
                    vi: "đề nghị bên quản lý hub bỏ đi và xóa các topic")
            ],
            next: "tram hub tail --audit"),
        Article(
            "malformed",
            en: "a message is not what its topic says",
            vi: "bản tin không đúng dạng của topic",
            causes: [
                .otherPublisher,
                Hint(
                    en: "a bridge changes or recompresses messages",
                    vi: "cầu nối sửa hoặc nén lại bản tin"),
            ],
            checks: [.seeWriters],
            next: "tram hub tail --output json"),
        Article(
            "too-many",
            en: "beyond a limit of the audit, and not looked at",
            vi: "vượt giới hạn của việc kiểm nên không xem xét",
            causes: [
                Hint(
                    en: "more gateways and devices than one audit holds",
                    vi: "nhiều gateway và thiết bị hơn mức một lần kiểm")
            ],
            checks: [
                Hint(
                    en: "audit one domain at a time: --domain D",
                    vi: "kiểm từng lĩnh vực: --domain D")
            ],
            next: "tram hub tail --audit"),
        Article(
            "listener-away",
            en: "this listener was away or dropped messages",
            vi: "chính máy này mất kết nối hoặc bỏ sót bản tin",
            causes: [.weakLink, .hubBusy],
            checks: [
                Hint(
                    en: "begin the audit again, nearer to the hub",
                    vi: "kiểm lại từ đầu, ở máy gần hub hơn")
            ],
            next: "tram hub tail --audit"),
        Article(
            "epoch-changed",
            en: "a new epoch began; the old one ends by gaps only",
            vi: "epoch mới; phần cuối epoch cũ chỉ biết qua gap",
            causes: [
                Hint(
                    en: "the spool was set aside, replaced or lost",
                    vi: "kho lưu tạm đã bị cất riêng, thay hoặc mất")
            ],
            checks: [
                Hint(
                    en: "see whether something was set aside",
                    vi: "xem có tệp nào bị cất riêng không")
            ],
            next: "tram spool"),
        Article(
            "clock-stepped",
            en: "the clock was set, so windows are not compared",
            vi: "đồng hồ bị chỉnh nên không so các cửa sổ (window)",
            causes: [
                Hint(
                    en: "the gateway got its time only after the start",
                    vi: "gateway chỉ nhận được giờ sau khi khởi động")
            ],
            checks: [.checkClock],
            next: "tram status"),
    ]
}
