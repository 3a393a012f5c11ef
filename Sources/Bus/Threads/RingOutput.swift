// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Ring
internal import Synchronization

/// A line thread's end of the ring. Values that do not fit are refused and counted; the mark at a
/// scan's end is kept until it fits, so that two scans never run into one. While it waits, the
/// marks of later rounds are added to it: each period is accounted for.
struct RingOutput: ~Copyable, Sendable {
    private var producer: Ring<Reading>.Producer
    private let pump: WakeUp
    private let refused: RefusedCount
    /// Marks that did not fit, at most one of each round of each device.
    private var marks: [Reading] = []
    private var hasNews = false

    init(_ producer: consuming Ring<Reading>.Producer, pump: WakeUp, refused: RefusedCount) {
        self.producer = producer
        self.pump = pump
        self.refused = refused
    }

    var isWaiting: Bool { !marks.isEmpty }

    /// Whether so many readings fit now.
    mutating func hasRoom(for readings: Int) -> Bool { producer.free >= readings }

    /// Moves readings to the ring and empties the array.
    mutating func push(_ readings: inout [Reading]) {
        if !marks.isEmpty { retryMarks() }
        guard !readings.isEmpty else { return }
        if !marks.isEmpty || !producer.push(all: readings.span) { pushSingly(readings) }
        hasNews = hasNews || readings.contains { $0.kind == .scanEnd }
        readings.removeAll(keepingCapacity: true)
    }

    /// Wakes the pump if a scan has ended since the last time.
    mutating func signal() {
        guard hasNews else { return }
        hasNews = false
        pump.signal()
    }

    /// There is not room for all: as many as fit, the rest counted. Once a mark waits, nothing
    /// may overtake it.
    private mutating func pushSingly(_ readings: [Reading]) {
        var lost = 0
        for reading in readings {
            let fits = marks.isEmpty && producer.push(reading)
            if !fits, reading.kind == .scanEnd {
                keep(reading)
            } else if !fits {
                lost += 1
            }
        }
        refused.add(lost)
    }

    private mutating func keep(_ mark: Reading) {
        if let index = marks.firstIndex(where: { $0.isMark(like: mark) }) {
            marks[index] = marks[index].followed(by: mark)
        } else {
            marks.append(mark)
        }
    }

    private mutating func retryMarks() {
        while let mark = marks.first, producer.push(mark) {
            marks.removeFirst()
            hasNews = true
        }
    }
}

extension Reading {
    /// Whether both end a round of the same number of one device.
    fileprivate func isMark(like other: Reading) -> Bool {
        point == other.point && round == other.round
    }

    /// A mark for both rounds: the later one has brought nothing, so that its period, and those
    /// that the line then passed over, are passed over here.
    fileprivate func followed(by later: Self) -> Self {
        .end(
            ofRound: round, of: point, at: later.time,
            skipped: Int64(skipped) + Int64(later.skipped) + 1)
    }
}

/// Readings that the rings refused, counted by the line threads and read by the pump.
///
/// A class, because both sides hold it.
final class RefusedCount: Sendable {
    private let count = Atomic(0)

    func add(_ number: Int) {
        if number > 0 { count.add(number, ordering: .relaxed) }
    }

    var value: Int { count.load(ordering: .relaxed) }
}
