// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One thing that a site must do, and whether it did.
struct CommissionVerdict {
    /// For scripts.
    let id: String
    let what: Text
    let isPassed: Bool
    /// What was seen.
    let found: Text

    /// Of one that failed.
    var code: String {
        "commission-\(id)"
    }
}

extension CommissionRecord {
    var verdicts: [CommissionVerdict] {
        [run, file, clock, hubVerdict, delivery, spool] + configuration.lines.map(verdict(ofBus:))
            + configuration.lines.flatMap { line in
                line.devices.map { verdict(of: $0, on: line) }
            } + [alarms]
    }

    private var status: JSON { measure.last.json }

    private var run: CommissionVerdict {
        let isWhole = !measure.isDisturbed && measure.misses == 0
        return CommissionVerdict(
            id: "run", what: Text(en: "the service ran through", vi: "dịch vụ chạy liên tục"),
            isPassed: isWhole,
            found: isWhole
                ? Text(
                    en: "\(measure.samples) looks, each answered",
                    vi: "\(measure.samples) lần xem, lần nào cũng có trả lời")
                : Text(
                    en: measure.isDisturbed
                        ? "it began anew, or took another file"
                        : "\(measure.misses) looks without an answer",
                    vi: measure.isDisturbed
                        ? "dịch vụ đã khởi động lại hoặc nạp tệp khác"
                        : "\(measure.misses) lần không trả lời"))
    }

    private var file: CommissionVerdict {
        let errors = problems.count { $0.severity == .error }
        let isSame = status["gateway"]?["config"]?.string == configuration.hash
        let isFine = errors == 0 && isSame
        return CommissionVerdict(
            id: "file", what: Text(en: "configuration", vi: "tệp cấu hình"), isPassed: isFine,
            found: !isSame
                ? Text(
                    en: "the service runs with another version of the files: tram reload",
                    vi: "dịch vụ đang chạy với phiên bản khác của tệp: tram reload")
                : errors > 0
                    ? Text(en: errors.of("error"), vi: "\(errors) lỗi")
                    : Text(
                        en: "as in force; \(problems.count.of("warning"))",
                        vi: "đúng bản đang dùng; \(problems.count) cảnh báo"))
    }

    private var clock: CommissionVerdict {
        let isTrusted = status["clock"]?["trusted"]?.bool == true
        return CommissionVerdict(
            id: "clock", what: Text(en: "clock", vi: "đồng hồ"), isPassed: isTrusted,
            found: isTrusted
                ? Text(en: "trusted", vi: "tin được")
                : Text(en: "not trusted: timedatectl", vi: "chưa tin được: timedatectl"))
    }

    private var hubVerdict: CommissionVerdict {
        let hub = status["hub"] ?? .null
        let fault = hub["fault"]
        let troubles = hubTroubles
        let isUp = hub["up"]?.bool == true
        let why =
            fault.map { Text(en: $0.text("code"), vi: $0.text("code")) }
            ?? Text(en: "not connected", vi: "chưa kết nối")
        let list = troubles.joined(separator: ", ")
        return CommissionVerdict(
            id: "hub", what: Text(en: "connection to the hub", vi: "kết nối tới hub"),
            isPassed: isUp && troubles.isEmpty,
            found: !isUp
                ? why
                : troubles.isEmpty ? Text(en: "up", vi: "đã kết nối") : Text(en: list, vi: list))
    }

    /// Codes of the steps that have found something.
    private var hubTroubles: [String] {
        guard case .steps(let report) = hub else { return [] }
        return report.entries.compactMap(\.step.trouble?.code)
    }

    /// What nobody had subscribed to was taken by the hub all the same.
    private var delivery: CommissionVerdict {
        let growth = { measure.growth("hub", $0) }
        let (heard, unheard, refused) = (
            growth("delivered") + growth("recovered"), growth("unheard"), growth("refused")
        )
        let parts = [
            (heard, Text(en: "delivered", vi: "đã nhận")),
            (unheard, Text(en: "taken without a reader", vi: "đã nhận nhưng chưa có bên đọc")),
            (refused, Text(en: "refused", vi: "bị từ chối")),
        ].filter { $0.0 > 0 }
        let none = Text(en: "none", vi: "không có")
        let said = { (language: Language) in
            parts.map { "\($0.0) \($0.1(language))" }.joined(separator: ", ")
        }
        return CommissionVerdict(
            id: "delivery", what: Text(en: "records to the hub", vi: "bản ghi tới hub"),
            isPassed: heard + unheard > 0 && refused == 0,
            found: parts.isEmpty ? none : Text(en: said(.english), vi: said(.vietnamese)))
    }

    private var spool: CommissionVerdict {
        let isDurable = status["spool"]?["durable"]?.bool == true
        return CommissionVerdict(
            id: "spool", what: Text(en: "spool", vi: "kho lưu tạm (spool)"), isPassed: isDurable,
            found: isDurable
                ? Text(en: "on disk", vi: "trên đĩa")
                : Text(en: "in memory only: tram spool", vi: "chỉ trong bộ nhớ: tram spool"))
    }

    private func verdict(ofBus line: Line) -> CommissionVerdict {
        let bus = measure.last.buses.first { $0.text("id") == line.id } ?? .null
        let isOpen = bus["open"]?.bool == true
        let code = bus["fault"]?.text("code") ?? ""
        return CommissionVerdict(
            id: "bus", what: Text(en: "bus \(line.id)", vi: "bus \(line.id)"), isPassed: isOpen,
            found: isOpen
                ? Text(en: "open", vi: "đang mở") : Text(en: "down \(code)", vi: "không mở \(code)")
        )
    }

    private var alarms: CommissionVerdict {
        let alarms = measure.last.alarms
        let names = alarms.prefix(8).map { "\($0.text("device")) \($0.text("point"))" }
        let list = names.joined(separator: ", ")
        return CommissionVerdict(
            id: "alarms", what: Text(en: "limits", vi: "ngưỡng cảnh báo"),
            isPassed: alarms.isEmpty,
            found: alarms.isEmpty
                ? Text(en: "none is passed", vi: "không ngưỡng nào bị vượt")
                : Text(en: list, vi: list))
    }

    /// Online at each look, enough answers, and every point good at last.
    func verdict(of device: Device, on line: Line) -> CommissionVerdict {
        let tally = tally(device, on: line)
        let series = measure.device(device.id) ?? DeviceSeries(id: device.id)
        let away = series.samples - series.online
        let bad = series.points.filter { $0.quality != "good" }.map(\.name)
        var en: [String] = []
        var vi: [String] = []
        if series.samples == 0 || away > 0 {
            let (all, why) = (series.samples, series.absence)
            en.append("not online at \(away) of \(all) looks (\(why))")
            vi.append("không online ở \(away)/\(all) lần xem (\(why))")
        }
        if tally.requests == 0 {
            en.append("no request in the run")
            vi.append("không có yêu cầu nào trong thời gian đo")
        } else if (tally.success ?? 0) < bar {
            en.append("\(tally.answers) of \(tally.requests) requests answered")
            vi.append("\(tally.answers)/\(tally.requests) yêu cầu có trả lời")
        }
        if !bad.isEmpty {
            let names = bad.prefix(4).joined(separator: ", ") + (bad.count > 4 ? ", …" : "")
            en.append("not good: \(names)")
            vi.append("chưa tốt: \(names)")
        }
        let name = "\(device.id) (\(line.id):\(device.unit))"
        let fine = Text(
            en: "online, \(series.points.count.of("point")) good",
            vi: "online, \(series.points.count) điểm đo tốt")
        return CommissionVerdict(
            id: "device", what: Text(en: name, vi: name), isPassed: en.isEmpty,
            found: en.isEmpty
                ? fine
                : Text(en: en.joined(separator: "; "), vi: vi.joined(separator: "; ")))
    }
}
