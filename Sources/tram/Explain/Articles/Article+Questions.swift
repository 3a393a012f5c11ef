// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// Why the service refuses a question.
    static let ofQuestions: [Article] = [
        Article(
            "not-json",
            en: "the question is no line of JSON",
            vi: "câu hỏi không phải một dòng JSON",
            causes: [
                Hint(
                    en: "a program of your own asks in another form",
                    vi: "chương trình tự viết hỏi sai dạng")
            ],
            checks: [.oneObject],
            next: "tram status --output json"),
        Article(
            "version",
            en: "the service speaks another version",
            vi: "dịch vụ dùng phiên bản khác",
            causes: [.otherVersion],
            checks: [.restartService],
            next: "tram status"),
        Article(
            "unknown-ask",
            en: "the service does not know this question",
            vi: "dịch vụ không biết câu hỏi này",
            causes: [.otherVersion],
            checks: [.restartService],
            next: "tram status"),
        Article(
            "bad-read",
            en: "a read of nothing that there can be",
            vi: "lệnh đọc không hợp lệ",
            causes: [
                Hint(
                    en: "more than one request takes: 125 registers, 2000 bits",
                    vi: "nhiều hơn một yêu cầu: 125 thanh ghi, 2000 bit"),
                Hint(
                    en: "an address beyond 65535, or a table that is none",
                    vi: "địa chỉ trên 65535, hoặc bảng không có"),
            ],
            checks: [Hint(en: "read it in parts", vi: "đọc từng phần")],
            next: "tram read BUS:UNIT holding 0..9"),
        Article(
            "bad-probe",
            en: "a read at other settings that cannot be made so",
            vi: "lệnh đọc với thiết lập khác không hợp lệ",
            causes: [
                Hint(
                    en: "a baud or mode that no port has, or more than one register",
                    vi: "baud hoặc mode không cổng nào có, hoặc nhiều hơn một thanh ghi"),
                Hint(en: "a timeout beyond 500 ms", vi: "timeout trên 500 ms"),
            ],
            checks: [Hint(en: "let the command choose: --auto", vi: "để lệnh tự chọn: --auto")],
            next: "tram scan BUS --auto"),
        Article(
            "bad-capture",
            en: "a capture without a bus or a place to begin",
            vi: "lệnh ghi bus thiếu bus hoặc điểm bắt đầu",
            causes: [.otherVersion],
            checks: [.restartService],
            next: "tram capture BUS"),
        Article(
            "bad-identify",
            en: "no question that functions 17 and 43/14 know",
            vi: "câu hỏi nhận dạng ngoài hàm 17 và 43/14",
            causes: [.otherVersion],
            checks: [.restartService],
            next: "tram identify BUS:UNIT"),
        Article(
            "bad-values",
            en: "devices is no list of ids, or from no place in it",
            vi: "devices không phải danh sách mã, hoặc from sai chỗ",
            causes: [.otherVersion],
            checks: [.restartService],
            next: "tram watch"),
        Article(
            "unknown-device",
            en: "the service has no device of this id",
            vi: "dịch vụ không có thiết bị mang mã này",
            causes: [.slip, .notReloaded],
            checks: [.listNames, .reload],
            next: "tram status device"),
        Article(
            "unknown-point",
            en: "the device's profile has no point of this name",
            vi: "hồ sơ của thiết bị không có điểm đo này",
            causes: [
                .slip,
                Hint(
                    en: "the point is left out for this device (without)",
                    vi: "điểm đo bị bỏ ở thiết bị này (without)"),
            ],
            checks: [Hint(en: "see all of its points", vi: "xem tất cả điểm đo của nó")],
            next: "tram read DEVICE"),
        Article(
            "unknown-bus",
            en: "the service has no bus of this id",
            vi: "dịch vụ không có bus mang mã này",
            causes: [.slip, .notReloaded],
            checks: [.reload],
            next: "tram status bus"),
        Article(
            "write-only",
            en: "the point can only be written",
            vi: "điểm đo này chỉ ghi được",
            causes: [
                Hint(
                    en: "its profile says access: w, as the device gives nothing back",
                    vi: "hồ sơ ghi access: w vì thiết bị không cho đọc lại")
            ],
            checks: [
                Hint(
                    en: "read another point that follows it",
                    vi: "đọc một điểm đo khác thay đổi theo nó")
            ],
            next: "tram write DEVICE POINT VALUE"),
        Article(
            "no-unit",
            en: "no device can have this unit id there",
            vi: "không thiết bị nào có địa chỉ trạm (unit id) này",
            causes: [
                Hint(
                    en: "0 speaks to all, 248 and above are reserved",
                    vi: "0 là gửi cho tất cả, từ 248 là số dành riêng")
            ],
            checks: [.readUnit],
            next: "tram scan BUS"),
        Article(
            "not-serial",
            en: "only a serial port has other settings to try",
            vi: "chỉ cổng nối tiếp mới có thiết lập khác để thử",
            causes: [
                Hint(
                    en: "the bus is TCP: baud and parity are set in the converter",
                    vi: "bus là TCP: baud và parity cài trong bộ chuyển đổi")
            ],
            checks: [
                Hint(
                    en: "look into the converter's own menu or web page",
                    vi: "xem menu hoặc trang web của bộ chuyển đổi")
            ],
            next: "tram scan BUS"),
        Article(
            "bus-busy",
            en: "as many reads wait for this bus as it takes",
            vi: "bus này đã có đủ số lệnh đọc chờ",
            causes: [
                Hint(
                    en: "several people or scripts read at once",
                    vi: "nhiều người hoặc script cùng đọc"),
                Hint(en: "the bus is full", vi: "bus đã đầy tải"),
            ],
            checks: [.tryAgain, Hint(en: "see the load", vi: "xem tải")],
            next: "tram plan BUS"),
        Article(
            "begun-anew",
            en: "the service begins anew, or ends",
            vi: "dịch vụ đang bắt đầu lại hoặc kết thúc",
            causes: [
                Hint(
                    en: "somebody restarts it or reloads another gateway, hub or spool",
                    vi: "có người khởi động lại, hoặc đổi gateway, hub hay spool")
            ],
            checks: [.tryAgain, .lookService],
            next: "tram status"),
        Article(
            "not-allowed",
            en: "only the group tram-admin may change something",
            vi: "chỉ nhóm tram-admin được thay đổi",
            causes: [.notInGroup, .stillOldLogin],
            checks: [.joinAdmins, .seeGroups],
            next: "tram status"),
        Article(
            "not-permitted",
            en: "this user may not ask the service",
            vi: "tài khoản này không được hỏi dịch vụ",
            causes: [.notInGroup, .stillOldLogin],
            checks: [.joinGroup, .seeGroups],
            next: "tram status"),
        Article(
            "too-many-clients",
            en: "eight programs ask the service already",
            vi: "đã có tám chương trình hỏi dịch vụ",
            causes: [
                Hint(
                    en: "scripts that never close their connection", vi: "script không đóng kết nối"
                )
            ],
            checks: [Hint(en: "see them: sudo ss -xp", vi: "xem chúng: sudo ss -xp"), .tryAgain],
            next: "tram status"),
        Article(
            "line-too-long",
            en: "a question is longer than 64 KiB",
            vi: "câu hỏi dài hơn 64 KiB",
            causes: [.endlessLine],
            checks: [.oneObject],
            next: "tram status"),
        Article(
            "line-too-late",
            en: "a question had no end in time",
            vi: "câu hỏi không kết thúc kịp thời gian",
            causes: [.endlessLine],
            checks: [.oneObject],
            next: "tram status"),
        Article(
            "exception",
            en: "the device answers, and refuses",
            vi: "thiết bị có trả lời nhưng từ chối",
            causes: [
                Hint(
                    en: "1: not this table; 2: not this address; 3: not so many or this value",
                    vi: "1: không có bảng này; 2: không có địa chỉ; 3: số lượng hoặc giá trị sai"),
                Hint(
                    en: "4: it has failed; 5 and 6: it is busy",
                    vi: "4: thiết bị hỏng; 5 và 6: đang bận"),
                Hint(
                    en: "10 and 11: a converter gets no answer from the unit",
                    vi: "10 và 11: bộ chuyển đổi không nhận được trả lời của trạm"),
            ],
            checks: [.compareModel, .readManual],
            next: "tram explain comm/illegal-address"),
        Article(
            "late",
            en: "the bus did not get to it in time",
            vi: "bus chưa kịp thực hiện",
            causes: [
                Hint(
                    en: "the bus is full, or dead units take its time",
                    vi: "bus đầy tải, hoặc trạm im lặng chiếm thời gian"),
                Hint(en: "the line is being opened again", vi: "đường truyền đang được mở lại"),
            ],
            checks: [.tryAgain],
            next: "tram status bus"),
    ]
}
