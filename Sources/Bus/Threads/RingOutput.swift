// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Ring
internal import Synchronization

/// A line thread's end of the ring. Values that do not fit are refused and counted; the mark at a
/// scan's end is kept until it fits, so that two scans never run into one, and tells how many of
/// its device were refused. While it waits, the marks of later rounds are added to it: each period
/// is accounted for.
struct RingOutput: ~Copyable, Sendable {
    private var producer: Ring<Reading>.Producer
    private let pump: WakeUp
    private let refused: RefusedCount
    /// Devices by the first of their points, in order.
    private let devices: [(firstPoint: UInt32, number: UInt32)]
    /// Values of each device that were refused since its last mark.
    private var lost: [UInt32: Int] = [:]
    /// Marks that did not fit, at most one of each round of each device.
    private var marks: [Reading] = []
    private var hasNews = false
    /// Readings since the pump was last woken, and when that was.
    private var untold = 0
    private var lastSignal = Instant(nanoseconds: 0)
    /// So many readings wake the pump at once. Zero where each scan's end does; where lines are
    /// read without a pause a wake-up for each would cost as much as the exchange.
    private let heap: Int
    /// … and how soon after the last wake-up fewer do.
    private static let signalPause = Nanoseconds.milliseconds(1)

    /// `heap`: how many readings may wait for the pump when it was woken just now.
    init(
        _ producer: consuming Ring<Reading>.Producer, pump: WakeUp, refused: RefusedCount,
        of lines: [NumberedLine], heap: Int = 0
    ) {
        self.heap = heap
        self.producer = producer
        self.pump = pump
        self.refused = refused
        devices = lines.flatMap(\.devices).map { ($0.firstPoint, $0.number) }
            .sorted { $0.firstPoint < $1.firstPoint }
    }

    /// What has found no room yet.
    struct Rest: Sendable {
        var marks: [Reading] = []
        /// Readings of each device that were refused since its last mark.
        var lost: [UInt32: Int] = [:]
    }

    var rest: Rest { Rest(marks: marks, lost: lost) }

    var isWaiting: Bool { !marks.isEmpty }

    /// Whether so many readings fit now.
    mutating func hasRoom(for readings: Int) -> Bool { producer.free >= readings }

    /// Moves readings to the ring and empties the array.
    mutating func push(_ readings: inout [Reading]) {
        if !marks.isEmpty { retryMarks() }
        guard !readings.isEmpty else { return }
        if !marks.isEmpty || !lost.isEmpty || !producer.push(all: readings.span) {
            pushSingly(readings)
        }
        hasNews = hasNews || readings.contains { $0.kind == .scanEnd }
        untold += readings.count
        readings.removeAll(keepingCapacity: true)
    }

    /// Wakes the pump if a scan has ended since the last time; when to call this again where that
    /// is left for later.
    mutating func signal() -> Instant {
        guard hasNews else { return .never }
        if heap > 0 {
            let (now, next) = (Clock.now(), lastSignal + Self.signalPause)
            if now < next, untold < heap { return next }
            lastSignal = now
        }
        (hasNews, untold) = (false, 0)
        pump.signal()
        return .never
    }

    /// Has the pump woken with the next signal.
    mutating func wake() { hasNews = true }

    /// There is not room for all, or was not: as many as fit, the rest counted. Once a mark waits,
    /// nothing may overtake it.
    private mutating func pushSingly(_ readings: [Reading]) {
        for reading in readings {
            let reading = reading.kind == .scanEnd ? withLosses(reading) : reading
            if marks.isEmpty, producer.push(reading) { continue }
            if reading.kind == .scanEnd { keep(reading) } else { refuse(reading) }
        }
    }

    private mutating func refuse(_ reading: Reading) {
        refused.add(1)
        let device = devices.last { $0.firstPoint <= reading.point }
        if let device { lost[device.number, default: 0] += 1 }
    }

    private mutating func withLosses(_ mark: Reading) -> Reading {
        guard let count = lost.removeValue(forKey: mark.point) else { return mark }
        return .end(
            ofRound: mark.round, of: mark.point, at: mark.time, skipped: Int64(mark.skipped),
            refused: mark.refused + count)
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
            skipped: Int64(skipped) + Int64(later.skipped) + 1,
            refused: refused + later.refused)
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
