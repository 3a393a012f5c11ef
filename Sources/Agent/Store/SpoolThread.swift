// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Spool

/// The thread that owns the spool. The disk may let it stand still for as long as it likes: it is
/// asked through mailboxes, and nobody waits for an answer.
struct SpoolThread: ~Copyable {
    private static let stackBytes = 192 * 1_024

    var spool: Spool
    let line: SpoolLine
    /// What is to be written down, and the last order in it.
    var batch = SpoolBatch()
    var batchBytes = 0
    var ordinal: UInt64 = 0
    /// When it is written down.
    var pacing: CommitPacing
    var hasFailed = false
    /// Whether records can be dropped for their age: the clock is trusted, and all that can have
    /// their true times have them.
    private var areTimesKnown = false
    /// News for which the pump's mailbox had no room.
    var unsent: [SpoolNews] = []
    var metas = MetaNames()
    /// When the spool's state is told next, with the commit after that.
    var stateDue = Instant(nanoseconds: 0)
    private var arrived: [SpoolOrder] = []
    private var polls = PollSet()

    /// Opens the spool on a thread of its own and reserves numbers of `series`; `line` tells when
    /// that is done.
    static func start(
        _ settings: SpoolSettings, _ series: [SeriesKey], commit: Nanoseconds, _ line: SpoolLine
    ) throws(SystemFault) -> Thread {
        let series = Handoff(series)
        return try Thread.start("tram-spool", stack: stackBytes) {
            var thread = SpoolThread(settings, series.take() ?? [], commit, line)
            thread.loop()
            thread.close()
            line.end()
        }
    }

    /// In memory if the numbers that are needed cannot be reserved on the disk.
    private init(
        _ settings: SpoolSettings, _ series: [SeriesKey], _ commit: Nanoseconds, _ line: SpoolLine
    ) {
        self.line = line
        pacing = CommitPacing(commit: commit)
        spool = Spool.open(settings, at: Self.knownTime)
        do throws(SpoolFault) {
            line.open(try Self.reserve(series, &spool))
        } catch {
            var memory = settings
            memory.path = nil
            spool = Spool.open(memory, at: Self.knownTime)
            line.open(Self.found(in: &spool, series, because: error))
        }
        polls.add(line.orders.wakeUp.descriptor, .readable)
        spool.forgetOpening()
    }

    private static func reserve(
        _ series: [SeriesKey], _ spool: inout Spool
    ) throws(SpoolFault) -> SpoolLine.Found {
        let more = try spool.reserve(series)
        var found = SpoolLine.Found(opening: spool.opening, session: try spool.nextSession())
        found.opening.grants += more
        // The pump knows what devices are at present.
        found.opening.metas = [:]
        return found
    }

    /// Memory refuses no numbers; were it so, the pump would have none.
    private static func found(
        in spool: inout Spool, _ series: [SeriesKey], because fault: SpoolFault
    ) -> SpoolLine.Found {
        var found = SpoolLine.Found(opening: spool.opening, session: 1)
        do throws(SpoolFault) { found = try reserve(series, &spool) } catch {}
        found.opening.how = .memory(fault)
        found.opening.notes.append(fault.text)
        return found
    }

    /// UTC, when records may be judged by it.
    var trustedTime: WallTime? { areTimesKnown ? Self.knownTime : nil }

    /// UTC as far as it can be.
    static var knownTime: WallTime? {
        let wall = Clock.wall()
        return wall >= Moment.earliest ? wall : nil
    }

    /// Until told to stop.
    private mutating func loop() {
        tellState()
        Process.forgetStack()
        line.begin()
        while !line.isStopping {
            line.heartbeat.beat()
            do throws(SystemFault) {
                let soon = Clock.now() + Self.newsPause
                try polls.wait(until: unsent.isEmpty ? pacing.deadline : soon)
            } catch {
                line.heartbeat.end()
                return hasFailed = true
            }
            line.orders.wakeUp.clear()
            turn()
        }
        turn()
    }

    /// How soon news that found no room are left again.
    private static let newsPause = Nanoseconds.milliseconds(20)

    private mutating func turn() {
        sendNews()
        if batchBytes < Store.mailboxBytes { line.orders.take(into: &arrived) }
        for order in arrived { carryOut(order) }
        arrived.removeAll(keepingCapacity: true)
        if pacing.isDue(at: Clock.now(), bytes: batchBytes) { commit() }
        sendNews()
    }

    private mutating func carryOut(_ order: SpoolOrder) {
        switch order {
        case .write(let more, let ordinal, let isUrgent):
            add(more, ordinal, isUrgent)
        case .page(let row, let session, let stream): tell(pageAfter: row, session, stream)
        case .replay(let question): tell(question)
        case .gaps:
            tell(.gaps(spool.gaps(for: 0, atMost: Pump.mostGaps, waiting: batch)))
        case .session(let number): use(session: number)
        case .unsynced(let row, let question): tell(unsyncedAfter: row, question)
        case .timesAreKnown: areTimesKnown = true
        case .forget(let devices):
            metas.forget(devices)
            tell(.forgotten)
        case .reserve(let series, let ahead): reserve(series, ahead)
        }
    }

    /// What is told next; commits in a row become one.
    mutating func tell(_ news: SpoolNews) {
        if case .committed(let ordinal, let more) = news,
            case .committed(_, let before)? = unsent.last
        {
            unsent[unsent.count - 1] = .committed(
                ordinal: ordinal, before.followed(by: more))
            return
        }
        unsent.append(news)
    }

    private mutating func sendNews() {
        guard !unsent.isEmpty else { return }
        var count = 0
        while count < unsent.count, line.news.leave(unsent[count]) { count += 1 }
        unsent.removeFirst(count)
        if count > 0 { line.news.wakeUp.signal() }
    }
}

extension SpoolCommit {
    /// Both in one.
    fileprivate func followed(by later: Self) -> Self {
        var both = later
        both.grants = grants + later.grants
        both.lost = lost + later.lost
        return both
    }
}
