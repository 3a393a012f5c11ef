// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// The full screen of the demonstration: a board as lines, none wider than the screen and no more
/// of them than it has. Pure, so that tests read what a person would.
struct BoardView {
    /// What the keys choose among.
    enum Menu: Hashable {
        case faults
        case lines
    }

    /// The smallest screen that shows something of use.
    static let least = Terminal.Size(columns: 60, rows: 16)
    /// Lines about faults.
    private static let stories = 3
    /// The keys of devices and of lines, in their order.
    static let keys: [Character] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]

    let screen: Screen
    /// The command that shows the same messages elsewhere.
    let onlooker: String
    var menu = Menu.faults
    /// The first row that is shown.
    var top = 0

    /// Rows of the table that a screen has room for.
    static func rows(_ size: Terminal.Size) -> Int { max(0, size.rows - 7 - stories) }

    /// Scrolls by so many rows, as far as there are any.
    mutating func scroll(_ rows: Int, _ board: DemoBoard, _ size: Terminal.Size) {
        let all = board.devices.reduce(0) { $0 + $1.points.count }
        top = min(max(0, top + rows), max(0, all - Self.rows(size)))
    }

    /// The picture at a moment. `clock`: the time of day, for people.
    func picture(
        _ board: DemoBoard, _ size: Terminal.Size, at now: Int64, clock: String
    ) -> [CanvasLine] {
        guard size.columns >= Self.least.columns, size.rows >= Self.least.rows else {
            return screen.tooSmall(size, least: Self.least)
        }
        var lines = [
            title(board, size.columns, clock), CanvasLine(facts(board, size.columns)),
            CanvasLine(TableColumns(size.columns).head(screen.language), .bold),
        ]
        let rows = table(board, size, at: now)
        let count = Self.rows(size)
        let first = min(top, max(0, rows.count - count))
        let shown = rows[first...].prefix(count)
        lines += shown
        lines += Array(repeating: CanvasLine(), count: count - shown.count)
        lines.append(screen.rule(size.columns, first, shown.count, of: rows.count))
        lines += stories(board, at: now)
        lines.append(CanvasLine(event(board, at: now)))
        lines += menuLines(board, size.columns).map { CanvasLine($0) }
        return lines.map { screen.fitted($0, size.columns) }
    }

    private func title(_ board: DemoBoard, _ columns: Int, _ clock: String) -> CanvasLine {
        let gateway = board.gateway
        let state: Text
        if !board.isHubUp {
            state = Text(en: "✗ broker stopped", vi: "✗ broker đã dừng")
        } else if !gateway.isOnline {
            state = Text(en: "… waiting for the gateway", vi: "… chờ gateway")
        } else {
            state = Text(
                en: "✓ online, session \(gateway.session)",
                vi: "✓ online, phiên \(gateway.session)")
        }
        let words = state(screen.language)
        let left =
            Self.isNarrow(columns)
            ? " \(words)  \(gateway.place)" : " tram demo  \(gateway.place)  \(words)"
        return screen.title(left, clock, columns)
    }

    private func facts(_ board: DemoBoard, _ columns: Int) -> String {
        let all = board.devices.count
        let online = board.devices.count { $0.state == .online }
        let offline = board.devices.count { $0.state == .offline }
        // Without the hub nothing here is news.
        let before = board.isHubUp ? Text(en: "", vi: "") : Text(en: " before", vi: " trước đó")
        let audit = board.audit
        let isNarrow = Self.isNarrow(columns)
        let devices = Text(
            en: "\(isNarrow ? "" : "\(all) devices: ")\(online) online, \(offline) offline",
            vi: "\(isNarrow ? "" : "\(all) thiết bị: ")\(online) online, \(offline) offline")
        let records = Text(
            en: "\(audit.records.of("record")), \(audit.lost) lost, \(audit.repeated) twice",
            vi: "\(audit.records) bản ghi, mất \(audit.lost), trùng \(audit.repeated)")
        return Text(
            en: " \(devices.en)\(before.en)   \(records.en)",
            vi: " \(devices.vi)\(before.vi)   \(records.vi)")(screen.language)
    }

    /// Whether words must be few.
    private static func isNarrow(_ columns: Int) -> Bool { columns < 76 }

    private func table(
        _ board: DemoBoard, _ size: Terminal.Size, at now: Int64
    ) -> [CanvasLine] {
        let columns = TableColumns(size.columns)
        var lines: [CanvasLine] = []
        for (index, device) in board.devices.enumerated() {
            let key = index < Self.keys.count ? String(Self.keys[index]) : " "
            for (row, point) in device.points.enumerated() {
                let head = row == 0 ? (key, Self.mark(device.state), device.id) : (" ", " ", "")
                let text = columns.row(head, PointText(point, screen, at: now))
                lines.append(CanvasLine(text, device.state == .offline ? .bold : .plain))
            }
        }
        return lines
    }

    private static func mark(_ state: DemoBoard.Device.State) -> String {
        switch state {
        case .unknown: "·"
        case .online: "✓"
        case .offline: "✗"
        }
    }

    private func stories(_ board: DemoBoard, at now: Int64) -> [CanvasLine] {
        let shown = board.troubles.all.suffix(Self.stories)
        var lines = shown.map { trouble in
            CanvasLine(
                " " + TroubleText(trouble, at: now)(screen.language),
                trouble.recovered == nil ? .bold : .plain)
        }
        if lines.isEmpty {
            let words = Text(
                en: " Nothing is broken yet: press a key below and watch.",
                vi: " Chưa có sự cố nào: hãy bấm một phím bên dưới.")
            lines.append(CanvasLine(words(screen.language)))
        }
        return lines + Array(repeating: CanvasLine(), count: Self.stories - lines.count)
    }

    private func event(_ board: DemoBoard, at now: Int64) -> String {
        guard let event = board.event else { return "" }
        let age = PointText.age(now - event.time)
        let words = event.words.joined(separator: " ")
        let viWords = event.words.map { Self.eventWords[$0] ?? $0 }.joined(separator: " ")
        return Text(
            en: " event \(age) ago: \(event.device) \(words)",
            vi: " sự kiện \(age) trước: \(event.device) \(viWords)")(screen.language)
    }

    /// What the words of the stream `event` are in Vietnamese; codes stay.
    private static let eventWords = [
        "device": "thiết bị", "limit": "ngưỡng", "contact": "tiếp điểm", "quality": "chất lượng",
        "counter": "bộ đếm", "raised": "phát sinh", "cleared": "đã hết", "info": "thông tin",
        "warning": "cảnh báo", "alarm": "báo động",
    ]

    private func menuLines(_ board: DemoBoard, _ columns: Int) -> [String] {
        switch menu {
        case .faults:
            let texts = Self.isNarrow(columns) ? shortKeys(board) : longKeys(board)
            return texts.map { $0(screen.language) }
        case .lines:
            let lines = zip(Self.keys, board.lines).map { "\($0) \($1)" }
            let question = Text(
                en: " Which line to break or mend? Esc: none",
                vi: " Ngắt hoặc nối lại đường nào? Esc: không đường nào")
            let gap = Self.isNarrow(columns) ? "  " : "   "
            return [question(screen.language), " " + lines.joined(separator: gap)]
        }
    }

    private func deviceKeys(_ board: DemoBoard) -> String {
        let count = min(board.devices.count, Self.keys.count)
        return count < Self.keys.count ? "1–\(count)" : "1–9 0"
    }

    private func longKeys(_ board: DemoBoard) -> [Text] {
        let keys = deviceKeys(board)
        return [
            Text(
                en: " \(keys) unplug/plug a device   l break/mend a line   "
                    + "b stop/start the broker",
                vi: " \(keys) rút/cắm thiết bị   l ngắt/nối đường truyền   b dừng/chạy broker"),
            Text(
                en: " ↑↓ scroll   q quit   elsewhere: \(onlooker)",
                vi: " ↑↓ cuộn   q thoát   nơi khác: \(onlooker)"),
        ]
    }

    private func shortKeys(_ board: DemoBoard) -> [Text] {
        let keys = deviceKeys(board)
        return [
            Text(
                en: " \(keys) unplug/plug  l line  b broker  ↑↓ scroll  q quit",
                vi: " \(keys) rút/cắm  l đường dây  b broker  ↑↓ cuộn  q thoát"),
            Text(en: " \(onlooker)", vi: " \(onlooker)"),
        ]
    }
}
