// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// Qualities that stand beside a value.
    static let ofValues: [Article] = [
        Article(
            "good",
            en: "measured, plausible, confirmed by an answer",
            vi: "đo được, hợp lý, thiết bị có trả lời",
            causes: [.nothing],
            checks: [.compareDisplay],
            next: "tram read DEVICE"),
        Article(
            "suspect/range",
            en: "outside the range that the profile believes",
            vi: "ngoài khoảng hợp lý (range) của hồ sơ",
            causes: [
                .wrongScale, .deadSensor,
                Hint(
                    en: "the value is real, and the range too narrow for this place",
                    vi: "giá trị đúng, khoảng range quá hẹp cho nơi này"),
            ],
            checks: [.compareDisplay, .lookSensor, .changePoint],
            next: "tram read DEVICE POINT"),
        Article(
            "suspect/enum",
            en: "a number that the profile does not list (enum)",
            vi: "số không có trong danh sách (enum) của hồ sơ",
            causes: [
                Hint(
                    en: "the firmware is newer and has one more state",
                    vi: "firmware mới hơn, có thêm một trạng thái"), .otherModel, .wrongScale,
            ],
            checks: [.compareModel, .readManual, .compareDisplay],
            next: "tram read DEVICE POINT"),
        Article(
            "suspect/rate",
            en: "it changed faster than the quantity can (rate)",
            vi: "thay đổi nhanh hơn mức có thể (rate)",
            causes: [
                .looseSensor, .noise,
                Hint(
                    en: "the profile's rate is too small for this place",
                    vi: "rate của hồ sơ quá nhỏ cho nơi này"),
            ],
            checks: [.compareDisplay, .measureSensor, .changePoint],
            next: "tram read DEVICE POINT"),
        Article(
            "suspect/flat-line",
            en: "unchanged to the last bit for too long",
            vi: "không đổi một bit nào quá lâu",
            causes: [
                .deadSensor,
                Hint(
                    en: "the device repeats its last value, and measures nothing",
                    vi: "thiết bị lặp lại giá trị cũ, không đo nữa"),
                Hint(
                    en: "the quantity really stands still: an empty room, a dry tank",
                    vi: "đại lượng thật sự đứng yên: phòng trống, bể cạn"),
            ],
            checks: [
                .compareDisplay,
                Hint(
                    en: "change what is measured: warm the sensor, cover it",
                    vi: "làm thay đổi đại lượng: sưởi ấm hoặc che cảm biến"), .restartDevice,
            ],
            next: "tram read DEVICE POINT"),
    ]
}
