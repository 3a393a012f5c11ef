// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Which numbers of each series may be used: what has been reserved on disk, and what of it is
/// left. A value without I/O.
struct Numbers: Hashable, Sendable {
    /// Never more numbers ahead of the next one.
    static let block: UInt64 = 64
    /// Fewer left: a series runs low, and the disk is asked.
    static let low: UInt64 = 16
    /// Fewer left: extended along with one that runs low.
    static let fair: UInt64 = 48

    struct Entry: Hashable, Sendable {
        /// The next number to be used.
        var next: UInt64
        /// The last one that is reserved.
        var through: UInt64

        var left: UInt64 { through >= next ? through - next + 1 : 0 }
    }

    private(set) var entries: [SeriesKey: Entry] = [:]
    /// Where a series begins that is not known.
    var firstNumber: UInt64

    init(firstNumber: UInt64 = 1) { self.firstNumber = firstNumber }

    /// A series of an earlier process goes on here.
    mutating func resume(_ key: SeriesKey, at next: UInt64) {
        entries[key] = Entry(next: next, through: next - 1)
    }

    /// A number has been used. Of a series for which there is no room nothing is known.
    mutating func use(_ number: UInt64, of key: SeriesKey) {
        guard entries[key] != nil || entries.count < EpochRecord.mostSeries else { return }
        let entry = entries[key] ?? Entry(next: firstNumber, through: firstNumber - 1)
        let next = max(entry.next, number + 1)
        entries[key] = Entry(next: next, through: max(entry.through, next - 1))
    }

    /// A series is wanted that may be new. Beyond what the epoch file holds none gets numbers.
    mutating func want(_ key: SeriesKey) {
        guard entries[key] == nil, entries.count < EpochRecord.mostSeries else { return }
        resume(key, at: firstNumber)
    }

    /// What is left of a series.
    func grant(_ key: SeriesKey) -> NumberGrant? {
        entries[key].map { NumberGrant(series: key, next: $0.next, through: $0.through) }
    }

    var isLow: Bool { entries.values.contains { $0.left < Self.low } }

    /// Fills up all that are below `fair`; those that changed, in order.
    mutating func extend() -> [NumberGrant] {
        var grants: [NumberGrant] = []
        for (key, entry) in entries where entry.left < Self.fair {
            let through = entry.next + Self.block - 1
            entries[key]?.through = through
            grants.append(NumberGrant(series: key, next: entry.next, through: through))
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
