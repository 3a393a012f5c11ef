// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// Why a command of the hub is not carried out.
    static let ofCommands: [Article] = [
        Article(
            "done",
            en: "the command was carried out",
            vi: "lệnh đã được thực hiện",
            causes: [.nothing],
            checks: [
                Hint(
                    en: "look into result for what was not there (gone, left)",
                    vi: "xem phần không có trong result (gone, left)")
            ],
            next: "tram hub tail"),
        Article(
            "retained",
            en: "the command was kept at the hub, and is not obeyed",
            vi: "lệnh bị hub lưu lại (retain) nên không thực hiện",
            causes: [
                Hint(en: "it was published with the retain flag", vi: "được gửi kèm cờ retain")
            ],
            checks: [
                Hint(
                    en: "publish without it, and clear the topic",
                    vi: "gửi không có retain, và xóa topic")
            ],
            next: "tram hub tail"),
        Article(
            "malformed",
            en: "no command that can be understood",
            vi: "lệnh không hiểu được",
            causes: [
                Hint(
                    en: "no JSON, v is not 1, or a member has another type",
                    vi: "không phải JSON, v khác 1, hoặc sai kiểu"),
                Hint(en: "longer than 16 KiB", vi: "dài hơn 16 KiB"),
            ],
            checks: [
                Hint(en: "compare with the page on commands", vi: "so với trang mô tả các lệnh")
            ],
            next: "tram hub tail"),
        Article(
            "bad-id",
            en: "the id of topic and command differ, or are none",
            vi: "mã trong topic và trong lệnh khác nhau hoặc sai",
            causes: [
                Hint(
                    en: "1 to 36 lower-case letters, digits and hyphens are an id",
                    vi: "mã gồm 1 đến 36 chữ thường, chữ số và gạch nối")
            ],
            checks: [Hint(en: "write the same id into both", vi: "ghi cùng một mã ở cả hai nơi")],
            next: "tram hub tail"),
        Article(
            "no-expiry",
            en: "the command does not say until when it holds",
            vi: "lệnh không cho biết có hiệu lực đến khi nào",
            causes: [Hint(en: "expires was left out", vi: "thiếu expires")],
            checks: [
                Hint(
                    en: "add expires: UTC in milliseconds, at most 24 hours ahead",
                    vi: "thêm expires: UTC theo mili giây, tối đa 24 giờ tới")
            ],
            next: "tram hub tail"),
        Article(
            "expires-too-late",
            en: "it holds for more than 24 hours",
            vi: "hiệu lực dài hơn 24 giờ",
            causes: [
                Hint(en: "seconds and milliseconds were mixed up", vi: "nhầm giây với mili giây"),
                .wrongClock,
            ],
            checks: [
                Hint(
                    en: "make it shorter: ids are remembered for a day only",
                    vi: "rút ngắn lại: mã chỉ được nhớ trong một ngày")
            ],
            next: "tram hub tail"),
        Article(
            "expired",
            en: "its time was over when it came",
            vi: "lệnh đến khi đã hết hiệu lực",
            causes: [
                .wrongClock,
                Hint(
                    en: "the gateway was not connected until then",
                    vi: "lúc đó gateway chưa kết nối"),
            ],
            checks: [
                .checkClock,
                Hint(
                    en: "ask again with a new id and a later time",
                    vi: "gửi lại với mã mới và thời hạn muộn hơn"),
            ],
            next: "tram status"),
        Article(
            "clock-unsynced",
            en: "the gateway does not know what time it is",
            vi: "gateway chưa biết giờ đúng",
            causes: [
                Hint(
                    en: "it has just started, and no time server answers (NTP)",
                    vi: "vừa khởi động, chưa có máy chủ giờ nào trả lời (NTP)"), .noRoute,
                .firewall,
            ],
            checks: [
                .checkClock,
                Hint(
                    en: "wait for clock: synced in its state",
                    vi: "chờ clock: synced trong state của nó"),
            ],
            next: "tram status"),
        Article(
            "seen",
            en: "a command of this id has begun before",
            vi: "đã có lệnh mang mã này bắt đầu trước đó",
            causes: [
                Hint(
                    en: "the sender repeats it because the answer was lost",
                    vi: "bên gửi lặp lại vì mất câu trả lời")
            ],
            checks: [
                Hint(
                    en: "take another id if it is meant a second time",
                    vi: "dùng mã khác nếu thật sự muốn làm lần nữa")
            ],
            next: "tram hub tail"),
        Article(
            "too-many",
            en: "more commands than are remembered in a day",
            vi: "nhiều lệnh hơn số nhớ được trong một ngày",
            causes: [
                Hint(
                    en: "a program sends them in a loop: 512 a day are taken",
                    vi: "một chương trình gửi lặp: mỗi ngày nhận 512 lệnh"),
                Hint(en: "the gateway's disk stands still", vi: "ổ đĩa của gateway bị treo"),
            ],
            checks: [Hint(en: "end the loop, and wait", vi: "dừng vòng lặp, rồi chờ")],
            next: "tram spool"),
        Article(
            "unknown-command",
            en: "there is no such command",
            vi: "không có lệnh này",
            causes: [.slip, .otherVersion],
            checks: [Hint(en: "replay is one", vi: "replay là một lệnh có thật")],
            next: "tram hub tail"),
        Article(
            "not-supported",
            en: "a command that this version does not carry out",
            vi: "lệnh mà phiên bản này không thực hiện",
            causes: [
                Hint(en: "values are not written from the hub", vi: "không ghi giá trị từ hub")
            ],
            checks: [Hint(en: "write at the cabinet", vi: "ghi ngay tại tủ")],
            next: "tram write DEVICE POINT VALUE"),
        Article(
            "bad-arguments",
            en: "args has not what the command needs",
            vi: "args thiếu hoặc sai so với lệnh",
            causes: [
                Hint(
                    en: "more than 64 ranges, or a stream that is none",
                    vi: "hơn 64 khoảng, hoặc stream không có")
            ],
            checks: [
                Hint(
                    en: "of replay: device, stream and ranges",
                    vi: "với replay: device, stream và ranges")
            ],
            next: "tram hub tail"),
        Article(
            "unknown-device",
            en: "the gateway knows no device of this name",
            vi: "gateway không có thiết bị mang tên này",
            causes: [
                .slip, Hint(en: "it belongs to another gateway", vi: "nó thuộc gateway khác"),
            ],
            checks: [.listNames],
            next: "tram status device"),
        Article(
            "unknown-epoch",
            en: "nothing is kept of this epoch",
            vi: "không còn giữ gì của epoch này",
            causes: [
                Hint(
                    en: "the spool was replaced, or the epoch is too old",
                    vi: "kho lưu tạm đã thay, hoặc epoch quá cũ")
            ],
            checks: [
                Hint(
                    en: "take the epoch out of state or of the record itself",
                    vi: "lấy epoch từ state hoặc từ chính bản ghi")
            ],
            next: "tram spool"),
        Article(
            "busy",
            en: "a replay is under way already",
            vi: "đang có một lần gửi lại (replay)",
            causes: [
                Hint(
                    en: "two programs of the hub ask at once", vi: "hai chương trình ở hub cùng hỏi"
                )
            ],
            checks: [
                Hint(en: "wait for the answer of the first", vi: "chờ câu trả lời của lần đầu")
            ],
            next: "tram status hub"),
        Article(
            "budget",
            en: "what may be sent again in a day is used up",
            vi: "đã hết mức gửi lại trong ngày",
            causes: [
                Hint(
                    en: "replays asked for too much: 500,000 rows or 64 MiB a day",
                    vi: "hỏi lại quá nhiều: mỗi ngày 500.000 dòng hoặc 64 MiB"),
                Hint(
                    en: "the SIM card's month has nothing left (budget)",
                    vi: "SIM đã hết dung lượng tháng (budget)"),
            ],
            checks: [
                Hint(
                    en: "wait for the next day; left says what is missing",
                    vi: "chờ ngày hôm sau; left cho biết phần còn thiếu")
            ],
            next: "tram status hub"),
        Article(
            "unheard",
            en: "nobody subscribes to what it would send",
            vi: "không có ai đăng ký nhận dữ liệu gửi lại",
            causes: [
                Hint(
                    en: "the hub listens to live and not to hist",
                    vi: "hub nghe live mà không nghe hist")
            ],
            checks: [
                Hint(
                    en: "subscribe to the device's topic hist, and ask again",
                    vi: "đăng ký topic hist của thiết bị rồi hỏi lại")
            ],
            next: "tram hub tail"),
        Article(
            "denied",
            en: "the hub's rules refuse what it would send",
            vi: "quy tắc của hub từ chối dữ liệu gửi lại",
            causes: [.hubRules],
            checks: [
                Hint(
                    en: "ask for the right to write the device's topic hist",
                    vi: "xin quyền gửi vào topic hist của thiết bị")
            ],
            next: "tram hub check"),
        Article(
            "failed",
            en: "the hub or the gateway's spool did not do its part",
            vi: "hub hoặc kho lưu tạm không làm được phần của mình",
            causes: [.hubBusy, .fullDisk, .worn],
            checks: [.readLog, .lookDisk],
            next: "tram spool"),
        Article(
            "interrupted",
            en: "the gateway was started anew meanwhile",
            vi: "trong lúc đó gateway khởi động lại",
            causes: [
                Hint(
                    en: "somebody restarted it, or the power failed",
                    vi: "có người khởi động lại hoặc mất điện")
            ],
            checks: [Hint(en: "ask again under another id", vi: "hỏi lại bằng mã khác")],
            next: "tram status"),
    ]
}
