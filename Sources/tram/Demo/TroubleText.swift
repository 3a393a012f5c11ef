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

    /// When the hub was told, and what.
    private func news(_ language: Language) -> Text {
        guard let noticed = trouble.noticed else {
            return Text(en: "the hub does not know yet", vi: "hub chưa biết")
        }
        let time = PointText.seconds(noticed - trouble.began, language)
        return Text(
            en: "offline after \(time) s: \(trouble.code)",
            vi: "offline sau \(time) s: \(trouble.code)")
    }

    /// How long after its end all was well again, and what it cost.
    private func result(_ name: Text, _ recovered: Int64, _ language: Language) -> Text {
        let time = PointText.seconds(recovered - (trouble.mended ?? recovered), language)
        let lost = Int(clamping: trouble.lost)
        guard trouble.target == .broker else {
            return Text(
                en: "\(name.en): recovered after \(time) s; \(lost.of("record")) lost",
                vi: "\(name.vi): phục hồi sau \(time) s; mất \(lost) bản ghi")
        }
        return Text(
            en: "\(name.en): back after \(time) s; "
                + "\(trouble.caughtUp.of("record")) caught up, \(lost) lost",
            vi: "\(name.vi): phục hồi sau \(time) s; "
                + "nhận bù \(trouble.caughtUp) bản ghi, mất \(lost)")
    }

    private func device(_ id: String, _ language: Language) -> Text {
        if let recovered = trouble.recovered {
            return result(Text(en: id, vi: id), recovered, language)
        }
        if let mended = trouble.mended {
            return Text(
                en: "\(id) plugged in \(since(mended)) ago; waiting for the next probe",
                vi: "\(id) đã cắm lại \(since(mended)); chờ lần dò kế tiếp")
        }
        let (time, news) = (since(trouble.began), news(language))
        return Text(
            en: "\(id) unplugged \(time); \(news.en)", vi: "\(id) bị rút \(time); \(news.vi)")
    }

    private func line(_ id: String, _ language: Language) -> Text {
        if let recovered = trouble.recovered {
            return result(Text(en: "line \(id)", vi: "đường \(id)"), recovered, language)
        }
        if let mended = trouble.mended {
            return Text(
                en: "line \(id) mended \(since(mended)) ago; waiting for the next attempt",
                vi: "đường \(id) đã nối lại \(since(mended)); chờ lần thử kế tiếp")
        }
        let (time, news) = (since(trouble.began), news(language))
        return Text(
            en: "line \(id) broken \(time); \(news.en)", vi: "đường \(id) đứt \(time); \(news.vi)")
    }

    private func broker(_ language: Language) -> Text {
        if let recovered = trouble.recovered {
            return result(Text(en: "broker", vi: "broker"), recovered, language)
        }
        if let mended = trouble.mended {
            return Text(
                en: "broker started \(since(mended)) ago; the agent tries again within 2 minutes",
                vi: "broker chạy lại \(since(mended)); agent thử kết nối lại trong 2 phút")
        }
        let time = since(trouble.began)
        return Text(
            en: "broker stopped \(time); the agent reads on, keeps its records",
            vi: "broker dừng \(time); agent vẫn đọc và giữ lại bản ghi")
    }
}
