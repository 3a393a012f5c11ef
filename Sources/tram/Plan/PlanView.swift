// SPDX-License-Identifier: Apache-2.0
internal import Field

/// How a line's devices are read, as a table.
struct PlanView {
    let width: Int
    let language: Language

    private var figures: Figures { Figures(language: language) }

    func lines(_ line: Line) -> [String] {
        let load = LineLoad(line)
        return [title(line, load)(language)] + table(line, load)
            + footer(load).map { "  " + $0(language) }
    }

    /// A row for each round, and for each of its requests.
    func table(_ line: Line, _ load: LineLoad) -> [String] {
        let heads = Text(
            en: "DEVICE|UNIT|EVERY|POINTS|BYTES|MS|LOAD",
            vi: "THIẾT BỊ|TRẠM|CHU KỲ|ĐIỂM ĐO|BYTE|MS|TẢI")(language)
        return [row(heads.split(separator: "|").map(String.init))]
            + load.rounds.flatMap { round in
                [row(cells(round, line))] + round.exchanges.map { row(cells($0)) }
            }
    }

    private func title(_ line: Line, _ load: LineLoad) -> Text {
        let devices = line.devices.count
        let requests = load.rounds.reduce(0) { $0 + $1.exchanges.count }
        let (isFull, share) = (load.usual > 1, figures.load(load.usual))
        let how = [line.link.address, line.link.speedText].compactMap(\.self)
            .joined(separator: ", ")
        return Text(
            en: """
                \(isFull ? "✗ " : "")\(line.id) (\(how)): \(devices.of("device")), \
                \(requests.of("request")), load \(share)
                """,
            vi: """
                \(isFull ? "✗ " : "")\(line.id) (\(how)): \(devices) thiết bị, \
                \(requests) yêu cầu, tải \(share)
                """)
    }

    private func cells(_ round: LineLoad.Round, _ line: Line) -> [String] {
        let device = line.devices[round.device]
        let points = round.exchanges.reduce(0) { $0 + $1.request.points.count }
        let isFree = round.period == .zero
        return [
            device.id, "\(device.unit)", isFree ? "–" : figures.period(round.period), "\(points)",
            "\(round.bytes)", figures.milliseconds(round.usual),
            isFree ? "–" : figures.load(round.share),
        ]
    }

    private func cells(_ exchange: LineLoad.Exchange) -> [String] {
        let request = exchange.request
        let last = Int(request.address) + request.count - 1
        let span = request.count == 1 ? "\(last)" : "\(request.address)..\(last)"
        return [
            "  \(request.table.rawValue) \(span)", "", "", "\(request.points.count)",
            "\(exchange.bytes)", figures.milliseconds(exchange.usual), "",
        ]
    }

    private func row(_ cells: [String]) -> String {
        let name = max(24, min(36, width - 48))
        return
            ([TableColumns.left(cells[0], name)]
            + zip(cells.dropFirst(), [4, 7, 7, 6, 9, 7]).map { TableColumns.right($0, $1) })
            .joined(separator: " ").printable(columns: width).withoutTail
    }

    /// What one round of everything takes, and the one in which units stop answering.
    private func footer(_ load: LineLoad) -> [Text] {
        let whole = figures.milliseconds(load.cycle)
        return [
            Text(
                en: "one round of everything: \(whole) ms",
                vi: "một vòng đọc tất cả: \(whole) ms")
        ]
            + [1, 2].compactMap { count in
                let (cycle, units) = load.worst(dead: count)
                guard units.count == count else { return nil }
                let names = units.map { "\($0)" }.joined(separator: ", ")
                let time = figures.milliseconds(cycle)
                let who = count == 1 ? "unit \(names) stops" : "units \(names) stop"
                return Text(
                    en: "… in which \(who) answering: \(time) ms",
                    vi: "… khi trạm (unit) \(names) ngừng trả lời: \(time) ms")
            }
    }
}

extension Link {
    /// `9600 8N1`; nil where characters take no time.
    var speedText: String? {
        switch self {
        case .serial(_, let speed, _), .rtuOverTCP(_, _, let speed):
            "\(speed.baud) \(speed.mode.text)"
        case .tcp: nil
        }
    }
}

extension Figures {
    /// To a tenth of a millisecond.
    func milliseconds(_ time: Nanoseconds) -> String {
        decimal((time.count + 50_000) / 100_000)
    }

    /// `500 ms`, `1 s`, `15 min`.
    func period(_ period: Nanoseconds) -> String {
        let milliseconds = period.count / 1_000_000
        if milliseconds % 60_000 == 0 {
            let minutes = milliseconds / 60_000
            return Text(en: "\(minutes) min", vi: "\(minutes) phút")(language)
        }
        return milliseconds % 1_000 == 0 ? "\(milliseconds / 1_000) s" : "\(milliseconds) ms"
    }

    /// So many in a hundred, rounded up: what is full is not shown as free.
    func load(_ share: Double) -> String {
        "\(decimal(Int64((share * 1_000).rounded(.up)))) %"
    }

    private func decimal(_ tenths: Int64) -> String {
        "\(tenths / 10)\(language == .vietnamese ? "," : ".")\(tenths % 10)"
    }
}
