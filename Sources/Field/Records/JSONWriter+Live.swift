// SPDX-License-Identifier: Apache-2.0

extension JSONWriter {
    /// What a record of the stream `live` says, from `values` on. `key`: of each place, as
    /// `encoded(key:)` gives it.
    package mutating func live(_ content: LiveContent, key: (Int) -> [UInt8]) {
        self.key(Keys.values)
        beginObject()
        for value in content.values {
            self.key(key(value.point))
            orNull(value.value)
        }
        endObject()
        qualities(content.values.lazy.map { ($0.point, $0.quality) }, key: key)
        ages(content.values, key: key)
        if content.isFull {
            self.key(Keys.full)
            bool(true)
        }
    }

    /// What a record of the stream `window` says, from `values` on.
    package mutating func window(_ sums: [WindowSum], key: (Int) -> [UInt8]) {
        self.key(Keys.values)
        beginObject()
        for sum in sums {
            self.key(key(sum.point))
            self.sum(sum)
        }
        endObject()
        qualities(sums.lazy.map { ($0.point, $0.quality) }, key: key)
    }

    /// What a record of the stream `event` says, from `type` on. `name`: of each place.
    package mutating func event(_ event: EventContent, name: (Int) -> String) {
        key("type")
        string(event.kind.name)
        if let point = event.point {
            key("point")
            string(name(point))
        }
        key("state")
        string(event.state.name)
        key("severity")
        string(event.severity.rawValue)
        switch event.value {
        case .none: break
        case .null:
            key("value")
            null()
        case .value(let value):
            key("value")
            self.value(value)
        }
        reason(of: event)
    }

    private mutating func reason(of event: EventContent) {
        if let limit = event.limit {
            key("limit")
            decimal(limit)
        }
        if let code = event.code {
            key("code")
            string(code)
        }
        if let since = event.since {
            key("since")
            integer(since)
        }
        if let text = event.text {
            key("text")
            beginObject()
            key("vi")
            string(text.vi)
            key("en")
            string(text.en)
            endObject()
        }
        if event.suppressed > 0 {
            key("suppressed")
            integer(event.suppressed)
        }
    }

    /// How far the record's times can be trusted; nothing when they can.
    package mutating func clock(_ clock: RecordClock) {
        switch clock {
        case .synced: break
        case .stepped: word("stepped")
        case .unsynced: word("unsynced")
        case .estimated: word("estimated")
        case .restamped:
            key("restamped")
            bool(true)
        }
    }

    private mutating func word(_ word: String) {
        key(Keys.clock)
        string(word)
    }

    /// Of the points that are not simply good.
    mutating func qualities(
        _ points: some Sequence<(point: Int, quality: Quality)>, key: (Int) -> [UInt8]
    ) {
        guard points.contains(where: { $0.quality != .good }) else { return }
        self.key(Keys.q)
        beginObject()
        for (point, quality) in points where quality != .good {
            self.key(key(point))
            string(quality.code)
        }
        endObject()
    }

    /// Milliseconds by which values are older than the record's time.
    mutating func ages(_ values: [LiveValue], key: (Int) -> [UInt8]) {
        guard values.contains(where: { $0.age > 0 }) else { return }
        self.key(Keys.age)
        beginObject()
        for value in values where value.age > 0 {
            self.key(key(value.point))
            integer(value.age)
        }
        endObject()
    }

    mutating func orNull(_ value: Value?) {
        if let value { self.value(value) } else { null() }
    }
}

extension EventContent.Kind {
    /// As the hub's records name it.
    package var name: String {
        switch self {
        case .limit: "limit"
        case .quality: "quality"
        case .contact: "contact"
        case .counter: "counter"
        case .device: "device"
        }
    }
}

extension EventContent.State {
    /// As the hub's records name it.
    package var name: String {
        switch self {
        case .raised: "raised"
        case .cleared: "cleared"
        case .info: "info"
        }
    }
}

/// Keys of every record, escaped once.
private enum Keys {
    static let values = JSONWriter.encoded(key: "values")
    static let q = JSONWriter.encoded(key: "q")
    static let age = JSONWriter.encoded(key: "age")
    static let full = JSONWriter.encoded(key: "full")
    static let clock = JSONWriter.encoded(key: "clock")
}
