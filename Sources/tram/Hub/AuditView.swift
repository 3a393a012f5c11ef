// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What an audit found, as a person reads it: a table of streams, then what is wrong in words.
struct AuditView {
    /// Problems that are told in words; all of them are in the JSON.
    static let mostTold = 10
    /// Lines of a screen that words take at most, beside the verdict.
    static let wordLines = 6
    /// From here on the table has room for how late live records come.
    private static let wide = 100
    private static let figure = 9

    let width: Int
    let language: Language

    /// A row of the table: a stream of a device, all of its epochs.
    private struct Row {
        var device: String
        var stream: Stream
        var held: UInt64 = 0
        var declared: UInt64 = 0
        var missing: UInt64 = 0
        var again: UInt64 = 0
        var problems: UInt64 = 0
        var latency = ""
    }

    init(width: Int = 80, language: Language = .english) {
        self.width = max(width, 40)
        self.language = language
    }

    /// `rows`: of a screen, whose table and problems are cut so that the verdict is seen; nil for
    /// all of them.
    func lines(_ report: AuditReport, rows: Int? = nil) -> [String] {
        let verdict = wrapped(verdict(report)(language))
        let words = (latency(report).map { [$0] } ?? []) + problems(report)
        guard let rows else { return table(report, rows: .max) + words + verdict }
        let shown = Array(words.prefix(Self.wordLines))
        return table(report, rows: rows - shown.count - verdict.count - 1) + shown + verdict
    }

    private func table(_ report: AuditReport, rows: Int) -> [String] {
        var lines: [String] = []
        var left = rows
        let problems = Dictionary(grouping: report.problems, by: \.place)
        for gateway in report.gateways {
            let all = self.rows(gateway, problems)
            if all.isEmpty, gateway.epoch == nil { continue }
            guard left > 1 else {
                lines.append("…")
                break
            }
            lines.append(head(gateway))
            if all.isEmpty { continue }
            lines.append(heading)
            let shown = all.prefix(max(left - 2, 1))
            lines += shown.map(line)
            if shown.count < all.count { lines.append("  … +\(all.count - shown.count)") }
            left -= shown.count + 2
        }
        return lines
    }

    // MARK: The table

    private func head(_ gateway: AuditReport.Gateway) -> String {
        let state =
            switch gateway.isOnline {
            case true?: "online"
            case false?: "offline"
            case nil: "–"
            }
        var words = ["\(gateway.root) \(gateway.id)", state]
        if let session = gateway.session { words.append("session \(session)") }
        if let epoch = gateway.epoch { words.append("epoch \(epoch.prefix(8))") }
        return words.joined(separator: ", ").printable(columns: width)
    }

    private var heading: String {
        let words = Text(
            en: "DEVICE|STREAM|HELD|DECLARED|MISSING|TWICE|PROBLEMS|MEDIAN/WORST ms",
            vi: "THIẾT BỊ|LUỒNG|ĐÃ NHẬN|KHAI BÁO|THIẾU|LẶP LẠI|VẤN ĐỀ|TRUNG VỊ/TỆ NHẤT ms")(
                language
            ).split(separator: "|").map(String.init)
        return columns(words[0], words[1], Array(words[2...6]), words[7])
    }

    private func line(_ row: Row) -> String {
        columns(
            row.device, row.stream.name,
            [row.held, row.declared, row.missing, row.again, row.problems].map(Self.figure),
            row.latency)
    }

    private func columns(
        _ device: String, _ stream: String, _ figures: [String], _ latency: String
    ) -> String {
        let name = max(8, min(24, width - 7 - figures.count * (Self.figure + 1)))
        var cells = [TableColumns.left(device, name), TableColumns.left(stream, 6)]
        cells += figures.map { TableColumns.right($0, Self.figure) }
        if width >= Self.wide { cells.append(TableColumns.right(latency, 22)) }
        return cells.joined(separator: " ").printable(columns: width)
    }

    /// Exact while it fits, then rounded down: 9.007T.
    static func figure(_ number: UInt64) -> String {
        var text = "\(number)"
        var whole = number
        for letter in ["k", "M", "G", "T", "P"] where text.utf8.count > figure {
            whole /= 1_000
            text = "\(whole)\(letter)"
        }
        return text
    }

    private func rows(
        _ gateway: AuditReport.Gateway,
        _ problems: [AuditProblem.Place: [AuditProblem]]
    ) -> [Row] {
        gateway.devices.flatMap { device in
            Stream.allCases.compactMap { stream in
                var row = Row(device: device.id, stream: stream)
                for series in device.series where series.stream == stream {
                    row.held += series.heldCount
                    row.declared += series.declared.count
                    row.missing += series.missingCount
                    row.again += UInt64(series.again)
                }
                let place = AuditProblem.Place(
                    root: gateway.root, gateway: gateway.id, device: device.id, stream: stream)
                for problem in problems[place] ?? []
                where problem.kind != .missing && !problem.kind.isNotice {
                    row.problems += UInt64(problem.count)
                }
                if stream == .live, let worst = device.worstLatency {
                    row.latency = "\(device.medianLatency ?? worst)/\(worst)"
                }
                let sum = row.held + row.declared + row.missing + row.problems
                return sum == 0 ? nil : row
            }
        }
    }

    // MARK: In words

    /// How late live records came; nothing where the clocks are not the same.
    private func latency(_ report: AuditReport) -> String? {
        let devices = report.gateways.flatMap(\.devices)
        guard let worst = devices.compactMap(\.worstLatency).max(),
            let median = devices.compactMap(\.medianLatency).max()
        else { return nil }
        guard median >= 0 else {
            return Text(
                en: "this machine's clock is behind the gateways': no telling how late records are",
                vi: "đồng hồ máy này chậm hơn gateway nên không biết bản ghi đến trễ bao lâu")(
                    language
                ).printable(columns: width)
        }
        return Text(
            en: "live records came \(median) ms after their time (median), at worst \(worst) ms",
            vi: "bản ghi live đến sau \(median) ms (trung vị), lâu nhất \(worst) ms")(language)
            .printable(columns: width)
    }

    private func problems(_ report: AuditReport) -> [String] {
        let told = report.problems.prefix(Self.mostTold).flatMap { problem in
            wrapped("\(problem.kind.isNotice ? "·" : "✗") " + problem.text(language))
        }
        let more = report.problems.count - Self.mostTold
        let rest = Text(
            en: "  … and \(more) more; all of them: --output json",
            vi: "  … và \(more) vấn đề nữa; xem tất cả: --output json")(language)
        return told + (more > 0 ? [rest] : [])
    }

    private func verdict(_ report: AuditReport) -> Text {
        if report.isEmpty {
            return Text(
                en: "✗ no numbered record has come: nothing to count",
                vi: "✗ chưa nhận được bản ghi có số thứ tự nào: không có gì để đếm")
        }
        let records = report.gateways.flatMap(\.devices).flatMap(\.series)
        let count = records.reduce(0) { $0 + $1.heldCount }
        if report.isGood {
            return Text(
                en: "✓ of all that was told nothing is missing: \(count) records are held",
                vi: "✓ không thiếu gì trong những gì đã được báo: đã nhận \(count) bản ghi")
        }
        let missing = records.reduce(0) { $0 + $1.missingCount }
        guard missing > 0 else {
            return Text(
                en: "✗ nothing is missing, but what came breaks the contract",
                vi: "✗ không thiếu bản ghi nào, nhưng có bản tin sai quy ước")
        }
        guard report.counts.interruptions == 0 else {
            return Text(
                en: "✗ \(missing) missing: lost, waiting at their gateway (spool), or told while "
                    + "this listener was away",
                vi: "✗ thiếu \(missing): đã mất, còn chờ tại gateway (spool), hoặc đến lúc chính "
                    + "máy này mất kết nối")
        }
        return Text(
            en: "✗ \(missing) missing: lost, or still waiting at their gateway (spool)",
            vi: "✗ thiếu \(missing): đã mất, hoặc còn chờ tại gateway (spool)")
    }

    /// Words from outside in lines of this width.
    private func wrapped(_ text: String) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            let word = String(word).printable(columns: width - 2)
            if !line.isEmpty, line.columns + 1 + word.columns > width {
                lines.append(line)
                line = "  " + word
            } else {
                line += (line.isEmpty ? "" : " ") + word
            }
        }
        return lines + [line]
    }
}
