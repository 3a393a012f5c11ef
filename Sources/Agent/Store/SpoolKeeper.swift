// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Logging
internal import Spool

/// The spool's thread as the pump's thread has it: opened, asked, closed.
struct SpoolKeeper: ~Copyable {
    /// How long the disk has to open the spool; without it one in memory does.
    private static let patience = Nanoseconds.seconds(10)
    /// … and to take what is left at the end.
    static let closing = Nanoseconds.seconds(5)

    private let line: SpoolLine
    private var thread: Thread?
    private var hasOrders = false
    /// Where records are in memory because the disk would not have them.
    private var probe: DiskProbe?
    private var probesAt = Instant.never
    private let probePause: Nanoseconds
    let isDurable: Bool

    /// Until the disk is tried: at first, and when it went well in vain.
    static let probePause = Nanoseconds.seconds(60)
    static let longestProbePause = Nanoseconds.seconds(3_600)

    private init(
        _ line: SpoolLine, _ thread: consuming Thread, _ opening: SpoolOpening,
        _ path: String?, retry pause: Nanoseconds
    ) {
        self.line = line
        self.thread = consume thread
        probePause = pause
        isDurable = opening.isDurable
        guard !opening.isDurable, let path else { return }
        probe = DiskProbe(path)
        probesAt = Clock.now() + pause
    }

    /// Opens the spool, or one in memory when the disk stands still. The pump is signalled for
    /// news. `found`: how that was. One in memory looks for the disk every `pause`.
    static func start(
        _ settings: Agent.Settings, _ pump: PumpOrders, _ log: Logger, retry pause: Nanoseconds,
        _ found: inout SpoolLine.Found?
    ) throws(SystemFault) -> SpoolKeeper {
        if let keeper = try open(settings, settings.spool, pump, log, retry: pause, &found) {
            return keeper
        }
        log.error("spool: the disk stands still; records are kept in memory")
        var memory = settings.spool
        memory.path = nil
        guard let keeper = try open(settings, memory, pump, log, retry: pause, &found) else {
            preconditionFailure("memory is waited for")
        }
        return keeper
    }

    /// nil when the disk stands still.
    private static func open(
        _ settings: Agent.Settings, _ spool: SpoolSettings, _ pump: PumpOrders, _ log: Logger,
        retry pause: Nanoseconds, _ found: inout SpoolLine.Found?
    ) throws(SystemFault) -> SpoolKeeper? {
        let series = settings.configuration.devices.flatMap { device in
            Stream.allCases.map { SeriesKey(device: device.id, stream: $0) }
        }
        let line = try SpoolLine(pump: pump.wakeUp, pump.heartbeats)
        let thread = try SpoolThread.start(
            spool, series, commit: settings.configuration.storage.commit, line)
        found = try wait(for: line, pump.wakeUp, isPatient: spool.path == nil)
        guard let found else {
            line.stop()
            thread.abandon()
            return nil
        }
        tell(found.opening, settings.spool.path ?? "–", log)
        return SpoolKeeper(line, thread, found.opening, settings.spool.path, retry: pause)
    }

    deinit { line.stop() }

    private static func wait(
        for line: SpoolLine, _ pump: WakeUp, isPatient: Bool
    ) throws(SystemFault) -> SpoolLine.Found? {
        var polls = PollSet()
        polls.add(pump.descriptor, .readable)
        let end = isPatient ? .never : Clock.now() + patience
        while Clock.now() < end {
            try polls.wait(until: end)
            pump.clear()
            if let found = line.takeFound() { return found }
        }
        return nil
    }

    /// What the operator's log says of it.
    private static func tell(_ opening: SpoolOpening, _ path: String, _ log: Logger) {
        for note in opening.notes { log.warning("spool: \(path): \(note(.english))") }
        for path in opening.setAside { log.warning("spool: set aside as \(path)") }
        if !opening.isDurable {
            log.error("spool: in memory only; what the hub has not acknowledged ends with us")
        }
        log.info("spool: epoch \(opening.epoch), \(opening.gaps) gaps to be declared")
    }

    /// Whether a disk that would not have the spool can be written again.
    mutating func isDiskBack(at now: Instant) -> Bool {
        guard let probe else { return false }
        if now >= probesAt {
            probesAt = now + probePause
            probe.begin()
        }
        return probe.isGood
    }

    /// What a spool in memory leaves to be declared; once it is closed.
    var left: [GapRecord] { line.takeLeft() }

    mutating func takeNews(into news: inout [SpoolNews]) { line.news.take(into: &news) }

    /// Leaves an order; false if there is no room for it now.
    mutating func leave(_ order: SpoolOrder, bytes: Int) -> Bool {
        guard line.orders.leave(order, bytes: bytes) else { return false }
        hasOrders = true
        return true
    }

    /// Wakes the thread for what was left.
    mutating func flush() {
        if hasOrders { line.orders.wakeUp.signal() }
        hasOrders = false
    }

    /// Ends the thread after what it was told; false if that takes too long, and it is left alone.
    mutating func close(until end: Instant, _ pump: WakeUp) -> Bool {
        line.stop()
        guard let thread = thread.take() else { return true }
        var polls = PollSet()
        polls.add(pump.descriptor, .readable)
        while !line.hasEnded, Clock.now() < end {
            do throws(SystemFault) { try polls.wait(until: end) } catch { break }
            pump.clear()
        }
        if line.hasEnded { thread.join() } else { thread.abandon() }
        return line.hasEnded
    }
}
