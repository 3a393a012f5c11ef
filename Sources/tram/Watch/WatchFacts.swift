// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What stands above the table: gateway, hub, spool, clock, buses, in a few words each.
struct WatchFacts {
    private let board: WatchBoard
    private let language: Language
    private let figures: Figures

    init(_ board: WatchBoard, _ screen: Screen) {
        self.board = board
        language = screen.language
        figures = Figures(language: screen.language)
    }

    private var status: JSON { board.report.json }

    var title: String {
        let gateway = status["gateway"] ?? .null
        let place = "\(gateway.text("id")) (\(gateway.text("area")), \(gateway.text("site")))"
        let all = board.devices.count
        let online = board.devices.count { $0.state == "online" }
        let alarms = board.report.alarms.count
        let resting = board.devices.count { $0.state == "maintenance" }
        let state = Text(
            en: "\(online) of \(all) online" + (resting > 0 ? " (\(resting) ~)" : "")
                + (alarms > 0 ? ", \(alarms.of("alarm"))" : ""),
            vi: "\(online)/\(all) online" + (resting > 0 ? " (\(resting) ~)" : "")
                + (alarms > 0 ? ", \(alarms) cảnh báo" : ""))
        return " tram watch  \(place)  \(state(language))"
    }

    /// How hub, spool and clock do.
    var line: String { " " + [hub, spool, clock].map { $0(language) }.joined(separator: "   ") }

    private var hub: Text {
        let hub = status["hub"] ?? .null
        let name = hub.hubName
        if hub["up"]?.bool == true {
            let session = hub["session"]?.integer ?? 0
            return Text(en: "✓ \(name), session \(session)", vi: "✓ \(name), phiên \(session)")
        }
        guard let code = hub["fault"]?["code"]?.string else {
            return Text(en: "✗ \(name): not connected yet", vi: "✗ \(name): chưa kết nối")
        }
        return Text(en: "✗ \(name): \(code)", vi: "✗ \(name): \(code)")
    }

    /// How full it is, and what waits in it for the hub.
    private var spool: Text {
        let spool = status["spool"] ?? .null
        guard spool["durable"]?.bool == true else {
            return Text(en: "✗ spool: in memory only", vi: "✗ spool: chỉ trong bộ nhớ")
        }
        guard let used = spool["used"]?.integer, let size = spool["size"]?.integer else {
            return Text(en: "spool: not looked at yet", vi: "spool: chưa có số liệu")
        }
        let share = figures.share(used, of: size)
        let count = Int(clamping: spool["waiting"]?.integer ?? 0)
        guard count > 0 else {
            return Text(
                en: "spool \(share), nothing waits", vi: "spool \(share), không có gì chờ")
        }
        return Text(
            en: "spool \(share), \(count.of("record")) waiting",
            vi: "spool \(share), \(count) bản ghi chờ gửi")
    }

    private var clock: Text {
        status["clock"]?["trusted"]?.bool == true
            ? Text(en: "✓ clock", vi: "✓ đồng hồ")
            : Text(en: "✗ clock not trusted", vi: "✗ đồng hồ chưa tin được")
    }

    /// Each bus with the share of its time that exchanges take, those that are not open first; how
    /// many more there are than have room.
    func loads(_ columns: Int) -> String {
        var line = Text(en: " load", vi: " tải")(language)
        let buses = board.report.buses
        let sorted =
            buses.filter { $0["open"]?.bool != true } + buses.filter { $0["open"]?.bool == true }
        for (index, bus) in sorted.enumerated() {
            let next = "   " + text(ofBus: bus)
            let more = "   +\(sorted.count - index)"
            let room = index == sorted.count - 1 ? 0 : more.columns
            guard line.columns + next.columns + room <= columns else { return line + more }
            line += next
        }
        return line
    }

    private func text(ofBus bus: JSON) -> String {
        let id = bus.text("id")
        guard bus["open"]?.bool == true else {
            return "✗ \(id) \(bus["fault"]?.text("code") ?? "")".withoutTail
        }
        return "\(id) " + (board.loads.share(of: id).map(figures.load) ?? "–")
    }
}
