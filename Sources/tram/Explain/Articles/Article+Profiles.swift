// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// What a sound profile still lacks: warnings of `tram profile check`.
    static let ofProfiles: [Article] = [
        Article(
            "no-vietnamese-name",
            en: "the device or a point has no name in Vietnamese",
            vi: "thiết bị hoặc điểm đo chưa có tên tiếng Việt",
            causes: [.unfinished],
            checks: [
                Hint(
                    en: "write names with en and vi, as the library's profiles do",
                    vi: "ghi names với en và vi như các hồ sơ của thư viện")
            ],
            next: "tram profile check FILE"),
        Article(
            "few-sources",
            en: "confirmed, with fewer than two sources",
            vi: "ghi confirmed nhưng chưa đủ hai nguồn",
            causes: [
                .unfinished,
                Hint(
                    en: "the second source is a copy of the first, and was left out",
                    vi: "nguồn thứ hai chép từ nguồn thứ nhất nên bị bỏ"),
            ],
            checks: [
                Hint(
                    en: "name a second source that agrees, or write confidence: single",
                    vi: "ghi thêm một nguồn độc lập khớp, hoặc confidence: single")
            ],
            next: "tram profile check FILE"),
        Article(
            "no-vectors",
            en: "nothing tests what the profile says",
            vi: "chưa có gì kiểm chứng hồ sơ",
            causes: [.unfinished],
            checks: [.addVectors],
            next: "tram read BUS:UNIT TABLE 0..9"),
        Article(
            "untested-points",
            en: "points that no vector covers",
            vi: "có điểm đo không nằm trong vector nào",
            causes: [.unfinished],
            checks: [.addVectors],
            next: "tram read BUS:UNIT TABLE 0..9"),
        Article(
            "more-requests",
            en: "more requests than there are runs of registers",
            vi: "nhiều yêu cầu hơn số dãy thanh ghi liền kề",
            causes: [
                Hint(
                    en: "the device's limits or holes allow no longer reads",
                    vi: "giới hạn hoặc khoảng trống của thiết bị không cho đọc dài hơn"),
                Hint(
                    en: "points that lie side by side are read at different periods",
                    vi: "các điểm đo liền kề được đọc theo chu kỳ khác nhau"),
            ],
            checks: [
                Hint(
                    en: "see which requests there are, and what they cost",
                    vi: "xem có những yêu cầu nào và tốn bao lâu")
            ],
            next: "tram profile show FILE"),
    ]
}
