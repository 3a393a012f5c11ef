// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What is known of the database without asking it. A value: a transaction works on a copy, which
/// counts once the disk has the transaction.
struct Books: Sendable {
    /// A device under one epoch.
    struct Owner: Hashable, Sendable {
        var epoch: String
        var device: String
    }

    /// A device's row, and what is kept with it.
    struct Entry: Sendable {
        var owner: Owner
        /// Whether its topics are written down.
        var isKnown: Bool
    }

    struct MetaName: Hashable, Sendable {
        var device: Int64
        var name: String
    }

    /// One stream of a device's row.
    struct Line: Hashable, Sendable {
        var device: Int64
        var stream: Stream
    }

    /// What of a device lies in one table.
    struct Series: Hashable, Sendable {
        var device: Int64
        var shelf: Shelf
    }

    struct Gap: Sendable {
        var row: Int64
        /// A bit for each hub that has it.
        var hubs: Int64
        var record: GapRecord
        /// A hub may have it, though it did not say so.
        var isHandedOut: Bool
    }

    var epoch: String
    var epochs: [String: Int64] = [:]
    var devices: [Int64: Entry] = [:]
    /// What was written down of them, until that was told.
    var known: [KnownDevice] = []
    var owners: [Owner: Int64] = [:]
    var metas: [MetaName: Int64] = [:]
    /// Metas of which only the name is known.
    var unknownMetas: Set<MetaName> = []
    /// What each device is now.
    var newestMetas: [Int64: Int64] = [:]
    /// The last number of each line that was stored, as far as is known.
    var stored: [Line: UInt64] = [:]
    /// Places of records that were taken while the clock was not trusted.
    var unsynced = SequenceRanges()
    /// The epoch file that the database has seen.
    var generation: UInt64 = 0
    /// The last row's place in any table.
    var lastRow: Int64 = 0
    /// Names of hubs as the database has them.
    var hubs: [Int: String] = [:]
    /// Delivered or not to come, by hub.
    var settled: [[Line: SequenceRanges]]
    /// What of it is not on disk yet.
    var unsaved: Set<Line> = []
    /// Rows up to here are settled, by hub and stream.
    var floors: [[Int64]]
    var areFloorsSaved = true
    /// Where the next row that can go is looked for, by shelf: of those that every hub has, and of
    /// those that are in custody besides.
    var cursors = Self.fresh
    var custodyCursors = Self.fresh
    private static let fresh = [Int64](repeating: 0, count: Shelf.allCases.count)
    /// Up to which number a hub itself says to have stored a line, by hub. Told anew in every
    /// session, and not kept on disk.
    var custody: [[Line: UInt64]]
    var gaps: [Gap] = []
    /// The last block of numbers that has an entry, by line and shelf.
    var blocks: [Series: UInt64] = [:]

    init(epoch: String, hubs: Int) {
        self.epoch = epoch
        settled = Array(repeating: [:], count: hubs)
        custody = settled.map { _ in [:] }
        floors = Array(repeating: Array(repeating: 0, count: Stream.allCases.count), count: hubs)
    }

    /// Whether every hub has the record, or knows that it will not come.
    func isSettled(_ sequence: UInt64, _ line: Line) -> Bool {
        settled.allSatisfy { $0[line]?.contains(sequence) ?? false }
    }

    func isSettled(_ sequence: UInt64, _ line: Line, hub: Int) -> Bool {
        settled[hub][line]?.contains(sequence) ?? false
    }

    /// Whether every hub has it, and itself says so.
    func isInCustody(_ sequence: UInt64, _ line: Line) -> Bool {
        isSettled(sequence, line) && custody.allSatisfy { sequence <= $0[line] ?? 0 }
    }

    /// No further than to the highest number that the hub has acknowledged or knows not to come.
    mutating func note(_ told: CustodyNumber) {
        let owner = Owner(epoch: epoch, device: told.series.device)
        guard let device = owners[owner], custody.indices.contains(told.hub) else { return }
        let line = Line(device: device, stream: told.series.stream)
        custody[told.hub][line] = min(told.through, settled[told.hub][line]?.last ?? 0)
        custodyCursors = Self.fresh
    }

    /// What every hub has, or knows that it will not come.
    func settledByAll(_ line: Line) -> SequenceRanges {
        var ranges = settled.first?[line] ?? SequenceRanges()
        for hub in settled.dropFirst() {
            ranges = ranges.intersection(hub[line] ?? SequenceRanges())
        }
        return ranges
    }

    /// Ranges of one series that are remembered, in memory and on disk: beyond, the highest are
    /// forgotten and sent again.
    static let mostRanges = 64
    static let mostSavedRanges = 8

    mutating func settle(_ numbers: SequenceRanges, _ line: Line, hub: Int) {
        settled[hub][line, default: SequenceRanges()].formUnion(numbers)
        settled[hub][line]?.forget(beyond: Self.mostRanges)
        unsaved.insert(line)
    }

    /// Nothing of these is to be sent any more.
    mutating func settle(_ numbers: SequenceRanges, _ line: Line) {
        for hub in settled.indices { settle(numbers, line, hub: hub) }
    }

    mutating func unsettle(_ number: UInt64, _ line: Line) {
        for hub in settled.indices {
            settled[hub][line]?.remove(number...number)
            // What the hub has stored is what the record was before.
            if let known = custody[hub][line] { custody[hub][line] = min(known, number - 1) }
        }
        unsaved.insert(line)
    }
}
