// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// What is measured while somebody works on a device.
    static let ofMarks: [Article] = [
        Article(
            "calibrating/maintenance",
            en: "measured while somebody works on the device",
            vi: "đo trong lúc thiết bị đang bảo trì",
            causes: [
                Hint(
                    en: "the device was put under maintenance (tram maintenance)",
                    vi: "thiết bị được đặt vào bảo trì (tram maintenance)"),
                Hint(
                    en: "the work is done, and its time is not over",
                    vi: "việc đã xong nhưng chưa hết thời gian bảo trì"),
            ],
            checks: [
                Hint(
                    en: "see who began it, why, and until when",
                    vi: "xem ai bắt đầu, lý do, và đến khi nào")
            ],
            next: "tram maintenance")
    ]

    /// Why maintenance is refused.
    static let ofMaintenance: [Article] = [
        Article(
            "bad-maintenance",
            en: "maintenance for a time, or with a note, that is none",
            vi: "thời gian hoặc ghi chú bảo trì không hợp lệ",
            causes: [
                Hint(en: "longer than 7 days", vi: "dài hơn 7 ngày"),
                Hint(
                    en: "a note of several lines, or of more than 200 bytes",
                    vi: "ghi chú nhiều dòng, hoặc dài hơn 200 byte"),
            ],
            checks: [
                Hint(
                    en: "begin it for a shorter time; it may be begun again",
                    vi: "đặt thời gian ngắn hơn; có thể đặt lại khi cần")
            ],
            next: "tram maintenance DEVICE --for 2h"),
        Article(
            "no-maintenance",
            en: "the device is not under maintenance",
            vi: "thiết bị không trong thời gian bảo trì",
            causes: [
                Hint(en: "its time has come: it has ended", vi: "đã hết thời gian, tự kết thúc"),
                Hint(en: "somebody else has ended it", vi: "người khác đã kết thúc"), .slip,
            ],
            checks: [
                Hint(
                    en: "see which devices are under maintenance",
                    vi: "xem các thiết bị đang bảo trì")
            ],
            next: "tram maintenance"),
    ]
}
