// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

/// Records that survive: a bounded store on SQLite with the numbers that records get.
///
/// One thread owns it and calls it; each call may take as long as the disk does. Whatever it finds
/// when it is opened, it opens: see `opening`. A fault of `commit` leaves everything as it was
/// before; after `damaged` the owner calls `setAside` and goes on with what that returns.
package struct Spool: ~Copyable {
    package internal(set) var opening: SpoolOpening
    package let settings: SpoolSettings
    let database: Database
    let layout: SpoolLayout
    var books: Books
    var numbers: Numbers
    var epochFile: EpochFile
    /// The next session's number.
    var session: UInt64
    var pace = Pace()
    let deflater = Deflater()
    /// When delivered numbers and floors were last written.
    var lastSaved: Instant?
    /// Numbers that hubs have since then.
    var settledSinceSave: UInt64 = 0
    var lastTidied: Instant?
    /// Series with numbers that the owner has not been told of.
    private var untold: Set<SeriesKey> = []

    /// What hubs have is written this often, if nothing else is: after a crash the rest is sent
    /// again.
    static let savePause = Nanoseconds.seconds(60)
    /// … and as soon as there is so much of it: an agent that is ended again and again gets on with
    /// what waits all the same.
    static let manySettled: UInt64 = 1_024
    /// Records that are older than they are to be kept are looked for at most this often.
    static let tidyPause = Nanoseconds.seconds(60)

    init(
        opening: SpoolOpening, settings: SpoolSettings, database: consuming Database,
        layout: SpoolLayout, books: Books, numbers: Numbers, epochFile: EpochFile,
        session: UInt64
    ) {
        self.opening = opening
        self.settings = settings
        self.database = database
        self.layout = layout
        self.books = books
        self.numbers = numbers
        self.epochFile = epochFile
        self.session = session
    }

    package var epoch: String { books.epoch }

    /// A number for a session that nobody had before in this epoch.
    package mutating func nextSession() throws(SpoolFault) -> UInt64 {
        if session > epochFile.record.sessions {
            var record = epochFile.record
            record.sessions = session + EpochRecord.sessionBlock - 1
            try epochFile.write(record)
        }
        defer { session += 1 }
        return session
    }

    /// Numbers for series that may be new: what these have now. `ahead`: as in `SpoolSettings`.
    package mutating func reserve(
        _ series: [SeriesKey], ahead: [SeriesKey: UInt64] = [:]
    ) throws(SpoolFault) -> [NumberGrant] {
        for key in series { numbers.want(key, ahead: ahead[key]) }
        if let fault = extendIfLow() { throw fault }
        noteGeneration()
        untold.formUnion(series)
        return takeGrants()
    }

    /// The last number of a series that may be used; 0 for one that is not known.
    package func reserved(_ key: SeriesKey) -> UInt64 { numbers.entries[key]?.through ?? 0 }

    /// A record with this number was made, stored or not.
    package mutating func use(_ sequence: UInt64, of series: SeriesKey) {
        numbers.use(sequence, of: series)
    }

    /// Reserves numbers where few are left; why that cannot be.
    mutating func extendIfLow() -> SpoolFault? {
        guard numbers.isLow else { return nil }
        var longer = numbers
        let grants = longer.extend()
        do throws(SpoolFault) {
            try epochFile.write(record(of: longer, state: .open))
        } catch {
            return error
        }
        numbers = longer
        untold.formUnion(grants.map(\.series))
        return nil
    }

    /// What has been reserved since the owner was last told.
    mutating func takeGrants() -> [NumberGrant] {
        let grants = untold.compactMap { numbers.grant($0) }
        untold = []
        return grants.sorted()
    }

    /// The epoch's record with these numbers.
    func record(of numbers: Numbers, state: EpochRecord.State) -> EpochRecord {
        var record = epochFile.record
        record.state = state
        record.firstNumber = numbers.firstNumber
        record.series = numbers.entries.map { key, entry in
            EpochRecord.Series(
                key: key, through: state == .closed ? entry.next - 1 : entry.through,
                settled: settled(key))
        }
        record.series.sort {
            ($0.key.device, $0.key.stream.rawValue) < ($1.key.device, $1.key.stream.rawValue)
        }
        if state == .closed { record.sessions = session - 1 }
        return record
    }

    /// Up to which number every hub has all, or has been told that it will not come: a gap that
    /// only the database has is lost with it.
    private func settled(_ key: SeriesKey) -> UInt64 {
        guard let device = books.owners[Books.Owner(epoch: books.epoch, device: key.device)] else {
            return 0
        }
        let line = Books.Line(device: device, stream: key.stream)
        let settled = books.settled.map { hub in
            // Nothing has a number below the first.
            hub[line]?.ranges.first { $0.lowerBound <= numbers.firstNumber }?.upperBound ?? 0
        }
        let untold = books.gaps.compactMap { gap in
            gap.record.epoch == books.epoch && gap.record.device == key.device
                && gap.record.stream == key.stream ? gap.record.ranges.first : nil
        }
        return min(settled.min() ?? 0, untold.min().map { $0 == 0 ? 0 : $0 - 1 } ?? UInt64.max)
    }

    /// What a hub has of a series of the running epoch, or knows that it will not come.
    package func settled(_ key: SeriesKey, hub: Int) -> SequenceRanges {
        let owner = Books.Owner(epoch: books.epoch, device: key.device)
        guard let device = books.owners[owner] else { return SequenceRanges() }
        return books.settled[hub][Books.Line(device: device, stream: key.stream)]
            ?? SequenceRanges()
    }

    /// A meta that a record names.
    package func meta(_ row: Int64) throws(SpoolFault) -> StoredMeta? {
        let statement = try database.prepare(
            "SELECT name, points, payload, device FROM meta WHERE id=?")
        try statement.bind(.integer(row))
        guard try statement.step() else { return nil }
        return try Self.meta(statement)
    }

    /// From the columns name, points, payload, device.
    static func meta(_ statement: borrowing Statement) throws(SpoolFault) -> StoredMeta {
        let name = statement.text(0) ?? ""
        guard let points = statement.text(1) else {
            return StoredMeta(name: name, points: [], payload: [], isKnown: false)
        }
        let seal = Seal(statement.integer(3), name, points)
        guard let payload = statement.blob(2).unsealed(seal) else { throw .damaged }
        return StoredMeta(name: name, points: lines(points), payload: payload)
    }

    /// A list as it lies in one column.
    static func lines(_ text: String?) -> [String] {
        (text ?? "").split(separator: "\n").map(String.init)
    }
}
