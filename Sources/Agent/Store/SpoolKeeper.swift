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

    private init(_ line: SpoolLine, _ thread: consuming Thread) {
        self.line = line
        self.thread = consume thread
    }

    /// Opens the spool, or one in memory when the disk stands still. `pump` is signalled for news.
    /// `found`: how that was.
    static func start(
        _ settings: Agent.Settings, _ pump: WakeUp, _ log: Logger, _ found: inout SpoolLine.Found?
    ) throws(SystemFault) -> SpoolKeeper {
        var spool = settings.spool
        if let keeper = try open(spool, settings.configuration, pump, log, &found) {
            return keeper
        }
        log.error("spool: the disk stands still; records are kept in memory")
        spool.path = nil
        guard let keeper = try open(spool, settings.configuration, pump, log, &found) else {
            preconditionFailure("memory is waited for")
        }
        return keeper
    }

    /// nil when the disk stands still.
    private static func open(
        _ spool: SpoolSettings, _ configuration: Configuration, _ pump: WakeUp, _ log: Logger,
        _ found: inout SpoolLine.Found?
    ) throws(SystemFault) -> SpoolKeeper? {
        let series = configuration.devices.flatMap { device in
            Stream.allCases.map { SeriesKey(device: device.id, stream: $0) }
        }
        let line = try SpoolLine(pump: pump)
        let thread = try SpoolThread.start(
            spool, series, commit: configuration.storage.commit, line)
        found = try wait(for: line, pump, isPatient: spool.path == nil)
        guard let found else {
            line.stop()
            thread.abandon()
            return nil
        }
        tell(found.opening, log)
        return SpoolKeeper(line, thread)
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
    private static func tell(_ opening: SpoolOpening, _ log: Logger) {
        for note in opening.notes { log.warning("spool: \(note(.english))") }
        for path in opening.setAside { log.warning("spool: set aside as \(path)") }
        if !opening.isDurable {
            log.error("spool: in memory only; what the hub has not acknowledged ends with us")
        }
        log.info("spool: epoch \(opening.epoch), \(opening.gaps) gaps to be declared")
    }

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
