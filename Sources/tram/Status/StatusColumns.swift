// SPDX-License-Identifier: Apache-2.0
internal import Field

/// How wide the columns of the two tables are: names get what addresses and reasons do not need.
/// What finds no room at all has a line of its own, as nobody types a name of which a part is cut.
struct StatusColumns {
    private let width: Int
    private let name: Int
    /// Of a device's bus.
    private let bus: Int
    /// Of an address, or of what stands at the end of a device's row.
    private let end: Int

    /// Beside these three.
    private static let besidesBus = 49
    private static let besidesDevice = 39
    private static let leastName = 12
    private static let leastBus = 10
    /// The end of a device's row has no more while names want it.
    private static let usualEnd = 19

    /// Rows of cells behind the head's.
    init(buses rows: [[String]], width: Int) {
        self.width = width
        bus = 0
        let (free, wanted) = (width - Self.besidesBus, Self.columns(rows, 7))
        // One that has a line of its own wants nothing of the row.
        let needed = wanted > free - Self.leastName ? 7 : wanted
        name = Self.name(Self.columns(rows, 0), atMost: free - needed)
        end = max(0, free - name)
    }

    init(devices rows: [[String]], width: Int) {
        self.width = width
        let free = width - Self.besidesDevice
        let rest = free - min(Self.columns(rows, 6), Self.usualEnd)
        name = Self.name(Self.columns(rows, 0), atMost: rest - Self.leastBus)
        bus = max(Self.leastBus, min(Self.columns(rows, 1), rest - name))
        end = max(0, free - name - bus)
    }

    /// As long as the longest, if there is room for it.
    private static func name(_ longest: Int, atMost most: Int) -> Int {
        longest > most ? leastName : max(leastName, longest)
    }

    private static func columns(_ rows: [[String]], _ place: Int) -> Int {
        rows.map { $0[place].columns }.max() ?? 0
    }

    func head(bus cells: [String]) -> [String] {
        lines(bus: cells.dropLast() + [TableColumns.left(cells[7], end)])
    }

    func head(device cells: [String]) -> [String] {
        lines(device: cells.dropLast() + [TableColumns.left(cells[6], end)])
    }

    /// A bus's row, with what has no room above and below it.
    func lines(bus cells: [String]) -> [String] {
        let isLong = cells[7].columns > end
        let middle =
            [TableColumns.left(cells[1], 4)]
            + zip(cells[2...6], [8, 8, 8, 7, 7]).map { TableColumns.right($0, $1) }
        let row = middle + [isLong ? "" : cells[7]]
        return named(cells[0], row) + (isLong ? "  \(cells[7])".wrapped(columns: width) : [])
    }

    func lines(device cells: [String]) -> [String] {
        let isLong = cells[6].columns > end
        let row = [
            TableColumns.left(cells[1], bus), TableColumns.right(cells[2], 4),
            TableColumns.left(cells[3], 11), TableColumns.left(cells[4], 11),
            TableColumns.right(cells[5], 7), isLong ? "" : cells[6],
        ]
        return named(cells[0], row) + (isLong ? "  \(cells[6])".wrapped(columns: width) : [])
    }

    private func named(_ text: String, _ cells: [String]) -> [String] {
        let isLong = text.columns > name
        let row = [TableColumns.left(isLong ? "" : text, name)] + cells
        let line = row.joined(separator: " ").printable(columns: width).withoutTail
        return (isLong ? text.wrapped(columns: width) : []) + [line]
    }
}
