// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// Why a site does not pass.
    static let ofCommission: [Article] = ofCommissionedSite + ofCommissionedHub

    private static let ofCommissionedSite: [Article] = [
        Article(
            "commission-run",
            en: "the service did not run through",
            vi: "dịch vụ không chạy liên tục khi đo",
            causes: [
                Hint(
                    en: "somebody restarted it, or took another file",
                    vi: "có người khởi động lại, hoặc nạp tệp khác"),
                Hint(en: "it ended by itself", vi: "dịch vụ tự dừng"),
            ],
            checks: [.readLog, .lookMemory], next: "tram commission"),
        Article(
            "commission-file",
            en: "the files are not what the service runs with",
            vi: "tệp cấu hình khác với bản dịch vụ đang dùng",
            causes: [
                Hint(
                    en: "a file was changed and not taken",
                    vi: "tệp đã sửa nhưng chưa nạp"),
                Hint(
                    en: "--config or --profiles name other files than the service's",
                    vi: "--config hoặc --profiles khác với của dịch vụ"),
            ],
            checks: [.reload], next: "tram check"),
        Article(
            "commission-clock",
            en: "the gateway's clock cannot be trusted",
            vi: "đồng hồ của gateway chưa tin được",
            causes: [
                Hint(en: "no time server is reached", vi: "không kết nối được máy chủ giờ (NTP)"),
                Hint(
                    en: "the clock's battery is empty", vi: "pin của đồng hồ phần cứng đã hết"),
            ],
            checks: [.checkClock], next: "tram status"),
        Article(
            "commission-spool",
            en: "records are kept in memory only",
            vi: "bản ghi chỉ nằm trong bộ nhớ",
            causes: [
                Hint(en: "the disk is full, or read-only", vi: "đĩa đầy, hoặc chỉ đọc"),
                Hint(en: "the service may not write there", vi: "dịch vụ không có quyền ghi ở đó"),
            ],
            checks: [.lookDisk, .lookRights], next: "tram spool"),
        Article(
            "commission-bus",
            en: "a bus is not open",
            vi: "một bus không mở được",
            causes: [
                Hint(en: "the adapter is not there", vi: "không có bộ chuyển đổi"),
                Hint(en: "the converter cannot be reached", vi: "không kết nối được bộ chuyển đổi"),
            ],
            checks: [.replug, .pingHost], next: "tram status bus"),
        Article(
            "commission-device",
            en: "a device was away, answers too seldom or is not good",
            vi: "thiết bị vắng mặt, ít trả lời hoặc giá trị chưa tốt",
            causes: [
                Hint(
                    en: "noise, a loose wire, no termination: some answers are lost",
                    vi: "nhiễu, lỏng dây, thiếu điện trở cuối: mất một số trả lời"),
                Hint(
                    en: "its timeout is too short",
                    vi: "timeout của thiết bị quá ngắn"),
                Hint(
                    en: "it lacks a sensor of its profile, or warms up",
                    vi: "thiếu một cảm biến có trong hồ sơ, hoặc đang khởi động"),
            ],
            checks: [.pullWires, .measureTermination, .longerTimeout, .leavePoint],
            next: "tram status device"),
        Article(
            "commission-alarms",
            en: "a limit is passed now",
            vi: "đang có ngưỡng bị vượt",
            causes: [
                Hint(en: "it is as the value says", vi: "thực tế đúng như giá trị đo"),
                Hint(en: "the limit does not fit the site", vi: "ngưỡng không hợp với trạm này"),
            ],
            checks: [.followRules], next: "tram status"),
    ]

    private static let ofCommissionedHub: [Article] = [
        Article(
            "commission-hub",
            en: "the hub is not reached, or refuses something",
            vi: "chưa kết nối được hub, hoặc hub từ chối",
            causes: [
                Hint(
                    en: "as the code behind it says: tram explain that one",
                    vi: "xem mã đi kèm: tram explain mã đó")
            ],
            checks: [.readReason, .askHub], next: "tram hub check"),
        Article(
            "commission-delivery",
            en: "the hub took no record in the run, or refused some",
            vi: "hub không nhận bản ghi nào, hoặc từ chối một số",
            causes: [
                Hint(
                    en: "the run was shorter than a window, and nothing changed",
                    vi: "thời gian đo ngắn hơn một window và không có gì thay đổi"),
                Hint(en: "the hub was away", vi: "mất kết nối với hub"),
                Hint(
                    en: "its rules do not let this gateway publish",
                    vi: "luật của hub không cho gateway này gửi"),
            ],
            checks: [
                Hint(en: "measure for longer: --minutes 15", vi: "đo lâu hơn: --minutes 15"),
                .askHub,
            ],
            next: "tram hub check"),
    ]
}
