// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// Why a value is not written, or not for certain.
    static let ofWrites: [Article] = [
        Article(
            "not-done",
            en: "the device took the write, and says it was not done",
            vi: "thiết bị nhận lệnh ghi nhưng báo chưa thực hiện",
            causes: [
                Hint(
                    en: "the device is in a state or mode that does not allow it",
                    vi: "thiết bị đang ở trạng thái hoặc chế độ không cho phép"),
                Hint(
                    en: "remote control is locked at the device",
                    vi: "thiết bị đang khóa điều khiển từ xa"),
            ],
            checks: [
                Hint(
                    en: "look the number of the result up in the device's manual",
                    vi: "tra con số kết quả trong tài liệu của thiết bị"), .readStatus,
            ],
            next: "tram read DEVICE"),
        Article(
            "bad-write",
            en: "a write without device, point or value",
            vi: "lệnh ghi thiếu thiết bị, điểm đo hoặc giá trị",
            causes: [.otherVersion],
            checks: [.restartService],
            next: "tram write DEVICE POINT VALUE"),
        Article(
            "read-only",
            en: "the profile does not let this point be written",
            vi: "hồ sơ không cho ghi điểm đo này",
            causes: [
                Hint(
                    en: "it is a measurement, not a setting",
                    vi: "đây là giá trị đo, không phải cài đặt"),
                Hint(
                    en: "nobody has checked writing for this model yet (access: rw)",
                    vi: "chưa ai kiểm tra việc ghi cho kiểu máy này (access: rw)"),
            ],
            checks: [.ownMenu],
            next: "tram read DEVICE"),
        Article(
            "not-writable",
            en: "points that share a register are not written",
            vi: "không ghi điểm đo dùng chung thanh ghi",
            causes: [
                Hint(
                    en: "the point is part of a register, a text or a date",
                    vi: "điểm đo là một phần của thanh ghi, chuỗi hoặc ngày giờ")
            ],
            checks: [.ownMenu],
            next: "tram read DEVICE"),
        Article(
            "not-a-number",
            en: "this is no number that the point can hold",
            vi: "đây không phải số mà điểm đo chứa được",
            causes: [
                Hint(
                    en: "a comma in place of the decimal point",
                    vi: "dùng dấu phẩy thay dấu chấm thập phân"),
                Hint(en: "a unit was written behind the number", vi: "ghi cả đơn vị sau con số"),
            ],
            checks: [
                Hint(
                    en: "a number with a decimal point, or on and off for two states",
                    vi: "số với dấu chấm thập phân, hoặc on/off cho điểm hai trạng thái")
            ],
            next: "tram read DEVICE POINT"),
        Article(
            "out-of-limits",
            en: "outside what the profile lets be written",
            vi: "ngoài giới hạn mà hồ sơ cho ghi",
            causes: [
                Hint(en: "the value is meant in another unit", vi: "giá trị tính theo đơn vị khác"),
                .slip,
            ],
            checks: [
                Hint(
                    en: "compare with the limits in the message, in the point's unit",
                    vi: "so với giới hạn trong thông báo, theo đơn vị của điểm đo")
            ],
            next: "tram read DEVICE POINT"),
        Article(
            "between-steps",
            en: "the device cannot hold this value exactly",
            vi: "thiết bị không chứa đúng giá trị này",
            causes: [
                Hint(
                    en: "the register counts in larger steps (scale)",
                    vi: "thanh ghi tính theo bước lớn hơn (scale)")
            ],
            checks: [
                Hint(
                    en: "take one of the two values in the message",
                    vi: "chọn một trong hai giá trị trong thông báo")
            ],
            next: "tram write DEVICE POINT VALUE"),
        Article(
            "fault-value",
            en: "these bits mean a fault, and no value",
            vi: "các bit này có nghĩa là lỗi, không phải giá trị",
            causes: [
                Hint(
                    en: "the number is a mark of the device's for a fault",
                    vi: "con số này là dấu báo lỗi của thiết bị")
            ],
            checks: [Hint(en: "take another value", vi: "chọn giá trị khác")],
            next: "tram read DEVICE POINT"),
        Article(
            "unconfirmed",
            en: "nobody knows whether the device took it",
            vi: "không biết thiết bị đã nhận lệnh ghi chưa",
            causes: [
                Hint(
                    en: "the answer was lost on the line",
                    vi: "câu trả lời bị mất trên đường truyền"), .noPower, .slowDevice,
            ],
            checks: [
                Hint(
                    en: "read the point first, and write again only if it is the old value",
                    vi: "đọc điểm đo trước, chỉ ghi lại nếu vẫn là giá trị cũ")
            ],
            next: "tram read DEVICE POINT"),
        Article(
            "not-read-back",
            en: "the device took it, and could not be read",
            vi: "thiết bị đã nhận nhưng không đọc lại được",
            causes: [
                Hint(en: "it restarts after this setting", vi: "nó khởi động lại sau cài đặt này"),
                Hint(
                    en: "unit id, baud or parity were what was changed",
                    vi: "chính địa chỉ trạm, baud hoặc parity vừa bị đổi"),
            ],
            checks: [
                Hint(en: "wait a minute, then read the point", vi: "chờ một phút rồi đọc điểm đo")
            ],
            next: "tram read DEVICE POINT"),
        Article(
            "read-back",
            en: "the device took it, and says something else now",
            vi: "thiết bị đã nhận nhưng đọc lại thấy khác",
            causes: [
                Hint(
                    en: "it needs time, or takes it at its next start",
                    vi: "nó cần thời gian, hoặc chỉ nhận khi khởi động lại"),
                Hint(
                    en: "settings are locked: a switch, a password, a mode",
                    vi: "cài đặt bị khóa: công tắc, mật khẩu, chế độ"),
                Hint(en: "it rounds", vi: "nó làm tròn"),
            ],
            checks: [.readManual, .restartDevice],
            next: "tram read DEVICE POINT"),
    ]
}
