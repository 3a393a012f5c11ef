// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Hub

/// Times, days and sizes in the sentences of `tram hub check`.
enum CheckFigures {
    /// `12.3`, to a tenth; `0.04` below one.
    static func milliseconds(_ time: Nanoseconds, _ sign: String) -> String {
        let count = max(time, .zero).count
        let hundredths = (count + 5_000) / 10_000
        if hundredths < 100 { return "0\(sign)\(hundredths / 10)\(hundredths % 10)" }
        let tenths = (count + 50_000) / 100_000
        return "\(tenths / 10)\(sign)\(tenths % 10)"
    }

    /// `12.3 ms`, as each language writes it.
    static func time(_ time: Nanoseconds) -> Text {
        Text(en: "\(milliseconds(time, ".")) ms", vi: "\(milliseconds(time, ",")) ms")
    }

    static func day(_ time: WallTime) -> String {
        String(LocalTime(time).stamp.prefix { $0 != " " })
    }

    /// Until when, and how many days that is.
    static func end(_ certificate: Certificate, at time: WallTime) -> Text {
        let day = day(certificate.until)
        let left = certificate.daysLeft(at: time)
        guard left >= 0 else {
            return Text(en: "ended \(day)", vi: "đã hết hạn \(day)")
        }
        return Text(
            en: "until \(day) (\(Int(clamping: left).of("day")) left)",
            vi: "đến \(day) (còn \(left) ngày)")
    }

    /// What scripts learn of a certificate.
    static func facts(_ certificate: Certificate, at time: WallTime) -> [JSON.Member] {
        [
            JSON.Member("subject", certificate.subject),
            JSON.Member("issuer", certificate.issuer), JSON.Member("names", certificate.names),
            JSON.Member("from", Int(certificate.from.milliseconds)),
            JSON.Member("until", Int(certificate.until.milliseconds)),
            JSON.Member("days-left", Int(clamping: certificate.daysLeft(at: time))),
        ]
    }
}
