// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// Why something will never come.
    static let ofGaps: [Article] = [
        Article(
            "spool-full",
            en: "the spool had no room left; the oldest were dropped",
            vi: "kho hết chỗ; bản ghi cũ nhất bị bỏ",
            causes: [
                Hint(
                    en: "the hub was away for longer than the spool holds",
                    vi: "hub mất liên lạc lâu hơn sức chứa của kho"), .fullDisk,
            ],
            checks: [
                Hint(
                    en: "raise size of spool in tram.yaml",
                    vi: "tăng size của spool trong tram.yaml"), .lookDisk,
            ],
            next: "tram spool"),
        Article(
            "unclean-stop",
            en: "the service did not come to end itself",
            vi: "dịch vụ không kịp tự kết thúc",
            causes: [
                .lostPower,
                Hint(
                    en: "it was killed, or the machine hung",
                    vi: "nó bị dừng cưỡng bức, hoặc máy bị treo"),
            ],
            checks: [
                .readLog,
                Hint(
                    en: "a battery or a UPS ends it cleanly",
                    vi: "ắc quy hoặc UPS giúp nó dừng đúng cách"),
            ],
            next: "tram spool"),
        Article(
            "spool-damaged",
            en: "the spool could not be read any more",
            vi: "không còn đọc được kho lưu tạm (spool)",
            causes: [.lostPower, .worn],
            checks: [.kernelLog, .swapDisk],
            next: "tram spool"),
        Article(
            "ring-full",
            en: "readings came faster than they could be taken",
            vi: "giá trị đọc đến nhanh hơn tốc độ xử lý",
            causes: [
                Hint(en: "the machine stood still or is overloaded", vi: "máy bị treo hoặc quá tải")
            ],
            checks: [Hint(en: "see what it does: top", vi: "xem nó làm gì: top"), .readLog],
            next: "tram status bus"),
        Article(
            "not-stored",
            en: "records could not be written, and had no other room",
            vi: "bản ghi không ghi được và không còn chỗ khác",
            causes: [.fullDisk, .mountedReadOnly, .worn],
            checks: [.lookDisk, .kernelLog],
            next: "tram spool"),
        Article(
            "refused",
            en: "the hub will never take them, and said so",
            vi: "hub không bao giờ nhận và đã báo như vậy",
            causes: [
                Hint(
                    en: "the hub allows only smaller packets, or other topics",
                    vi: "hub chỉ nhận gói nhỏ hơn, hoặc topic khác")
            ],
            checks: [.askHub],
            next: "tram status hub"),
        Article(
            "not-kept",
            en: "the hub asks again for what is kept no longer",
            vi: "hub hỏi lại những gì không còn giữ",
            causes: [
                Hint(
                    en: "keep is shorter than the hub's memory needs",
                    vi: "keep ngắn hơn mức hub cần")
            ],
            checks: [
                Hint(
                    en: "lengthen keep of spool in tram.yaml",
                    vi: "tăng keep của spool trong tram.yaml")
            ],
            next: "tram spool"),
    ]
}
