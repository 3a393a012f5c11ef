// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// The service's state as a person reads it: sentences first, then a row for each bus and device.
struct StatusView {
    let width: Int
    let language: Language
    private let figures: Figures

    init(width: Int = 80, language: Language = .english) {
        self.width = max(width, 60)
        self.language = language
        figures = Figures(language: language)
    }

    func lines(_ report: StatusReport) -> [String] {
        let json = report.json
        let words =
            [
                json["gateway"].map(gateway), json["clock"].map(clock), json["hub"].map(hub),
                report.unheard.map(unheard), json["spool"].map(spool),
            ].compactMap(\.self) + report.alarms.map(alarm)
        return words.flatMap { $0(language).wrapped(columns: width) } + buses(report)
            + devices(report)
    }

    // MARK: In words

    private func gateway(_ json: JSON) -> Text {
        let place = "\(json.text("id")) (\(json.text("area")), \(json.text("site"))): "
        let version = "tram \(json.text("version"))"
        let time = duration(json["running"])
        return Text(
            en: "\(place)\(version), running for \(time)", vi: "\(place)\(version), đã chạy \(time)"
        )
    }

    private func clock(_ json: JSON) -> Text {
        json["trusted"]?.bool == true
            ? Text(en: "clock: trusted", vi: "đồng hồ: tin được")
            : Text(
                en: "✗ clock: not trusted; records are sent again with their times once it is: "
                    + "timedatectl, or gateway.clock in the file",
                vi: "✗ đồng hồ: chưa tin được; bản ghi sẽ được gửi lại kèm giờ đúng: xem "
                    + "timedatectl, hoặc gateway.clock trong tệp cấu hình")
    }

    private func hub(_ json: JSON) -> Text {
        let id = json.hubName
        guard json["up"]?.bool != true else {
            let time = ago(json["since"])
            let session = json["session"]?.integer ?? 0
            return Text(
                en: "\(id): up for \(time) (session \(session))",
                vi: "\(id): đã kết nối \(time) (phiên \(session))")
        }
        let fault = json["fault"]
        let why = Text(en: fault?.text("en") ?? "", vi: fault?.text("vi") ?? "")
        let code = fault.map { " [\($0.text("code"))]" } ?? ""
        guard fault != nil else {
            return Text(
                en: "✗ \(id): not connected yet", vi: "✗ \(id): chưa kết nối lần nào")
        }
        let next = (json["retry"]?.integer ?? 0) / 1_000
        return Text(
            en: "✗ \(id): not connected: \(why.en)\(code); next attempt in \(next) s",
            vi: "✗ \(id): mất kết nối: \(why.vi)\(code); thử lại sau \(next) giây")
    }

    private func unheard(_ json: JSON) -> Text {
        let code = json.text("code")
        return Text(
            en: "✗ \(json.text("en")) [\(code)]; next: tram explain \(code)",
            vi: "✗ \(json.text("vi")) [\(code)]; tiếp theo: tram explain \(code)")
    }

    private func spool(_ json: JSON) -> Text {
        guard json["durable"]?.bool == true else {
            return Text(
                en: "✗ spool: in memory only, and lost with the power: tram spool tells why",
                vi: "✗ spool: chỉ nằm trong bộ nhớ, mất điện là mất: xem lý do bằng tram spool")
        }
        guard let used = json["used"]?.integer, let size = json["size"]?.integer else {
            return Text(en: "spool: not looked at yet", vi: "spool: chưa có số liệu")
        }
        let share =
            "\(figures.bytes(used)) \(Text(en: "of", vi: "trong")(language)) "
            + "\(figures.bytes(size)) (\(figures.share(used, of: size)))"
        let waiting = Int(clamping: json["waiting"]?.integer ?? 0)
        let wait =
            waiting == 0
            ? Text(en: "nothing waits", vi: "không có gì chờ")
            : Text(en: "\(waiting.of("record")) waiting", vi: "\(waiting) bản ghi chờ gửi")
        let hours = json["hours"]?.double.map(figures.hours)
        let room = Text(
            en: hours.map { ", room for \($0)" } ?? "",
            vi: hours.map { ", còn chỗ cho \($0)" } ?? "")
        guard let disk = json["disk-hours"]?.double.map(figures.hours) else {
            return Text(
                en: "spool: \(share), \(wait.en)\(room.en)",
                vi: "spool: \(share), \(wait.vi)\(room.vi)")
        }
        return Text(
            en: "✗ spool: \(share), \(wait.en); the disk is full in \(disk): make room",
            vi: "✗ spool: \(share), \(wait.vi); đĩa sẽ đầy sau \(disk): hãy dọn bớt")
    }

    private func alarm(_ json: JSON) -> Text {
        let what = "\(json.text("device")) \(json.text("point")) \(json.text("code"))"
        let limit = json["limit"]?.number ?? ""
        let since = stamp(json["since"])
        return Text(
            en: "✗ alarm: \(what) \(limit) (\(json.text("severity"))) since \(since)",
            vi: "✗ cảnh báo: \(what) \(limit) (\(json.text("severity"))) từ \(since)")
    }

    // MARK: Tables

    private func buses(_ report: StatusReport) -> [String] {
        guard !report.buses.isEmpty else { return [] }
        let head = Text(
            en: "BUS|LINK|REQUESTS|ANSWERED|TIMEOUTS|DAMAGED|FOREIGN|ADDRESS",
            vi: "BUS|CỔNG|YÊU CẦU|TRẢ LỜI|QUÁ HẠN|HỎNG|LẠ|ĐỊA CHỈ")(language)
        let rows = report.buses.map(cells(ofBus:))
        let columns = StatusColumns(buses: rows, width: width)
        return columns.head(bus: head.split(separator: "|").map(String.init))
            + zip(rows, report.buses).flatMap { row, json in
                let fault = json["fault"].map {
                    "  ✗ \($0.text(language == .english ? "en" : "vi")) [\($0.text("code"))]"
                }
                return columns.lines(bus: row) + (fault?.wrapped(columns: width) ?? [])
            }
    }

    private func cells(ofBus json: JSON) -> [String] {
        func count(_ name: String) -> UInt64 { UInt64(clamping: json[name]?.integer ?? 0) }
        let heard = count("answers") + count("exceptions")
        let damaged = count("garbled") + count("mismatched")
        return [
            json.text("id"), json["open"]?.bool == true ? "open" : "down",
            AuditView.figure(count("requests")), figures.percent(heard, of: count("requests")),
            AuditView.figure(count("timeouts")), AuditView.figure(damaged),
            AuditView.figure(count("foreign")), json.text("address"),
        ]
    }

    private func devices(_ report: StatusReport) -> [String] {
        guard !report.devices.isEmpty else {
            return report.json["devices"] == nil ? [] : [DeviceListView.nothing(language)]
        }
        let head = Text(
            en: "DEVICE|BUS|UNIT|STATE|SINCE|GOOD|AGE, REPLY, OR WHY",
            vi: "THIẾT BỊ|BUS|TRẠM|TRẠNG THÁI|TỪ LÚC|TỐT|TUỔI, ĐÁP, LÝ DO")(language)
        let rows = report.devices.map(cells(of:))
        let columns = StatusColumns(devices: rows, width: width)
        return columns.head(device: head.split(separator: "|").map(String.init))
            + zip(rows, report.devices).flatMap { row, json in
                columns.lines(device: row) + refused(json) + advice(json)
            }
    }

    private func cells(of json: JSON) -> [String] {
        let since = json["maintenance"]?["since"] ?? json["since"]
        return [
            json.text("id"), json.text("bus"), "\(json["unit"]?.integer ?? 0)",
            json.text("state"), since.map(stamp) ?? "",
            "\(json["good"]?.integer ?? 0)/\(json["points"]?.integer ?? 0)", end(json),
        ]
    }

    /// How long somebody works on it still, why it is silent, or how old its last value is.
    private func end(_ json: JSON) -> String {
        if let maintenance = json["maintenance"] {
            let left = MaintenanceView.left(maintenance, language)
            return Text(en: "\(left) left", vi: "còn \(left)")(language)
        }
        let code = json.text("code")
        return code.isEmpty ? age(json) : code
    }

    /// Of its last value, and how long its answers take: as a rule, and at most.
    private func age(_ json: JSON) -> String {
        let age = json["age"].map(duration)
        guard let trip = json["round-trip"], let usual = trip["usual"]?.integer,
            let slowest = trip["slowest"]?.integer
        else { return age ?? "" }
        let (low, high) = (usual / 1_000, slowest / 1_000)
        let reply = low >= high ? "\(high) ms" : "\(low)–\(high) ms"
        return age.map { "\($0), \(reply)" } ?? reply
    }

    /// What to write into the configuration.
    private func advice(_ json: JSON) -> [String] {
        guard let words = json["advice"]?.text(language == .english ? "en" : "vi"), !words.isEmpty
        else { return [] }
        return "  \(words)".wrapped(columns: width)
    }

    private func refused(_ json: JSON) -> [String] {
        let names = (json["refused"]?.array ?? []).compactMap(\.string)
        guard !names.isEmpty else { return [] }
        let list = names.joined(separator: ", ")
        return Text(
            en: "  it refuses \(list): asked for again seldom, in the end once a day",
            vi: "  thiết bị từ chối \(list): chỉ hỏi lại thỉnh thoảng, thưa nhất mỗi ngày một lần")(
                language
            ).wrapped(columns: width)
    }

    // MARK: Times

    /// Of so many milliseconds: seconds, then as all durations.
    private func duration(_ json: JSON?) -> String {
        let seconds = max(0, json?.integer ?? 0) / 1_000
        return seconds < 120 ? "\(seconds) s" : figures.hours(Double(seconds) / 3_600)
    }

    private func ago(_ json: JSON?) -> String {
        guard let then = json?.integer else { return "0 s" }
        return duration(.number("\(Clock.wall().milliseconds &- then)"))
    }

    private func stamp(_ json: JSON?) -> String {
        LocalTime(WallTime(milliseconds: json?.integer ?? 0)).shortStamp
    }
}
