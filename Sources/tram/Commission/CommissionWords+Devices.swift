// SPDX-License-Identifier: Apache-2.0
internal import Field

extension CommissionWords {
    var buses: [Page.Block] {
        let rows = configuration.lines.map { line -> [Page.Cell] in
            let tally = record.tally(line)
            let settings = joined([
                line.link.address, line.link.speedText ?? "",
                line.gap == .zero ? "" : "gap \(Figures(language: language).period(line.gap))",
            ])
            return [
                .word(line.id), .text(settings), .number("\(line.devices.count)"),
                .number(figures.percent(LineLoad(line).usual * 100)),
                .number(figures.percent(record.load(line) * 100)),
                .number("\(tally.requests)"), .number("\(tally.answers)"),
                .number("\(tally.exceptions)"), .number("\(tally.silent)"),
                .number("\(tally.damaged)"),
            ]
        }
        let head = say(
            "bus|settings|devices|load, planned|load, seen|requests|answers|refused|silent|damaged",
            "bus|thiết lập|thiết bị|tải dự tính|tải đo được|yêu cầu|trả lời|từ chối|im lặng|hỏng")
        return [
            .heading(say("Buses", "Các bus")),
            .table(head.split(separator: "|").map(String.init), rows),
        ] + missed
    }

    /// What the measure did not see.
    private var missed: [Page.Block] {
        let count = record.measure.lines.reduce(0) { $0 + $1.missed }
        guard count > 0 else { return [] }
        return [
            .text(
                say(
                    "Not seen: \(count) pieces of frames, faster than the service keeps them.",
                    "Không thấy được: \(count) mẩu khung, nhanh hơn mức dịch vụ giữ lại."))
        ]
    }

    var devices: [Page.Block] {
        let rows = configuration.lines.flatMap { line in
            line.devices.map { row($0, on: line) }
        }
        let head = say(
            "|device|profile|place|requests|answered|median ms|95 % ms|slowest ms",
            "|thiết bị|hồ sơ|vị trí|yêu cầu|có trả lời|trung vị ms|95 % ms|chậm nhất ms")
        return [
            .heading(say("Devices", "Thiết bị")),
            .table(
                head.split(separator: "|", omittingEmptySubsequences: false).map { String($0) },
                rows),
            .text(
                say(
                    "Times run from the request to the last byte of its answer, the wire included.",
                    "Thời gian tính từ lúc gửi yêu cầu đến byte cuối của trả lời, gồm đường truyền."
                )),
        ]
    }

    private func row(_ device: Device, on line: Line) -> [Page.Cell] {
        let tally = record.tally(device, on: line)
        return [
            .mark(record.verdict(of: device, on: line).isPassed), .word(device.id),
            .text(device.profile.id), .text("\(line.id):\(device.unit)"),
            .number("\(tally.requests)"), .number(figures.percent(tally.success)),
            .number(figures.milliseconds(tally.latencies.median)),
            .number(figures.milliseconds(tally.latencies.usual)),
            .number(figures.milliseconds(tally.latencies.slowest)),
        ]
    }

    /// Each device's settings, its values and how long it took.
    var points: [Page.Block] {
        [.heading(say("Values over the run", "Giá trị trong thời gian đo"))]
            + configuration.lines.flatMap { line in
                line.devices.flatMap { blocks($0, on: line) }
            }
    }

    private func blocks(_ device: Device, on line: Line) -> [Page.Block] {
        let name = device.names.map { ", \($0(language))" } ?? ""
        let tally = record.tally(device, on: line)
        let series = record.measure.device(device.id)?.points ?? []
        var blocks: [Page.Block] = [
            .subheading("\(device.id)\(name)"), .text(settings(device, on: line)),
        ]
        if !series.isEmpty { blocks.append(table(series)) }
        if tally.latencies.count > 0 { blocks.append(bars(tally)) }
        return blocks
    }

    private func settings(_ device: Device, on line: Line) -> String {
        let figures = Figures(language: language)
        let periods = device.periods
        let times = [periods.fast, periods.normal, periods.slow].map(figures.period)
        let profile = device.profile
        return joined([
            "\(profile.vendor) \(profile.model)", "\(line.id):\(device.unit)", device.domain,
            say(
                "read every \(times.joined(separator: " / ")) (fast / normal / slow)",
                "đọc mỗi \(times.joined(separator: " / ")) (nhanh / thường / chậm)"),
            say(
                "timeout \(figures.period(device.timeout)), retries: \(device.retries)",
                "timeout \(figures.period(device.timeout)), thử lại \(device.retries) lần"),
        ])
    }

    private func table(_ series: [PointSeries]) -> Page.Block {
        let head = say(
            "point|value|unit|quality|lowest|highest|over the run",
            "điểm đo|giá trị|đơn vị|chất lượng|thấp nhất|cao nhất|diễn biến")
        let rows = series.map { point -> [Page.Cell] in
            let value =
                point.isPersonal
                ? say("not told", "không hiển thị")
                : point.value.map { PointText.exact($0, language) } ?? ""
            let isSwitch = point.value?.bool != nil
            let ends = [point.lowest, point.highest].map { end in
                isSwitch ? "" : end.map { PointText.exact(.number($0.text), language) } ?? ""
            }
            return [
                .named(point.names?(language) ?? "", point.name), .number(value),
                .word(PointText.unit(point.unit, isPlain: false).filter { !"{}".contains($0) }),
                .text(point.quality ?? "–"),
                .number(ends[0]), .number(ends[1]), .trend(point.trend),
            ]
        }
        return .table(head.split(separator: "|").map(String.init), rows)
    }

    private func bars(_ tally: UnitTally) -> Page.Block {
        let edges = Latencies.edges.map { "≤ \(Int64($0))" }
        let labels = edges + ["> \(Int64(Latencies.edges.last ?? 0))"]
        let all = zip(labels, tally.latencies.bars).map { (label: $0, count: $1) }
        let first = all.firstIndex { $0.count > 0 } ?? 0
        let last = all.lastIndex { $0.count > 0 } ?? 0
        let shown = all[max(0, first - 1)...min(all.count - 1, max(last + 1, first + 3))]
        return .bars(
            Page.Bars(
                title: say(
                    "Answers by how long they took, in ms",
                    "Số trả lời theo thời gian, tính bằng ms"),
                bars: Array(shown)))
    }
}
