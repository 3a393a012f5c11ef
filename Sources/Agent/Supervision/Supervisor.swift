// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Logging

/// What the main thread tells the service manager: when the service works, how it does, and that
/// all of its threads turn. Where nobody wants to be told it does nothing.
struct Supervisor: ~Copyable {
    /// A thread's name: the disk may let it stand still for longer than others.
    static let spool = "spool"
    /// How many signs of life are given without a thread's answer: what the manager waits for one …
    static let patience = 2
    /// … and for a disk five times as long.
    static let diskPatience = 10
    /// How long lines may take to be open, or not to be, before the service is said to work.
    static let settling = Nanoseconds.seconds(10)
    /// How seldom its state is told.
    static let statusPause = Nanoseconds.seconds(5)
    /// How soon a manager without room is told again.
    private static let retryPause = Nanoseconds.milliseconds(500)
    /// What it has to be told yet; there are not so many states.
    private static let mostUnsent = 8

    private let manager: ServiceManager?
    private let orders: PumpOrders
    private let log: Logger
    private var rollCall = RollCall()
    private var isReady = false
    private var isReloading = false
    private var isStopping = false
    /// When the next sign of life is given; `.never` where none is wanted, or none is given.
    private var lifeAt: Instant
    /// When the service is said to work, whatever lines do; from when the pump runs.
    private var readyAt = Instant.never
    private var status = ""
    private var statusAt = Instant(nanoseconds: .min)
    private var unsent: [String] = []
    private var retryAt = Instant.never
    private var hasComplained = false

    init(_ manager: ServiceManager?, _ orders: PumpOrders, _ log: Logger, at now: Instant) {
        self.manager = manager
        self.orders = orders
        self.log = log
        lifeAt = manager?.watchdog == nil ? .never : now
    }

    /// When it wants its next turn, whatever happens.
    var deadline: Instant {
        guard manager != nil else { return .never }
        let ready = isReady || isStopping ? .never : readyAt
        let next = orders.sight.map(\.text) == status ? .never : statusAt + Self.statusPause
        return min(min(lifeAt, retryAt), min(ready, isReady && !isStopping ? next : .never))
    }

    /// Tells what has become so.
    mutating func turn(at now: Instant) {
        guard manager != nil else { return }
        if now >= retryAt { flush(at: now) }
        if let sight = orders.sight { take(sight, at: now) }
        if now >= lifeAt { giveSign(at: now) }
    }

    private mutating func take(_ sight: ServiceSight, at now: Instant) {
        readyAt = min(readyAt, now + Self.settling)
        guard !isStopping else { return }
        if !isReady, sight.isSettled || now >= readyAt {
            isReady = true
            (status, statusAt) = (sight.text, now)
            tell("READY=1\nSTATUS=\(status)", at: now)
        }
        if isReady, isReloading, !orders.isReloading {
            isReloading = false
            tell("READY=1", at: now)
        }
        guard isReady, sight.text != status, now >= statusAt + Self.statusPause else { return }
        (status, statusAt) = (sight.text, now)
        tell("STATUS=\(status)", at: now)
    }

    /// The gateway's file is about to be read anew, by the main thread: it has its whole time then.
    mutating func reloading(at now: Instant) {
        if lifeAt != .never, let period = manager?.watchdog {
            lifeAt = now + Nanoseconds(period.count / 2)
            tell("WATCHDOG=1", at: now)
        }
        guard isReady, !isStopping else { return }
        isReloading = true
        tell("RELOADING=1\nMONOTONIC_USEC=\(now.nanoseconds / 1_000)", at: now)
    }

    mutating func stopping(at now: Instant) {
        guard !isStopping else { return }
        isStopping = true
        tell("STOPPING=1\nSTATUS=stopping", at: now)
    }

    // MARK: - The watchdog

    /// A sign of life, and the last one where a thread gives none: what has to be written down
    /// until the manager ends us has its whole time for that.
    private mutating func giveSign(at now: Instant) {
        guard let period = manager?.watchdog else { return lifeAt = .never }
        lifeAt = now + Nanoseconds(period.count / 2)
        tell("WATCHDOG=1", at: now)
        guard !isStopping else { return }
        let running = orders.heartbeats.running
        let still = rollCall.look(running.map(RollCall.Thread.init))
        for thread in running { thread.call() }
        guard !still.isEmpty else { return }
        lifeAt = .never
        report(running.filter { still.contains($0.number) }, period, at: now)
    }

    /// The disk first: when we start again, it is known which line it was.
    private func report(_ still: [Heartbeat], _ period: Nanoseconds, at now: Instant) {
        let lines = still.compactMap(\.line)
        for thread in still where thread.line == nil { Self.tell(log, "thread \(thread.name)") }
        guard !lines.isEmpty else { return }
        orders.quarantine.note(lines, at: now) { [log] fault in
            if let fault { log.error("the line that stands still is not kept: \(fault)") }
            for line in lines { Self.tell(log, "line \(line)") }
        }
    }

    private static func tell(_ log: Logger, _ subject: String) {
        log.critical(
            "\(subject) stands still: no sign of life any more, so that the service is restarted")
    }

    // MARK: -

    private mutating func tell(_ text: String, at now: Instant) {
        if unsent.count == Self.mostUnsent {
            unsent.remove(at: unsent.firstIndex { !Self.mustArrive($0) } ?? 0)
        }
        unsent.append(text)
        flush(at: now)
    }

    /// It is told once, and the manager waits for it.
    private static func mustArrive(_ text: String) -> Bool { text.hasPrefix("READY=1") }

    private mutating func flush(at now: Instant) {
        retryAt = .never
        do throws(SystemFault) {
            while let next = unsent.first {
                guard try manager?.tell(next) ?? true else {
                    return retryAt = now + Self.retryPause
                }
                unsent.removeFirst()
            }
        } catch {
            unsent.removeAll { !Self.mustArrive($0) }
            if !unsent.isEmpty { retryAt = now + Self.statusPause }
            if !hasComplained {
                log.warning("the service manager cannot be told (NOTIFY_SOCKET): \(error)")
            }
            hasComplained = true
        }
    }
}

extension RollCall.Thread {
    fileprivate init(_ thread: Heartbeat) {
        let isDisk = thread.name == Supervisor.spool
        self.init(
            number: thread.number, turns: thread.turns,
            patience: isDisk ? Supervisor.diskPatience : Supervisor.patience)
    }
}
