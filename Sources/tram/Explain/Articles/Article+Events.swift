// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// Events that are no quality.
    static let ofEvents: [Article] = [
        Article(
            "limit/low",
            en: "a value is below its alarm limit",
            vi: "giá trị dưới ngưỡng cảnh báo",
            causes: [
                Hint(en: "what is measured is low indeed", vi: "đại lượng thật sự thấp"),
                .wrongScale, .deadSensor,
                Hint(
                    en: "the limit is too high for this place (limits)",
                    vi: "ngưỡng quá cao cho nơi này (limits)"),
            ],
            checks: [.compareDisplay, .followRules],
            next: "tram read DEVICE POINT"),
        Article(
            "limit/high",
            en: "a value is above its alarm limit",
            vi: "giá trị trên ngưỡng cảnh báo",
            causes: [
                Hint(en: "what is measured is high indeed", vi: "đại lượng thật sự cao"),
                .wrongScale, .deadSensor,
                Hint(
                    en: "the limit is too low for this place (limits)",
                    vi: "ngưỡng quá thấp cho nơi này (limits)"),
            ],
            checks: [.compareDisplay, .followRules],
            next: "tram read DEVICE POINT"),
        Article(
            "counter-rollover",
            en: "a counter has passed its end and counts on from 0",
            vi: "bộ đếm đã đầy và đếm lại từ 0",
            causes: [
                Hint(
                    en: "its register or display is full, as it must be some day",
                    vi: "thanh ghi hoặc màn hình đầy, sớm muộn cũng xảy ra")
            ],
            checks: [
                Hint(
                    en: "nothing is lost: the difference counts across it",
                    vi: "không mất gì: phần chênh lệch vẫn được tính qua mốc này"), .compareDisplay,
            ],
            next: "tram read DEVICE POINT"),
        Article(
            "counter-reset",
            en: "a counter has fallen, and not by passing its end",
            vi: "bộ đếm giảm mà không phải do đầy",
            causes: [
                Hint(
                    en: "the instrument was replaced, or reset by somebody",
                    vi: "thiết bị đo được thay, hoặc bị ai đó xóa số"), .noise, .wrongScale,
            ],
            checks: [
                Hint(
                    en: "ask who worked at the cabinet, and note both readings",
                    vi: "hỏi ai đã làm việc ở tủ, ghi lại cả hai chỉ số"), .compareDisplay,
            ],
            next: "tram read DEVICE POINT"),
    ]
}
