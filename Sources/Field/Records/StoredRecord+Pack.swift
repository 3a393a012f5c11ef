// SPDX-License-Identifier: Apache-2.0

extension StoredRecord {
    /// Bytes of one body: none that the agent makes comes near.
    package static let largestBody = 64 * 1_024
    /// The highest place of a point, and the most of them in one record.
    package static let mostPoints = 4_096
    /// The layout, in the first byte above the stream.
    static let layout: UInt8 = 1

    /// The body as bytes. Points stand in ascending order of their places.
    package var packed: [UInt8] {
        var packer = Packer(room: 64)
        packer.byte(Self.layout << 4 | stream.rawValue)
        switch content {
        case .live(let live):
            packer.head(clock, isFull: live.isFull)
            packer.live(live.values)
        case .window(let sums):
            packer.head(clock, isFull: false)
            packer.window(sums)
        case .event(let event):
            packer.head(clock, isFull: false)
            packer.event(event)
        }
        return packer.bytes
    }
}

/// Marks in the byte before a point, above the form of its value or the kind of its figures.
enum PointMark {
    static let form: UInt8 = 0x0F
    static let quality: UInt8 = 0x10
    static let age: UInt8 = 0x20
    /// Places before it are left out.
    static let skip: UInt8 = 0x40

    static let figures: UInt8 = 0x03
    static let late: UInt8 = 0x04
    static let due: UInt8 = 0x08
}

/// Marks in the byte before an event's point, value and words.
enum EventMark {
    static let point: UInt8 = 0x01
    static let threshold: UInt8 = 0x02
    static let code: UInt8 = 0x04
    static let since: UInt8 = 0x08
    static let text: UInt8 = 0x10
    static let suppressed: UInt8 = 0x20
    static let value: UInt8 = 0x40
    static let null: UInt8 = 0x80
}

extension RecordClock {
    /// How a body says `unsynced`.
    static let unsyncedWord: UInt8 = 2
}

extension Packer {
    fileprivate mutating func head(_ clock: RecordClock, isFull: Bool) {
        let word: UInt8 =
            switch clock {
            case .synced: 0
            case .stepped: 1
            case .unsynced: RecordClock.unsyncedWord
            case .estimated: 3
            case .restamped: 4
            }
        byte(word << 1 | (isFull ? 1 : 0))
        if case .unsynced(let taken) = clock {
            self.word(UInt64(truncatingIfNeeded: taken.boot), bytes: 8)
            self.word(UInt64(truncatingIfNeeded: taken.boot >> 64), bytes: 8)
            signed(taken.at.nanoseconds)
        }
    }

    /// The byte with its marks, and how many places are left out before this point.
    private mutating func mark(_ marks: UInt8, _ point: Int, after last: inout Int) {
        precondition(point > last && point < StoredRecord.mostPoints, "points out of order")
        let skipped = point - last - 1
        byte(skipped > 0 ? marks | PointMark.skip : marks)
        if skipped > 0 { number(UInt64(skipped)) }
        last = point
    }

    fileprivate mutating func live(_ values: [LiveValue]) {
        number(UInt64(values.count))
        var last = -1
        for entry in values {
            var marks = Self.form(of: entry.value)
            if entry.quality != .good { marks |= PointMark.quality }
            if entry.age > 0 { marks |= PointMark.age }
            mark(marks, entry.point, after: &last)
            if entry.quality != .good { byte(entry.quality.rawValue) }
            if entry.age > 0 { number(entry.age) }
            content(of: entry.value)
        }
    }

    fileprivate mutating func window(_ sums: [WindowSum]) {
        number(UInt64(sums.count))
        var last = -1
        for sum in sums {
            var marks = sum.figures.map(Self.kind(of:)) ?? 0
            if sum.quality != .good { marks |= PointMark.quality }
            if sum.late > 0 { marks |= PointMark.late }
            if sum.due != sum.count { marks |= PointMark.due }
            mark(marks, sum.point, after: &last)
            if sum.quality != .good { byte(sum.quality.rawValue) }
            number(sum.count)
            if sum.due != sum.count { number(sum.due) }
            if sum.late > 0 { number(sum.late) }
            if let figures = sum.figures { self.figures(figures) }
        }
    }

    private static func kind(of figures: WindowSum.Figures) -> UInt8 {
        switch figures {
        case .gauge: 1
        case .state: 2
        case .counter: 3
        }
    }

    private mutating func figures(_ figures: WindowSum.Figures) {
        switch figures {
        case .gauge(let extremes, let mean, let last):
            byte((extremes == nil ? 0 : 4) | Self.form(of: mean))
            if let extremes {
                value(extremes.least)
                value(extremes.most)
            }
            if case .value(let number) = mean.sound { value(number) }
            value(last)
        case .state(let last, let changes):
            value(last)
            number(changes)
        case .counter(let last, let delta, let since, let reset):
            byte((since == nil ? 0 : 4) | (reset.map { $0.rawValue + 1 } ?? 0))
            value(last)
            value(delta)
            if let since { signed(since) }
        }
    }

    private static func form(of statistic: WindowSum.Statistic) -> UInt8 {
        switch statistic.sound {
        case .none: 0
        case .null: 1
        case .value: 2
        }
    }

    fileprivate mutating func event(_ event: EventContent) {
        byte(event.marks)
        let severity = AlarmLimits.Severity.allCases.firstIndex(of: event.severity) ?? 0
        byte(event.kind.rawValue << 4 | event.state.rawValue << 2 | UInt8(severity))
        if let point = event.point { number(UInt64(point)) }
        if case .value(let number) = event.value.sound { value(number) }
        if let limit = event.limit { decimal(limit) }
        if let code = event.code { text(code) }
        if let since = event.since { signed(since) }
        if let words = event.text {
            text(words.en)
            text(words.vi)
        }
        if event.suppressed > 0 { number(event.suppressed) }
    }
}

extension EventContent {
    /// Which parts follow.
    fileprivate var marks: UInt8 {
        var marks: UInt8 = 0
        if point != nil { marks |= EventMark.point }
        if limit != nil { marks |= EventMark.threshold }
        if code != nil { marks |= EventMark.code }
        if since != nil { marks |= EventMark.since }
        if text != nil { marks |= EventMark.text }
        if suppressed > 0 { marks |= EventMark.suppressed }
        switch value.sound {
        case .none: break
        case .null: marks |= EventMark.null
        case .value: marks |= EventMark.value
        }
        return marks
    }
}

extension WindowSum.Statistic {
    /// What is no number is told as null.
    fileprivate var sound: Self {
        if case .value(let value) = self, Packer.form(of: value) == 0 { return .null }
        return self
    }
}
