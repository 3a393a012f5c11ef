// SPDX-License-Identifier: Apache-2.0

extension StoredRecord {
    /// Reads a body; nil for bytes that `packed` would not have given, whatever they are.
    package init?(packed bytes: [UInt8]) {
        guard bytes.count <= Self.largestBody else { return nil }
        var unpacker = Unpacker(bytes)
        guard let first = unpacker.byte(), first >> 4 == Self.layout,
            let stream = Stream(rawValue: first & 15), let head = unpacker.byte(), head < 10,
            let clock = unpacker.clock(head >> 1)
        else { return nil }
        let isFull = head & 1 != 0
        guard let content = unpacker.content(of: stream, isFull: isFull), unpacker.isAtEnd else {
            return nil
        }
        self.init(content, clock: clock)
    }

    /// Whether a body says that its times are not known yet.
    package static func isUnsynced(_ packed: some Collection<UInt8>) -> Bool {
        packed.dropFirst().first.map { $0 >> 1 == RecordClock.unsyncedWord } ?? false
    }
}

extension Unpacker {
    fileprivate mutating func clock(_ word: UInt8) -> RecordClock? {
        switch word {
        case 0: return .synced
        case 1: return .stepped
        case RecordClock.unsyncedWord:
            guard let low = self.word(bytes: 8), let high = self.word(bytes: 8), let at = signed()
            else { return nil }
            let boot = UInt128(high) << 64 | UInt128(low)
            return .unsynced(taken: Uptime(boot: boot, at: Instant(nanoseconds: at)))
        case 3: return .estimated
        default: return .restamped
        }
    }

    fileprivate mutating func content(of stream: Stream, isFull: Bool) -> StoredRecord.Content? {
        switch stream {
        case .live:
            return live().map { .live(LiveContent(values: $0, isFull: isFull)) }
        case .window: return isFull ? nil : window().map { .window($0) }
        case .event: return isFull ? nil : event().map { .event($0) }
        }
    }

    /// How many points follow: each takes at least a byte.
    private mutating func points() -> Int? {
        count(atMost: min(StoredRecord.mostPoints, rest))
    }

    /// The place of the point that these marks stand before.
    private mutating func place(_ marks: UInt8, after last: Int) -> Int? {
        var place = last + 1
        if marks & PointMark.skip != 0 {
            guard let skipped = count(atMost: StoredRecord.mostPoints), skipped > 0 else {
                return nil
            }
            place += skipped
        }
        return place < StoredRecord.mostPoints ? place : nil
    }

    private mutating func quality(_ isTold: Bool) -> Quality? {
        guard isTold else { return .good }
        guard let byte = byte(), byte != Quality.good.rawValue else { return nil }
        return Quality(rawValue: byte)
    }

    /// A number that stands there only if it is not 0.
    private mutating func positive<Number: FixedWidthInteger & UnsignedInteger>(
        _ isTold: Bool, _ type: Number.Type = Number.self
    ) -> Number? {
        guard isTold else { return 0 }
        guard let number = number(Number.self), number > 0 else { return nil }
        return number
    }

    private mutating func live() -> [LiveValue]? {
        guard let count = points() else { return nil }
        var values: [LiveValue] = []
        values.reserveCapacity(count)
        for _ in 0..<count {
            guard let marks = byte(), marks < 0x80,
                let point = place(marks, after: values.last?.point ?? -1),
                let quality = quality(marks & PointMark.quality != 0),
                let age = positive(marks & PointMark.age != 0, UInt64.self),
                let value = content(ofForm: marks & PointMark.form)
            else { return nil }
            values.append(LiveValue(point: point, quality: quality, value: value, age: age))
        }
        return values
    }

    private mutating func window() -> [WindowSum]? {
        guard let count = points() else { return nil }
        var sums: [WindowSum] = []
        sums.reserveCapacity(count)
        for _ in 0..<count {
            guard let marks = byte(), marks & 0xA0 == 0,
                let point = place(marks, after: sums.last?.point ?? -1),
                let quality = quality(marks & PointMark.quality != 0),
                let samples = number(UInt32.self), let due = due(samples, marks),
                let late = positive(marks & PointMark.late != 0, UInt32.self),
                let figures = figures(marks & PointMark.figures)
            else { return nil }
            sums.append(
                WindowSum(
                    point: point, quality: quality, count: samples, due: due, late: late,
                    figures: figures))
        }
        return sums
    }

    private mutating func due(_ samples: UInt32, _ marks: UInt8) -> UInt32? {
        guard marks & PointMark.due != 0 else { return samples }
        guard let due = number(UInt32.self), due != samples else { return nil }
        return due
    }

    private mutating func figures(_ kind: UInt8) -> WindowSum.Figures?? {
        switch kind {
        case 0: return .some(nil)
        case 1: return gauge().map { $0 }
        case 2:
            guard let last = value(), let changes = number(UInt32.self) else { return nil }
            return .state(last: last, changes: changes)
        default: return counter().map { $0 }
        }
    }

    private mutating func gauge() -> WindowSum.Figures? {
        guard let marks = byte(), marks < 8 else { return nil }
        var extremes: WindowSum.Extremes?
        if marks & 4 != 0 {
            guard let least = value(), let most = value() else { return nil }
            extremes = WindowSum.Extremes(least: least, most: most)
        }
        guard let mean = statistic(marks & 3), let last = value() else { return nil }
        return .gauge(extremes: extremes, mean: mean, last: last)
    }

    private mutating func statistic(_ form: UInt8) -> WindowSum.Statistic? {
        switch form {
        case 0: return WindowSum.Statistic.none
        case 1: return .null
        case 2:
            guard let value = value(), let number = value else { return nil }
            return .value(number)
        default: return nil
        }
    }

    private mutating func counter() -> WindowSum.Figures? {
        guard let marks = byte(), marks < 7, marks & 3 < 3, let last = value(),
            let delta = value()
        else { return nil }
        var since: Int64?
        if marks & 4 != 0 {
            guard let told = signed() else { return nil }
            since = told
        }
        let reset = marks & 3 == 0 ? nil : WindowSum.Reset(rawValue: (marks & 3) - 1)
        return .counter(last: last, delta: delta, since: since, reset: reset)
    }

    private mutating func event() -> EventContent? {
        guard let marks = byte(), marks & 0xC0 != 0xC0, let kinds = byte(),
            let kind = EventContent.Kind(rawValue: kinds >> 4),
            let state = EventContent.State(rawValue: kinds >> 2 & 3), kinds & 3 < 3
        else { return nil }
        var event = EventContent(
            kind: kind, state: state, severity: AlarmLimits.Severity.allCases[Int(kinds & 3)])
        return subject(&event, marks) && reason(&event, marks) ? event : nil
    }

    private mutating func subject(_ event: inout EventContent, _ marks: UInt8) -> Bool {
        if marks & EventMark.point != 0 {
            guard let point = count(atMost: StoredRecord.mostPoints - 1) else { return false }
            event.point = point
        }
        if marks & EventMark.null != 0 { event.value = .null }
        if marks & EventMark.value != 0 {
            guard let value = statistic(2) else { return false }
            event.value = value
        }
        if marks & EventMark.threshold != 0 {
            guard let limit = decimal() else { return false }
            event.limit = limit
        }
        return true
    }

    private mutating func reason(_ event: inout EventContent, _ marks: UInt8) -> Bool {
        if marks & EventMark.code != 0 {
            guard let code = text() else { return false }
            event.code = code
        }
        if marks & EventMark.since != 0 {
            guard let since = signed() else { return false }
            event.since = since
        }
        if marks & EventMark.text != 0 {
            guard let english = text(), let vietnamese = text() else { return false }
            event.text = Text(en: english, vi: vietnamese)
        }
        guard let suppressed = positive(marks & EventMark.suppressed != 0, UInt32.self) else {
            return false
        }
        event.suppressed = suppressed
        return true
    }
}
