// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What became of a fault, as a line for people.
struct TroubleText {
    private let trouble: Trouble
    private let now: Int64

    init(_ trouble: Trouble, at now: Int64) {
        self.trouble = trouble
        self.now = now
    }

    func callAsFunction(_ language: Language) -> String {
        let text: Text
        switch trouble.target {
        case .device(let id): text = device(id, language)
        case .line(let id): text = line(id, language)
        case .broker: text = broker(language)
        }
        let mark = trouble.recovered != nil ? "✓" : trouble.mended != nil ? "…" : "✗"
        return "\(mark) \(text(language))"
    }

    private func since(_ moment: Int64) -> String { "\(max(0, now - moment) / 1_000) s" }

    /// What the hub was told.
    private func news(_ language: Language) -> Text {
        guard let noticed = trouble.noticed else {
            return Text(en: "the hub has not heard of it yet", vi: "hub chưa biết")
        }
        let time = PointText.seconds(noticed - trouble.began, language)
        return Text(
            en: "hub told after \(time) s: offline, \(trouble.code)",
            vi: "hub biết sau \(time) s: offline, \(trouble.code)")
    }

    private func result(_ name: Text, _ recovered: Int64, _ language: Language) -> Text {
        let time = PointText.seconds(recovered - (trouble.mended ?? recovered), language)
        return Text(
            en: "\(name.en): recovered after \(time) s; \(Int(clamping: trouble.lost).of("record")) lost",
            vi: "\(name.vi): phục hồi sau \(time) s; mất \(trouble.lost) bản ghi")
    }

    private func device(_ id: String, _ language: Language) -> Text {
        if let recovered = trouble.recovered {
            return result(Text(en: "\(id) plugged in", vi: "\(id) đã cắm lại"), recovered, language)
        }
        if let mended = trouble.mended {
            return Text(
                en: "\(id) plugged in \(since(mended)) ago; its next probe finds it",
                vi: "\(id) đã cắm lại \(since(mended)) trước; chờ lần dò kế tiếp")
        }
        let news = news(language)
        return Text(
            en: "\(id) unplugged \(since(trouble.began)) ago; \(news.en)",
            vi: "\(id) bị rút \(since(trouble.began)) trước; \(news.vi)")
    }

    private func line(_ id: String, _ language: Language) -> Text {
        if let recovered = trouble.recovered {
            return result(
                Text(en: "line \(id) mended", vi: "đường \(id) đã nối lại"), recovered, language)
        }
        if let mended = trouble.mended {
            return Text(
                en: "line \(id) mended \(since(mended)) ago; its next attempt finds it",
                vi: "đường \(id) đã nối lại \(since(mended)) trước; chờ lần thử kế tiếp")
        }
        let news = news(language)
        return Text(
            en: "line \(id) broken \(since(trouble.began)) ago; \(news.en)",
            vi: "đường \(id) bị ngắt \(since(trouble.began)) trước; \(news.vi)")
    }

    private func broker(_ language: Language) -> Text {
        if let recovered = trouble.recovered {
            let time = PointText.seconds(recovered - (trouble.mended ?? recovered), language)
            return Text(
                en: "broker started: recovered after \(time) s; "
                    + "\(trouble.caughtUp.of("record")) caught up, \(trouble.lost) lost",
                vi: "broker chạy lại: phục hồi sau \(time) s; "
                    + "nhận bù \(trouble.caughtUp) bản ghi, mất \(trouble.lost)")
        }
        if let mended = trouble.mended {
            return Text(
                en: "broker started \(since(mended)) ago; the agent tries again within its pause",
                vi: "broker chạy lại \(since(mended)) trước; agent sẽ tự kết nối lại sau quãng nghỉ")
        }
        return Text(
            en: "broker stopped \(since(trouble.began)) ago; the agent reads on and keeps its records",
            vi: "broker dừng \(since(trouble.began)) trước; agent vẫn đọc và giữ lại bản ghi")
    }
}
