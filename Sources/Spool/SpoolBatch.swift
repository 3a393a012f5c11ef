// SPDX-License-Identifier: Apache-2.0
package import Field

/// What is written down in one transaction, all of it or nothing.
package struct SpoolBatch: Sendable {
    package var devices: [KnownDevice] = []
    package var metas: [NewMeta] = []
    package var rows: [NewRow] = []
    package var restamped: [RestampedRow] = []
    package var delivered: [DeliveredNumbers] = []
    package var counters: [DeviceCounters] = []
    package var gaps: [GapRecord] = []
    package var deliveredGaps: [DeliveredGap] = []
    package var custody: [CustodyNumber] = []
    package var commands: [SeenCommand] = []
    /// Ids of commands that need not be remembered any more.
    package var forgottenCommands: [String] = []
    /// What the month has cost, no less.
    package var spending: MonthSpending?

    package init() {}

    package var isEmpty: Bool {
        rows.isEmpty && metas.isEmpty && delivered.isEmpty && counters.isEmpty && gaps.isEmpty
            && deliveredGaps.isEmpty && restamped.isEmpty && devices.isEmpty
            && custody.isEmpty && commands.isEmpty && forgottenCommands.isEmpty && spending == nil
    }
}

/// A record under the running epoch.
package struct NewRow: Hashable, Sendable {
    package var series: SeriesKey
    package var sequence: UInt64
    /// UTC in milliseconds; of a window its two ends, otherwise twice the same.
    package var from: Int64
    package var to: Int64
    /// The name of the device's meta: the newest under this name, which came before or comes with
    /// it. One that is not known yet is told in the commit, and may still come.
    package var meta: String
    /// `StoredRecord.packed`.
    package var body: [UInt8]
    /// A window with counters in it: it goes last.
    package var hasCounters: Bool

    package init(
        series: SeriesKey, sequence: UInt64, from: Int64, to: Int64, meta: String, body: [UInt8],
        hasCounters: Bool = false
    ) {
        self.series = series
        self.sequence = sequence
        self.from = from
        self.to = to
        self.meta = meta
        self.body = body
        self.hasCounters = hasCounters
    }
}

/// What a device is from now on.
package struct NewMeta: Hashable, Sendable {
    package var device: String
    /// As records name it.
    package var name: String
    /// Names of its points; a body tells them by their places here.
    package var points: [String]
    /// JSON, as it is published.
    package var payload: [UInt8]

    package init(device: String, name: String, points: [String], payload: [UInt8]) {
        self.device = device
        self.name = name
        self.points = points
        self.payload = payload
    }
}

/// A record whose times have become known. It counts as not delivered again.
package struct RestampedRow: Hashable, Sendable {
    package var row: Int64
    package var from: Int64
    package var to: Int64
    package var body: [UInt8]

    package init(row: Int64, from: Int64, to: Int64, body: [UInt8]) {
        self.row = row
        self.from = from
        self.to = to
        self.body = body
    }
}

/// Numbers that a hub has.
package struct DeliveredNumbers: Hashable, Sendable {
    /// The hub's place in the settings.
    package var hub: Int
    package var epoch: String
    package var series: SeriesKey
    package var numbers: SequenceRanges

    package init(hub: Int, epoch: String, series: SeriesKey, numbers: SequenceRanges) {
        self.hub = hub
        self.epoch = epoch
        self.series = series
        self.numbers = numbers
    }
}

/// Up to which number a hub says that it has stored a series of the running epoch, and no further
/// than we have given numbers. It may be lower than before.
package struct CustodyNumber: Hashable, Sendable {
    package var hub: Int
    package var series: SeriesKey
    package var through: UInt64

    package init(hub: Int, series: SeriesKey, through: UInt64) {
        (self.hub, self.series, self.through) = (hub, series, through)
    }
}

/// A command that was begun, and is not to be begun again.
package struct SeenCommand: Hashable, Sendable {
    package var id: String
    /// UTC in milliseconds: until when it is remembered.
    package var until: Int64
    /// Whether the hub has its answer.
    package var isAnswered: Bool
    /// What it has sent: rows, and bytes of payloads.
    package var rows: Int
    package var bytes: Int

    package init(
        id: String, until: Int64, isAnswered: Bool = false, rows: Int = 0, bytes: Int = 0
    ) {
        (self.id, self.until, self.isAnswered) = (id, until, isAnswered)
        (self.rows, self.bytes) = (rows, bytes)
    }
}

/// A gap that a hub has.
package struct DeliveredGap: Hashable, Sendable {
    package var hub: Int
    package var id: UInt64

    package init(hub: Int, id: UInt64) {
        self.hub = hub
        self.id = id
    }
}

/// The last good readings of a device's counters.
package struct DeviceCounters: Hashable, Sendable {
    package var device: String
    package var readings: [CounterReading]

    package init(device: String, readings: [CounterReading]) {
        self.device = device
        self.readings = readings
    }
}

/// Where a device's topics are and what the hub retains there, so that it can be taken back when
/// the device is gone, and what is left of its records still be told.
package struct KnownDevice: Hashable, Sendable {
    package var name: String
    /// The topics' common beginning.
    package var prefix: String
    /// Topics with something retained; none once the device is gone and cleared.
    package var retained: [String]

    package init(name: String, prefix: String, retained: [String]) {
        self.name = name
        self.prefix = prefix
        self.retained = retained
    }
}

/// Numbers of a series that may be used: `next` to `through`.
package struct NumberGrant: Hashable, Sendable {
    package var series: SeriesKey
    package var next: UInt64
    package var through: UInt64

    package init(series: SeriesKey, next: UInt64, through: UInt64) {
        self.series = series
        self.next = next
        self.through = through
    }
}

/// What came of a transaction.
package struct SpoolCommit: Hashable, Sendable {
    /// Rows that were written, in the batch's order.
    package var rows: [Int64] = []
    /// Series that have more numbers now.
    package var grants: [NumberGrant] = []
    /// Why no numbers could be reserved: those that are left are all that may be used.
    package var numbersFault: SpoolFault?
    /// Records that had to go without having been delivered, all declared.
    package var lost = 0
    /// Bytes that the records took.
    var storedBytes = 0
    /// Devices with records whose meta is not known: they are kept, and wait for it.
    package var unknownMetas: [String] = []

    package init() {}
}

/// A record as it lies in the spool.
package struct SpooledRow: Hashable, Sendable {
    /// Its place: later ones are higher.
    package var row: Int64
    package var epoch: String
    package var series: SeriesKey
    package var sequence: UInt64
    package var from: Int64
    package var to: Int64
    /// See `Spool.meta(_:)`.
    package var meta: Int64
    package var body: [UInt8]

    package init(
        row: Int64, epoch: String, series: SeriesKey, sequence: UInt64, from: Int64, to: Int64,
        meta: Int64, body: [UInt8]
    ) {
        (self.row, self.epoch, self.series) = (row, epoch, series)
        (self.sequence, self.from, self.to) = (sequence, from, to)
        (self.meta, self.body) = (meta, body)
    }

    /// Bytes that it counts for in a limit.
    var bytes: Int { body.count + 32 }
}

/// A meta that records name.
package struct StoredMeta: Hashable, Sendable {
    package var name: String
    package var points: [String]
    package var payload: [UInt8]
    /// False for one of which only the name is known: records named it, and it never came.
    package var isKnown: Bool

    package init(name: String, points: [String], payload: [UInt8], isKnown: Bool = true) {
        (self.name, self.points, self.payload) = (name, points, payload)
        self.isKnown = isKnown
    }
}

/// Records from the spool, and where to go on.
package struct SpoolPage: Hashable, Sendable {
    package var rows: [SpooledRow] = []
    /// What the next page comes after.
    package var last: Int64
    /// There is nothing behind it now.
    package var isAtEnd = false

    package init(rows: [SpooledRow] = [], last: Int64, isAtEnd: Bool = false) {
        (self.rows, self.last, self.isAtEnd) = (rows, last, isAtEnd)
    }
}
