// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Synchronization

/// What others tell a line thread.
///
/// A class, because both sides hold it.
final class LineGroupOrders: Sendable {
    /// A read, and on which of the thread's lines.
    struct Asked: Sendable {
        var line: Int
        var read: GuestRead
    }

    let opened: Mailbox<Connector.Opened>
    let asked: Mailbox<Asked>
    /// To the pump: what has become of links.
    let news: Mailbox<LineNews>
    /// … and what devices say they are.
    let texts: Mailbox<DeviceText>
    /// … and what came of what was asked.
    let results: Mailbox<GuestResult>
    /// … and what devices have taught of their maps.
    let learned: Mailbox<Learned>
    /// That the thread turns, and on which line it works.
    let heartbeat: Heartbeat
    private let left = Lock<LineGroup.Left?>(nil)
    private let isKept = Atomic(false)
    private let wantedRest = Atomic(Rest.none)
    /// A bit for each line.
    private let restingLines = Atomic<UInt64>(0)
    private let resting = Atomic(false)
    /// Of each line, as its thread last counted, and of each unit of all lines, one line's behind
    /// the other's.
    private let counted: Lock<(counters: [LineCounters], trips: [RoundTrips])>
    /// Where each line's units begin there, and where the last one's end.
    private let firstUnits: [Int]

    init(
        _ entries: [LineGroup.Entry], news: Mailbox<LineNews>, texts: Mailbox<DeviceText>,
        results: Mailbox<GuestResult>, learned: Mailbox<Learned>
    ) throws(SystemFault) {
        self.news = news
        self.texts = texts
        self.results = results
        self.learned = learned
        opened = Mailbox(count: entries.count, wakeUp: try WakeUp())
        heartbeat = Heartbeat(
            "lines", lines: entries.map(\.line.line.id), wakeUp: opened.wakeUp)
        asked = Mailbox(count: Guests.most, wakeUp: opened.wakeUp)
        let trips = entries.map(\.trips)
        firstUnits = trips.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
        let counters = [LineCounters](repeating: LineCounters(), count: entries.count)
        counted = Lock((counters, Array(trips.joined())))
    }

    /// By the line thread, in each of its turns: a lock that nobody else wants costs less than
    /// asking whether anything has changed.
    func gauge(
        _ index: Int, _ counters: LineCounters, _ trips: (unit: Int, of: RoundTrips)?
    ) {
        counted.withLock { counted in
            counted.counters[index] = counters
            guard let trips else { return }
            let place = firstUnits[index] + trips.unit
            // Units that only somebody has asked have no place.
            if place < firstUnits[index + 1] { counted.trips[place] = trips.of }
        }
    }

    var counters: [LineCounters] { counted.withLock { $0.counters } }

    /// Of one line's units.
    func trips(of index: Int) -> [RoundTrips] {
        counted.withLock { Array($0.trips[firstUnits[index]..<firstUnits[index + 1]]) }
    }

    /// What the thread's lines are to come to.
    enum Rest: UInt8, AtomicRepresentable {
        /// They run.
        case none
        /// Those that are told to rest begin nothing new.
        case some
        /// The thread ends when none of its lines awaits an answer, or after a while.
        case end
        /// It ends as they are, in the middle of an exchange or not.
        case endAtOnce
    }

    var rest: Rest { wantedRest.load(ordering: .acquiring) }

    func rests(_ line: Int) -> Bool { restingLines.load(ordering: .relaxed) & 1 << line != 0 }

    /// Has these lines begin nothing new.
    func rest(_ lines: [Int]) {
        restingLines.store(lines.reduce(0) { $0 | 1 << $1 }, ordering: .relaxed)
        set(.some)
    }

    /// Has the thread end. `keeping`: its lines are wanted again.
    func end(_ rest: Rest, keeping: Bool) {
        restingLines.store(.max, ordering: .relaxed)
        isKept.store(keeping, ordering: .relaxed)
        set(rest)
    }

    private func set(_ rest: Rest) {
        wantedRest.store(rest, ordering: .releasing)
        opened.wakeUp.signal()
    }

    /// Whether all lines that are to rest do; told by the thread.
    var isAtRest: Bool {
        get { resting.load(ordering: .acquiring) }
        set { resting.store(newValue, ordering: .releasing) }
    }

    /// By the thread, as the last thing it does.
    func leave(_ left: consuming LineGroup.Left) {
        guard isKept.load(ordering: .relaxed) else { return }
        let left = left
        self.left.withLock { $0 = left }
    }

    /// What the thread has left, once it has ended.
    func takeLeft() -> LineGroup.Left? { left.withLock { $0.take() } }
}

extension LineGroup.Entry {
    /// What is known of its units' answers.
    fileprivate var trips: [RoundTrips] {
        line.units.map { id in
            driver?.machine.units.first { $0.id == id }?.trips ?? RoundTrips(unit: id)
        }
    }
}
