// SPDX-License-Identifier: Apache-2.0

/// A stored record as a row of a record of the channel `hist`.
package struct HistoryRow: Hashable, Sendable {
    package var sequence: UInt64
    /// UTC in milliseconds; of a window its two ends, otherwise twice the same.
    package var from: Int64
    package var to: Int64
    package var record: StoredRecord

    package init(sequence: UInt64, from: Int64, to: Int64, record: StoredRecord) {
        self.sequence = sequence
        self.from = from
        self.to = to
        self.record = record
    }
}

/// Rows of one stream of one device under one meta, told in one record.
package struct HistoryRecord: Hashable, Sendable {
    package var epoch: String
    package var stream: Stream
    package var meta: String
    /// The names of the meta's points, by their places.
    package var names: [String]
    package var rows: [HistoryRow]

    package init(
        epoch: String, stream: Stream, meta: String, names: [String], rows: [HistoryRow]
    ) {
        self.epoch = epoch
        self.stream = stream
        self.meta = meta
        self.names = names
        self.rows = rows
    }

    func name(of place: Int) -> String {
        names.indices.contains(place) ? names[place] : "point-\(place)"
    }

    /// Places that any row tells of, ascending.
    var places: [Int] {
        var places: Set<Int> = []
        for row in rows {
            switch row.record.content {
            case .live(let live): for value in live.values { places.insert(value.point) }
            case .window(let sums): for sum in sums { places.insert(sum.point) }
            case .event: break
            }
        }
        return places.sorted()
    }
}

extension JSONWriter {
    /// `{"v":1,"epoch":…,"of":"live","meta":…,"points":[…],"rows":[…]}`
    package mutating func history(_ history: HistoryRecord) {
        beginObject()
        key("v")
        integer(1)
        key("epoch")
        string(history.epoch)
        key("of")
        string(history.stream.name)
        key("meta")
        string(history.meta)
        let places = history.places
        let figures = HistoryFigure.told(in: history.rows)
        if history.stream != .event { points(places, history) }
        if history.stream == .window {
            key("stats")
            beginArray()
            for figure in figures { string(figure.rawValue) }
            endArray()
        }
        key("rows")
        beginArray()
        for row in history.rows { self.row(row, places, figures, history) }
        endArray()
        endObject()
    }

    private mutating func points(_ places: [Int], _ history: HistoryRecord) {
        key("points")
        beginArray()
        for place in places { string(history.name(of: place)) }
        endArray()
    }

    private mutating func row(
        _ row: HistoryRow, _ places: [Int], _ figures: [HistoryFigure], _ history: HistoryRecord
    ) {
        beginArray()
        integer(row.sequence)
        integer(row.from)
        let name = { (place: Int) in Self.encoded(key: history.name(of: place)) }
        switch row.record.content {
        case .live(let live):
            columns(places, live.values, \.point) { $0.orNull($1.value) }
            rest(row.record.clock, isFull: live.isFull, isTold: live.isRemarkable) {
                $0.qualities(live.values.lazy.map { ($0.point, $0.quality) }, key: name)
                $0.ages(live.values, key: name)
            }
        case .window(let sums):
            integer(row.to)
            columns(places, sums, \.point) { $0.figures(figures, $1) }
            let isRemarkable = sums.contains { $0.quality != .good }
            rest(row.record.clock, isFull: false, isTold: isRemarkable) {
                $0.qualities(sums.lazy.map { ($0.point, $0.quality) }, key: name)
            }
        case .event(let event):
            beginObject()
            self.event(event, name: history.name(of:))
            clock(row.record.clock)
            endObject()
        }
        endArray()
    }

    /// One element for each place: that of the point, or null.
    private mutating func columns<Element>(
        _ places: [Int], _ elements: [Element], _ place: (Element) -> Int,
        _ write: (inout Self, Element) -> Void
    ) {
        beginArray()
        var next = 0
        for column in places {
            if next < elements.count, place(elements[next]) == column {
                write(&self, elements[next])
                next += 1
            } else {
                null()
            }
        }
        endArray()
    }

    /// The record's other keys, in an object at the row's end, if it has any.
    private mutating func rest(
        _ clock: RecordClock, isFull: Bool, isTold: Bool, _ write: (inout Self) -> Void
    ) {
        guard isFull || isTold || clock != .synced else { return }
        beginObject()
        write(&self)
        if isFull {
            key("full")
            bool(true)
        }
        self.clock(clock)
        endObject()
    }

    private mutating func figures(_ figures: [HistoryFigure], _ sum: WindowSum) {
        beginArray()
        for figure in figures { figure.write(sum, to: &self) }
        endArray()
    }
}

extension LiveContent {
    fileprivate var isRemarkable: Bool { values.contains { $0.quality != .good || $0.age > 0 } }
}
