// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Sizes and durations as a person reads them, with the language's decimal sign.
struct Figures {
    let language: Language

    /// `12.3 MB`: decimal units, as files write sizes.
    func bytes(_ bytes: Int64) -> String {
        var (figure, unit) = (Double(bytes), "B")
        for next in ["kB", "MB", "GB", "TB"] where figure >= 1_000 {
            (figure, unit) = (figure / 1_000, next)
        }
        return unit == "B" ? "\(bytes) B" : "\(number(figure)) \(unit)"
    }

    /// The largest unit of which there is one: `27 days`, `5.2 hours`.
    func hours(_ hours: Double) -> String {
        // More than ten years is no forecast.
        let (limit, hours) = (87_600.0, max(0, hours))
        if hours >= limit { return Text(en: "over 10 years", vi: "hơn 10 năm")(language) }
        if hours >= 48 {
            let days = Int(hours / 24)
            return Text(en: "\(days) days", vi: "\(days) ngày")(language)
        }
        if hours >= 2 {
            return Text(en: "\(number(hours)) hours", vi: "\(number(hours)) giờ")(language)
        }
        let minutes = Int(hours * 60)
        return Text(en: minutes.of("minute"), vi: "\(minutes) phút")(language)
    }

    /// One digit behind the sign below a hundred.
    private func number(_ figure: Double) -> String {
        let tenths = Int64(figure * 10)
        guard figure < 100 else { return "\(tenths / 10)" }
        return "\(tenths / 10)\(language == .vietnamese ? "," : ".")\(tenths % 10)"
    }

    /// So many in a hundred, to a tenth and rounded down: only all is 100.
    func percent(_ part: UInt64, of all: UInt64) -> String {
        guard all > 0 else { return "" }
        if part >= all { return "100 %" }
        return "\(number(Double(part) / Double(all) * 100)) %"
    }

    /// So many in a hundred; something is never 0 %.
    func share(_ part: Int64, of all: Int64) -> String {
        guard all > 0, part > 0 else { return "0 %" }
        let share = Int(min(Double(part) / Double(all) * 100, 999))
        return share == 0 ? "< 1 %" : "\(share) %"
    }
}
