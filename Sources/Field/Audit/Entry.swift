// SPDX-License-Identifier: Apache-2.0

/// A record, from its own channel or from a history.
struct Entry {
    let number: UInt64
    let meta: String
    let print: Print
    /// UTC in ms: of its newest value, or the window.
    let times: ClosedRange<Int64>
    /// What it says of its times; nil for those of a clock that was trusted.
    let clock: String?
    /// Points that it has something to say of.
    let points: [String]
    let isFull: Bool

    /// Its times are those of a trusted clock, taken when it was new.
    var isOnTime: Bool { clock == nil && print.standing == .plain }

    /// From a stream's own channel.
    init(_ content: JSON, _ stream: Stream) throws(Flaw) {
        let times = stream == .window ? [content["from"], content["to"]] : [content["ts"]]
        var cells: [JSON.Member] = []
        if stream != .event {
            guard let values = content["values"]?.members else { throw .values }
            cells = values
        }
        try self.init(
            stream, number: content["seq"], meta: content.name("meta"), times: times, cells: cells,
            others: content.members ?? [], isRow: false)
    }

    /// From a history: a row's cells with the names of their points and figures.
    init(row cells: [JSON], of history: History) throws(Flaw) {
        let timeCount = history.stream == .window ? 2 : 1
        guard cells.count > timeCount else { throw .row }
        let times = cells[1...timeCount].map(Optional.some)
        let rest = cells[(timeCount + 1)...]
        var others: [JSON.Member] = []
        var named: [JSON.Member] = []
        if history.stream == .event {
            guard rest.count == 1, let members = rest.first?.members else { throw .row }
            others = members
        } else {
            guard 1...2 ~= rest.count, let values = rest.first?.array else { throw .row }
            if rest.count == 2 {
                guard let members = rest.last?.members else { throw .row }
                others = members
            }
            named = try history.named(values)
        }
        try self.init(
            history.stream, number: cells[0], meta: history.meta, times: times, cells: named,
            others: others, isRow: true)
    }

    private init(
        _ stream: Stream, number: JSON?, meta: String?, times: [JSON?], cells: [JSON.Member],
        others: [JSON.Member], isRow: Bool
    ) throws(Flaw) {
        guard let number = number?.integer, 1..<Auditor.numberEnd ~= number else { throw .seq }
        guard let meta else { throw .meta }
        guard let first = times.first??.integer, let last = times.last??.integer,
            Auditor.earliest <= first, times.count == 1 || first < last
        else { throw .time }
        (self.number, self.meta, self.times) = (UInt64(number), meta, first...last)
        clock = others.first { $0.key == "clock" }?.value.string
        isFull = others.contains { $0.key == "full" && $0.value == .bool(true) }
        let failed = Set(others.first { $0.key == "q" }?.value.members?.map(\.key) ?? [])
        // In a row, null without a quality is "not reported".
        let told = cells.filter { $0.value != .null || failed.contains($0.key) }
        let subject = others.first { $0.key == "point" }?.value.string
        points = stream == .event ? subject.map { [$0] } ?? [] : told.map(\.key)
        print = Print(stream, told, others, meta: meta, times: first...last, clock, isRow: isRow)
    }
}
