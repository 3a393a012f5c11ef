// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// Faults that a simulated device can be given.
    static let ofSimulator: [Article] = [
        Article(
            "late",
            en: "replies come when nobody waits any more",
            vi: "trả lời khi không còn ai chờ",
            causes: [.asked],
            checks: [
                Hint(
                    en: "expect comm/timeout, and never an old value",
                    vi: "sẽ thấy comm/timeout, và không bao giờ giá trị cũ")
            ],
            next: "tram explain comm/timeout"),
        Article(
            "crc",
            en: "replies have a wrong check",
            vi: "câu trả lời sai mã kiểm (CRC)",
            causes: [.asked],
            checks: [
                Hint(
                    en: "expect comm/garbled; on TCP comm/timeout",
                    vi: "sẽ thấy comm/garbled; qua TCP là comm/timeout")
            ],
            next: "tram explain comm/garbled"),
        Article(
            "noise",
            en: "random bytes come before replies",
            vi: "byte nhiễu trước câu trả lời",
            causes: [.asked],
            checks: [
                Hint(
                    en: "expect comm/garbled, and strays in tram status bus",
                    vi: "sẽ thấy comm/garbled, và byte lạ trong tram status bus")
            ],
            next: "tram status bus"),
        Article(
            "dropped",
            en: "bytes of replies are missing",
            vi: "câu trả lời mất byte",
            causes: [.asked],
            checks: [.expectGarbled],
            next: "tram explain comm/garbled"),
        Article(
            "foreign",
            en: "replies are of another unit",
            vi: "trả lời mang địa chỉ trạm (unit id) khác",
            causes: [.asked],
            checks: [
                Hint(
                    en: "expect comm/mismatch or comm/timeout",
                    vi: "sẽ thấy comm/mismatch hoặc comm/timeout")
            ],
            next: "tram explain comm/mismatch"),
        Article(
            "duplicate",
            en: "two devices have one unit id, and both answer",
            vi: "hai thiết bị trùng địa chỉ trạm, cùng trả lời",
            causes: [.asked],
            checks: [.expectGarbled],
            next: "tram scan BUS"),
        Article(
            "echo",
            en: "requests come back: an adapter that hears itself",
            vi: "yêu cầu vọng lại: bộ chuyển đổi nghe chính nó",
            causes: [.asked],
            checks: [
                Hint(
                    en: "write echo into the bus's serial entry, as for a real one",
                    vi: "ghi echo vào mục serial của bus, như với thiết bị thật")
            ],
            next: "tram check && tram reload"),
        Article(
            "exception",
            en: "the device refuses: it has failed (exception 4)",
            vi: "thiết bị từ chối: báo hỏng (mã lỗi 4)",
            causes: [.asked],
            checks: [Hint(en: "expect comm/device-failure", vi: "sẽ thấy comm/device-failure")],
            next: "tram explain comm/device-failure"),
        Article(
            "hole",
            en: "some addresses do not exist (exception 2)",
            vi: "một số địa chỉ không có (mã lỗi 2)",
            causes: [.asked],
            checks: [
                Hint(
                    en: "expect comm/illegal-address, and only for some points",
                    vi: "sẽ thấy comm/illegal-address, chỉ ở vài điểm đo")
            ],
            next: "tram status device"),
        Article(
            "busy",
            en: "the device asks for patience (exception 6)",
            vi: "thiết bị xin chờ (mã lỗi 6)",
            causes: [.asked],
            checks: [Hint(en: "expect comm/busy", vi: "sẽ thấy comm/busy")],
            next: "tram explain comm/busy"),
        Article(
            "dead",
            en: "no answer",
            vi: "không trả lời",
            causes: [.asked],
            checks: [
                Hint(
                    en: "expect comm/timeout, and the device offline",
                    vi: "sẽ thấy comm/timeout, và thiết bị offline")
            ],
            next: "tram explain comm/timeout"),
        Article(
            "vanish",
            en: "the port goes away for some seconds",
            vi: "cổng biến mất vài giây rồi trở lại",
            causes: [.asked],
            checks: [
                Hint(
                    en: "expect comm/disconnected, then values again by themselves",
                    vi: "sẽ thấy comm/disconnected, rồi tự có lại giá trị")
            ],
            next: "tram status bus"),
    ]
}
