// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// The full screen of `tram watch`: a board as lines, none wider than the screen and no more of
/// them than it has. Pure, so that tests read what a person would.
struct WatchView {
    /// The smallest screen that shows something of use.
    static let least = Terminal.Size(columns: 60, rows: 10)
    /// Columns of the devices' names.
    private static let deviceColumns = 8...14

    let screen: Screen
    /// The first row that is shown.
    var top = 0
    var isHelping = false
    /// What people call the points; otherwise what commands and topics do.
    var hasNames = true
    /// Why the service gives no answers now.
    var fault: ServiceFault?

    init(screen: Screen) { self.screen = screen }

    /// Rows of the table that a screen has room for.
    static func rows(_ size: Terminal.Size) -> Int { max(1, size.rows - 6) }

    /// Scrolls by so many rows, as far as there are any.
    mutating func scroll(_ rows: Int, _ board: WatchBoard, _ size: Terminal.Size) {
        top = min(max(0, top + rows), max(0, board.rows - Self.rows(size)))
    }

    /// The next device comes first; behind the last one, the first of all.
    mutating func next(_ board: WatchBoard, _ size: Terminal.Size) {
        let before = top
        top = places(board).first { $0 > before } ?? 0
        scroll(0, board, size)
        if top == before { top = 0 }
    }

    mutating func previous(_ board: WatchBoard, _ size: Terminal.Size) {
        let before = top
        top = places(board).last { $0 < before } ?? board.rows
        scroll(0, board, size)
    }

    /// The first row of each device.
    private func places(_ board: WatchBoard) -> [Int] {
        var place = 0
        return board.devices.map { device in
            defer { place += device.rows }
            return place
        }
    }

    /// The picture at a moment. `clock`: the time of day, for people.
    func picture(
        _ board: WatchBoard, _ size: Terminal.Size, at now: Int64, clock: String
    ) -> [CanvasLine] {
        guard size.columns >= Self.least.columns, size.rows >= Self.least.rows else {
            return screen.tooSmall(size, least: Self.least)
        }
        let facts = WatchFacts(board, screen)
        let title = screen.title(facts.title, clock, size.columns)
        let count = Self.rows(size)
        var lines = [title]
        if isHelping {
            lines += WatchHelp.lines(screen.language).prefix(size.rows - 1).map { CanvasLine($0) }
            lines += Array(repeating: CanvasLine(), count: size.rows - lines.count)
        } else {
            let columns = columns(board, size.columns)
            lines += [news(facts), CanvasLine(facts.loads(size.columns))]
            lines.append(CanvasLine(columns.head(screen.language), .bold))
            let shown = table(board, columns, top..<top + count, at: now)
            lines += shown + Array(repeating: CanvasLine(), count: count - shown.count)
            lines.append(screen.rule(size.columns, top, shown.count, of: board.rows))
            lines.append(CanvasLine(keys(size.columns)))
        }
        return lines.map { screen.fitted($0, size.columns) }
    }

    /// How hub and spool do, or that nothing that is shown is news.
    private func news(_ facts: WatchFacts) -> CanvasLine {
        guard let fault else { return CanvasLine(facts.line) }
        return CanvasLine(" ✗ \(fault.code): \(fault.text(screen.language))", .bold)
    }

    private func columns(_ board: WatchBoard, _ width: Int) -> TableColumns {
        let longest = board.devices.reduce(0) { max($0, $1.id.columns) }
        let limits = Self.deviceColumns
        return TableColumns(
            width, device: min(max(longest, limits.lowerBound), limits.upperBound))
    }

    /// The rows at these places; the first one of a device, and the first one of all, name it.
    private func table(
        _ board: WatchBoard, _ columns: TableColumns, _ shown: Range<Int>, at now: Int64
    ) -> [CanvasLine] {
        if board.devices.isEmpty {
            return [CanvasLine("    " + DeviceListView.nothing(screen.language))]
        }
        var lines: [CanvasLine] = []
        var place = 0
        for device in board.devices where lines.count < shown.count {
            let rows = shown.clamped(to: place..<place + device.rows)
            for row in rows {
                let head = row == rows.lowerBound ? (" ", Self.mark(device), device.id) : nil
                let text = columns.row(
                    head ?? (" ", " ", ""), self.text(device, row - place, board, now))
                lines.append(CanvasLine(text, device.state == "offline" ? .bold : .plain))
            }
            place += device.rows
        }
        return lines
    }

    private func text(
        _ device: WatchBoard.Device, _ row: Int, _ board: WatchBoard, _ now: Int64
    ) -> PointText {
        var point = row < device.points.count ? device.points[row] : ShownPoint(name: "–")
        if !hasNames { point.names = nil }
        if point.quality == "good", let code = board.alarm(device.id, point.name) {
            point.quality = code
        }
        return PointText(point, screen, at: board.time(at: now))
    }

    private static func mark(_ device: WatchBoard.Device) -> String {
        switch device.state {
        case "online": "✓"
        case "offline": "✗"
        case "maintenance": "~"
        default: "·"
        }
    }

    private func keys(_ columns: Int) -> String {
        let isNarrow = columns < 76
        return Text(
            en: isNarrow
                ? " ↑↓ scroll  Tab device  n names  ? help  q quit"
                : " ↑↓ PgUp PgDn scroll   Tab next device   n names   ? help   q quit",
            vi: isNarrow
                ? " ↑↓ cuộn  Tab thiết bị  n tên  ? trợ giúp  q thoát"
                : " ↑↓ PgUp PgDn cuộn   Tab thiết bị kế   n tên   ? trợ giúp   q thoát")(
                screen.language)
    }
}
