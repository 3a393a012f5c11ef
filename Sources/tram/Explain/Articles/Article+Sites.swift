// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// What the keys of a site and its profiles say together.
    static let ofSites: [Article] = [
        Article(
            "conflicting-keys",
            en: "two keys contradict each other",
            vi: "hai khóa mâu thuẫn nhau",
            causes: [
                .handCopied,
                Hint(
                    en: "one was changed, and the other one forgotten",
                    vi: "đổi một khóa mà quên khóa kia"),
            ],
            checks: [
                .editLine,
                Hint(
                    en: "take out one of the two that the message names",
                    vi: "bỏ một trong hai khóa mà thông báo nêu"),
            ],
            next: "tram check"),
        Article(
            "duplicate-id",
            en: "two things have the same name",
            vi: "hai mục trùng tên",
            causes: [.handCopied],
            checks: [Hint(en: "give one of the two another name", vi: "đổi tên một trong hai")],
            next: "tram check"),
        Article(
            "duplicate-unit",
            en: "two devices of one bus have the same unit id",
            vi: "hai thiết bị trên một bus trùng địa chỉ trạm (unit id)",
            causes: [
                .handCopied,
                Hint(
                    en: "a new device still has the maker's unit id, 1",
                    vi: "thiết bị mới còn giữ địa chỉ 1 của nhà sản xuất"),
            ],
            checks: [
                .readUnit,
                Hint(
                    en: "set another unit id in one of the two devices",
                    vi: "đặt địa chỉ trạm khác cho một trong hai thiết bị"),
            ],
            next: "tram scan BUS"),
        Article(
            "duplicate-port",
            en: "two buses have the same port or address",
            vi: "hai bus trùng cổng hoặc địa chỉ",
            causes: [
                .handCopied,
                Hint(
                    en: "the line was meant as one bus with several devices",
                    vi: "thật ra là một bus có nhiều thiết bị"),
            ],
            checks: [
                Hint(
                    en: "put the devices of both under one bus",
                    vi: "gộp thiết bị của cả hai vào một bus")
            ],
            next: "tram ports"),
        Article(
            "unstable-port",
            en: "the port may be another one after the next start",
            vi: "sau lần khởi động sau cổng này có thể là cổng khác",
            causes: [
                Hint(
                    en: "ttyUSB numbers follow the order of plugging",
                    vi: "số ttyUSB đi theo thứ tự cắm")
            ],
            checks: [.stableName],
            next: "tram ports"),
        Article(
            "reserved-word",
            en: "this word has a meaning of its own in topics",
            vi: "từ này đã có nghĩa riêng trong topic",
            causes: [
                Hint(
                    en: "a device or area is called like a part of the topic tree",
                    vi: "thiết bị hoặc khu vực trùng tên với phần của cây topic")
            ],
            checks: [Hint(en: "choose another word", vi: "chọn từ khác")],
            next: "tram check"),
        Article(
            "unknown-profile",
            en: "no profile is called so",
            vi: "không có hồ sơ thiết bị mang tên này",
            causes: [
                .slip,
                Hint(
                    en: "it lies in a folder that is not looked into (profiles)",
                    vi: "nó nằm trong thư mục không được tìm (profiles)"),
            ],
            checks: [
                Hint(en: "write it as the library does", vi: "ghi đúng như trong thư viện"),
                Hint(
                    en: "name its folder: --profiles FOLDER",
                    vi: "ghi thư mục của nó: --profiles THƯ_MỤC"),
            ],
            next: "tram profile list"),
        Article(
            "unknown-bus",
            en: "no bus is called so",
            vi: "không có bus mang tên này",
            causes: [
                .slip,
                Hint(
                    en: "the drop-in that describes the bus is missing",
                    vi: "thiếu tệp bổ sung (drop-in) mô tả bus đó"),
            ],
            checks: [.editLine],
            next: "tram plan"),
        Article(
            "unknown-point",
            en: "no point is called so",
            vi: "không có điểm đo mang tên này",
            causes: [
                .slip,
                Hint(
                    en: "the point is left out, or the profile has changed since",
                    vi: "điểm đo đã bị bỏ, hoặc hồ sơ đã thay đổi"),
            ],
            checks: [
                .editLine,
                Hint(en: "see the names that the profile has", vi: "xem các tên có trong hồ sơ"),
            ],
            next: "tram profile show PROFILE"),
        Article(
            "circle",
            en: "profiles or points lean on each other in a circle",
            vi: "hồ sơ hoặc điểm đo dựa vào nhau thành vòng",
            causes: [
                Hint(
                    en: "a point is made of one that is made of it",
                    vi: "điểm đo tính từ điểm khác, điểm đó lại tính từ nó"),
                Hint(
                    en: "a profile is based on one that is based on it",
                    vi: "hồ sơ dựa trên hồ sơ khác, hồ sơ đó lại dựa trên nó"),
            ],
            checks: [
                Hint(
                    en: "take one of the steps out that the message names",
                    vi: "bỏ một bước trong vòng mà thông báo nêu")
            ],
            next: "tram check"),
        Article(
            "plaintext",
            en: "a password crosses the network unencrypted",
            vi: "mật khẩu đi qua mạng mà không mã hóa",
            causes: [.openScheme],
            checks: [.encrypt, .allowPlaintext],
            next: "tram check"),
        Article(
            "open-secret",
            en: "everybody on this machine can read a secret",
            vi: "ai trên máy này cũng đọc được tệp bí mật",
            causes: [
                Hint(
                    en: "the file was made with the usual rights",
                    vi: "tệp được tạo với quyền thông thường")
            ],
            checks: [
                Hint(
                    en: "take the others' rights away: sudo chmod o= FILE",
                    vi: "bỏ quyền của người khác: sudo chmod o= TỆP"),
                Hint(
                    en: "if others may have read it, ask for a new password",
                    vi: "nếu có thể đã bị đọc, hãy xin mật khẩu mới"),
            ],
            next: "tram check"),
        Article(
            "link-mismatch",
            en: "the line has settings that the device does not do",
            vi: "đường truyền chạy thiết lập mà thiết bị không hỗ trợ",
            causes: [.wrongSpeed, .otherModel],
            checks: [
                .compareSpeed,
                Hint(
                    en: "set all devices of the line to the same baud and mode",
                    vi: "đặt mọi thiết bị trên đường cùng baud và mode"),
            ],
            next: "tram scan PORT --auto"),
        Article(
            "too-small",
            en: "the spool does not hold what is to be kept",
            vi: "kho lưu tạm (spool) không đủ chỗ cho mức cần giữ",
            causes: [
                Hint(
                    en: "keep is long, or many points change often",
                    vi: "keep dài, hoặc nhiều điểm đo thay đổi liên tục")
            ],
            checks: [
                Hint(
                    en: "raise size, shorten keep, or lengthen window",
                    vi: "tăng size, giảm keep, hoặc tăng window"), .lookDisk,
            ],
            next: "tram spool"),
        Article(
            "overloaded",
            en: "a bus has more to read than it has time",
            vi: "một bus phải đọc nhiều hơn thời gian nó có",
            causes: [
                Hint(
                    en: "periods are too short for the line's baud",
                    vi: "chu kỳ đọc quá ngắn so với baud"),
                Hint(en: "too many devices on one pair", vi: "quá nhiều thiết bị trên một cặp dây"),
            ],
            checks: [
                Hint(
                    en: "read less often (poll), or leave points out",
                    vi: "đọc thưa hơn (poll), hoặc bỏ bớt điểm đo"),
                Hint(
                    en: "raise the baud of all devices, or lay a second line",
                    vi: "tăng baud của mọi thiết bị, hoặc kéo đường thứ hai"),
            ],
            next: "tram plan BUS"),
        Article(
            "unknown-quantity",
            en: "no quantity is called so",
            vi: "không có đại lượng mang tên này",
            causes: [
                .slip,
                Hint(
                    en: "the list lacks it: other allows any name and unit",
                    vi: "danh sách chưa có: other cho phép tên và đơn vị tùy ý"),
            ],
            checks: [.lookUpProfile],
            next: "tram check FILE"),
        Article(
            "unknown-option",
            en: "the profile does not list this option",
            vi: "hồ sơ không có tùy chọn này",
            causes: [.slip, .otherModel],
            checks: [.lookUpProfile],
            next: "tram check FILE"),
        Article(
            "wrong-unit",
            en: "a quantity is published in one unit everywhere",
            vi: "mỗi đại lượng chỉ dùng một đơn vị thống nhất",
            causes: [
                Hint(en: "the device measures in another unit", vi: "thiết bị đo bằng đơn vị khác")
            ],
            checks: [
                Hint(
                    en: "write the expected unit, and let scale convert",
                    vi: "ghi đơn vị được yêu cầu, và dùng scale để quy đổi")
            ],
            next: "tram check FILE"),
        Article(
            "wrong-value",
            en: "a test vector decodes to another value",
            vi: "vectơ kiểm tra giải mã ra giá trị khác",
            causes: [
                .wrongScale,
                Hint(
                    en: "the expected value was written down wrongly",
                    vi: "giá trị mong đợi ghi sai"),
            ],
            checks: [
                .readManual,
                Hint(en: "decode the registers by hand", vi: "tự giải mã các thanh ghi"),
            ],
            next: "tram decode HEX --expect LO..HI"),
        Article(
            "meta-too-long",
            en: "what the hub is told of a device is too long",
            vi: "phần mô tả thiết bị gửi lên hub (meta) quá dài",
            causes: [
                Hint(
                    en: "the profile has very many points with long texts",
                    vi: "hồ sơ có rất nhiều điểm đo với mô tả dài")
            ],
            checks: [
                .dividePoints,
                Hint(
                    en: "enter a device with this unit id for each of them",
                    vi: "khai báo một thiết bị cùng địa chỉ trạm cho mỗi hồ sơ"),
            ],
            next: "tram check"),
    ]
}
