// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Numbers of the record as its reader writes them.
struct CommissionFigures {
    let language: Language

    /// Milliseconds with a tenth.
    func milliseconds(_ time: Double?) -> String {
        time.map { decimal($0, 1) } ?? "–"
    }

    /// As much as a clock may be wrong by.
    func error(_ time: Nanoseconds) -> String {
        let milliseconds = Double(time.count) / 1e6
        return milliseconds < 1_000
            ? "±\(decimal(milliseconds, 1)) ms" : "±\(decimal(milliseconds / 1_000, 1)) s"
    }

    /// Rounded down: only all is 100.
    func percent(_ share: Double?) -> String {
        share.map { "\(decimal(($0 * 100).rounded(.down) / 100, 2)) %" } ?? "–"
    }

    func decimal(_ number: Double, _ digits: Int) -> String {
        let power = (0..<digits).reduce(1.0) { power, _ in power * 10 }
        guard abs(number) * power < 1e15 else { return "\(number)" }
        let scaled = Int64((number * power).rounded())
        let (whole, part) = (abs(scaled) / Int64(power), abs(scaled) % Int64(power))
        let sign = scaled < 0 ? "-" : ""
        let rest = String(repeating: "0", count: digits - "\(part)".count) + "\(part)"
        return "\(sign)\(whole)\(language == .vietnamese ? "," : ".")\(rest)"
    }

    /// `2026-11-23 15:17:05 (UTC+7)`.
    func time(_ wall: WallTime) -> String {
        let local = LocalTime(wall)
        let seconds = local.second < 10 ? "0\(local.second)" : "\(local.second)"
        return "\(local.stamp):\(seconds) (\(Self.offset(local, wall)))"
    }

    /// How far the place's clock is ahead of UTC.
    private static func offset(_ local: LocalTime, _ wall: WallTime) -> String {
        let days = days(local.year, local.month, local.day)
        let own = days * 86_400 + local.hour * 3_600 + local.minute * 60 + local.second
        let minutes = (own - Int(wall.nanoseconds / 1_000_000_000)) / 60
        let rest = abs(minutes) % 60
        let hours = "\(minutes < 0 ? "-" : "+")\(abs(minutes) / 60)"
        return minutes == 0 ? "UTC" : "UTC\(hours)\(rest == 0 ? "" : ":\(rest)")"
    }

    /// From 1970-01-01, in years that begin in March.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month > 2 ? year : year - 1
        let month = (month + 9) % 12
        return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day
            - 719_469
    }

    /// `10 min`, `90 s`.
    func duration(_ milliseconds: Int64) -> String {
        let seconds = (milliseconds + 500) / 1_000
        let time =
            seconds % 60 == 0 && seconds > 0
            ? Text(en: "\(seconds / 60) min", vi: "\(seconds / 60) phút")
            : Text(en: "\(seconds) s", vi: "\(seconds) giây")
        return time(language)
    }
}
