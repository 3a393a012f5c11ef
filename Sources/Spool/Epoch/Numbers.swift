// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Which numbers of each series may be used: what has been reserved on disk, and what of it is
/// left. A value without I/O.
struct Numbers: Hashable, Sendable {
    /// However many are wanted.
    static let mostAhead: UInt64 = 1_024

    struct Entry: Hashable, Sendable {
        /// The next number to be used.
        var next: UInt64
        /// The last one that is reserved.
        var through: UInt64
        /// Numbers that it is to have ahead.
        var block: UInt64

        var left: UInt64 { through >= next ? through - next + 1 : 0 }
        /// The series runs low, and the disk is asked: what is left must last while the disk stands
        /// still.
        var isLow: Bool { left < block / 2 }
        /// Extended along with one that runs low.
        var isFair: Bool { left >= block / 8 * 7 }
    }

    private(set) var entries: [SeriesKey: Entry] = [:]
    /// Where a series begins that is not known.
    var firstNumber: UInt64
    /// Numbers that series are to have ahead, where that is more than usual.
    private var ahead: [SeriesKey: UInt64]

    init(firstNumber: UInt64 = 1, ahead: [SeriesKey: UInt64] = [:]) {
        (self.firstNumber, self.ahead) = (firstNumber, ahead)
    }

    private func entry(_ key: SeriesKey, next: UInt64) -> Entry {
        let block = min(max(SpoolSettings.usuallyAhead, ahead[key] ?? 0), Self.mostAhead)
        return Entry(next: next, through: next - 1, block: block)
    }

    /// A series of an earlier process goes on here.
    mutating func resume(_ key: SeriesKey, at next: UInt64) {
        entries[key] = entry(key, next: next)
    }

    /// A number has been used. Of a series for which there is no room nothing is known.
    mutating func use(_ number: UInt64, of key: SeriesKey) {
        guard entries[key] != nil || entries.count < EpochRecord.mostSeries else { return }
        var entry = entries[key] ?? entry(key, next: firstNumber)
        entry.next = max(entry.next, number + 1)
        entry.through = max(entry.through, entry.next - 1)
        entries[key] = entry
    }

    /// A series is wanted that may be new. Beyond what the epoch file holds none gets numbers.
    /// `more`: numbers that it is to have ahead.
    mutating func want(_ key: SeriesKey, ahead more: UInt64? = nil) {
        guard entries[key] != nil || entries.count < EpochRecord.mostSeries else { return }
        if let more { ahead[key] = more }
        if entries[key] == nil { resume(key, at: firstNumber) }
        if let more { entries[key]?.block = min(more, Self.mostAhead) }
    }

    /// What is left of a series.
    func grant(_ key: SeriesKey) -> NumberGrant? {
        entries[key].map { NumberGrant(series: key, next: $0.next, through: $0.through) }
    }

    var isLow: Bool { entries.values.contains(where: \.isLow) }

    /// Fills up all that are not fair; those that changed, in order.
    mutating func extend() -> [NumberGrant] {
        var grants: [NumberGrant] = []
        // In place: who changes what he walks through pays for a copy of all.
        for place in entries.indices where !entries.values[place].isFair {
            let entry = entries.values[place]
            let through = entry.next + entry.block - 1
            entries.values[place].through = through
            grants.append(
                NumberGrant(series: entries.keys[place], next: entry.next, through: through))
        }
        return grants.sorted()
    }
}

extension [NumberGrant] {
    /// By device and stream.
    func sorted() -> Self {
        sorted {
            ($0.series.device, $0.series.stream.rawValue)
                < ($1.series.device, $1.series.stream.rawValue)
        }
    }
}
