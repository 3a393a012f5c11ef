// SPDX-License-Identifier: Apache-2.0

/// What is remembered of a record that came.
struct Print: Hashable, Sendable {
    /// Whose times a record's are.
    enum Standing: Sendable {
        case unsynced
        case plain
        /// It came with its true time, or the best estimate, after a clock could be trusted.
        case restamped
    }

    /// What both forms of a record must say alike.
    private let core: UInt64
    /// Of that what has nothing to do with times.
    private let untimed: UInt64
    /// All of it.
    private let whole: UInt64
    private let isRow: Bool
    let standing: Standing

    /// What two forms of a window's or event's record have in common: others may be left out.
    private static let windowCore: Set = ["n", "due", "min", "max", "mean", "last"]
    private static let eventCore: Set = ["type", "point", "state", "severity", "value", "code"]
    /// Members that stand in `head`, or are the record's standing.
    private static let heads: Set = [
        "v", "epoch", "seq", "meta", "ts", "from", "to", "values", "clock", "restamped",
    ]

    /// `told`: values with their points' names.
    init(
        _ stream: Stream, _ told: [JSON.Member], _ others: [JSON.Member],
        meta: String, times: ClosedRange<Int64>, _ clock: String?, isRow: Bool
    ) {
        var print = Fingerprint()
        print.text(meta)
        print.word(UInt64(bitPattern: times.lowerBound))
        print.word(UInt64(bitPattern: times.upperBound))
        let head = print.value
        var (core, whole) = (head, head)
        for cell in told {
            let all = Fingerprint.of(cell.key, cell.value)
            whole &+= all
            core &+= stream == .window ? Fingerprint.of(cell.key, Self.narrowed(cell.value)) : all
        }
        for member in others where !Self.heads.contains(member.key) && member.value != .null {
            let print = Fingerprint.of(member.key, member.value)
            whole &+= print
            if stream == .event, Self.eventCore.contains(member.key) { core &+= print }
        }
        let isRestamped = others.contains { $0.key == "restamped" && $0.value == .bool(true) }
        (self.core, self.whole, self.isRow) = (core, whole, isRow)
        untimed = core &- head
        standing =
            isRestamped || clock == "estimated"
            ? .restamped : clock == "unsynced" ? .unsynced : .plain
    }

    func contradicts(_ other: Self) -> Bool {
        core != other.core || isRow == other.isRow && whole != other.whole
    }

    /// Whether one says something else than the other, whenever that was.
    func differs(from other: Self) -> Bool { untimed != other.untimed }

    private static func narrowed(_ figures: JSON) -> JSON {
        .object((figures.members ?? []).filter { windowCore.contains($0.key) })
    }
}
