// SPDX-License-Identifier: Apache-2.0

/// What the body of a stored record says, complete in itself: it is read back after the
/// configuration has changed. Points are told by their places in the list of names that the
/// record's meta has; the record's number, times and meta stand beside the body.
package struct StoredRecord: Hashable, Sendable {
    package var content: Content
    package var clock: RecordClock

    package init(_ content: Content, clock: RecordClock = .synced) {
        self.content = content
        self.clock = clock
    }

    package enum Content: Hashable, Sendable {
        case live(LiveContent)
        case window([WindowSum])
        case event(EventContent)
    }

    package var stream: Stream {
        switch content {
        case .live: .live
        case .window: .window
        case .event: .event
        }
    }

    /// Bytes that a packed record takes in a payload with history, about.
    package static func payloadBytes(ofPacked bytes: Int) -> Int { bytes * 4 + 32 }
}

/// How far a record's times can be trusted.
package enum RecordClock: Hashable, Sendable {
    case synced
    /// The clock was set while the window was open, which therefore ended early.
    case stepped
    /// Nobody could say what time it was. `taken` tells it once somebody can.
    case unsynced(taken: Uptime)
    /// The boot that it was taken in has ended without a true clock: the times are a guess.
    case estimated
    /// It was `unsynced` and has its true times now.
    case restamped

    /// Whether times are still to come.
    package var isUnsynced: Bool { if case .unsynced = self { true } else { false } }
}

/// A moment that only the kernel which was running then can place in UTC.
package struct Uptime: Hashable, Sendable {
    /// The kernel's random boot id (a UUID's 128 bits).
    package var boot: UInt128
    package var at: Instant

    package init(boot: UInt128, at: Instant) {
        self.boot = boot
        self.at = at
    }
}

/// A record of the stream `live`.
package struct LiveContent: Hashable, Sendable {
    /// In ascending order of their places.
    package var values: [LiveValue]
    /// It says all that there is.
    package var isFull: Bool

    package init(values: [LiveValue], isFull: Bool) {
        self.values = values
        self.isFull = isFull
    }
}

/// One point in a record of the stream `live`.
package struct LiveValue: Hashable, Sendable {
    /// The point's place in the meta's list of names.
    package var point: Int
    package var quality: Quality
    /// nil: null is told, the read failed or the value is none.
    package var value: Value?
    /// Milliseconds by which it is older than the record; 0 where that is not told.
    package var age: UInt64

    package init(point: Int, quality: Quality = .good, value: Value?, age: UInt64 = 0) {
        self.point = point
        self.quality = quality
        self.value = value
        self.age = age
    }
}

/// One point in a record of the stream `window`.
package struct WindowSum: Hashable, Sendable {
    /// The point's place in the meta's list of names.
    package var point: Int
    package var quality: Quality
    /// Samples that count, that were planned, that came too late.
    package var count: UInt32
    package var due: UInt32
    package var late: UInt32
    /// nil without samples that count.
    package var figures: Figures?

    package init(
        point: Int, quality: Quality = .good, count: UInt32, due: UInt32, late: UInt32 = 0,
        figures: Figures? = nil
    ) {
        self.point = point
        self.quality = quality
        self.count = count
        self.due = due
        self.late = late
        self.figures = figures
    }

    /// What is told of samples, by the kind of point.
    package enum Figures: Hashable, Sendable {
        case gauge(extremes: Extremes?, mean: Statistic, last: Value?)
        case state(last: Value?, changes: UInt32)
        /// `since`: UTC milliseconds of the reading that `delta` counts from, if it is not the
        /// last one of the window before.
        case counter(last: Value?, delta: Value?, since: Int64?, reset: Reset?)
    }

    package struct Extremes: Hashable, Sendable {
        package var least: Value?
        package var most: Value?

        package init(least: Value?, most: Value?) {
            self.least = least
            self.most = most
        }
    }

    /// A figure that not every quantity has.
    package enum Statistic: Hashable, Sendable {
        /// It is not told.
        case none
        /// Told as null.
        case null
        case value(Value)
    }

    /// Why a counter did not count on.
    package enum Reset: UInt8, Hashable, Sendable, CaseIterable {
        case rollover = 0
        case unknown = 1
    }
}

/// A record of the stream `event`.
package struct EventContent: Hashable, Sendable {
    package enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        case limit = 0
        case quality, contact, counter, device
    }

    package enum State: UInt8, Hashable, Sendable, CaseIterable {
        case raised = 0
        case cleared, info
    }

    package var kind: Kind
    package var state: State
    package var severity: AlarmLimits.Severity
    /// The point's place in the meta's list of names; nil: the whole device.
    package var point: Int?
    package var value: WindowSum.Statistic
    package var limit: Decimal?
    package var code: String?
    /// UTC milliseconds of when what it tells began.
    package var since: Int64?
    package var text: Text?
    /// Events before it that were not told.
    package var suppressed: UInt32

    package init(
        kind: Kind, state: State, severity: AlarmLimits.Severity, point: Int? = nil,
        value: WindowSum.Statistic = .none, limit: Decimal? = nil, code: String? = nil,
        since: Int64? = nil, text: Text? = nil, suppressed: UInt32 = 0
    ) {
        self.kind = kind
        self.state = state
        self.severity = severity
        self.point = point
        self.value = value
        self.limit = limit
        self.code = code
        self.since = since
        self.text = text
        self.suppressed = suppressed
    }
}
