// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host
internal import Hub
internal import Logging
internal import Spool

/// The thread that stands between lines and hub: readings in, messages out.
struct PumpThread: ~Copyable {
    /// Records are built here; the deepest call is a start-up's, over the whole configuration.
    static let stackBytes = 256 * 1_024
    /// Room for the hub's reports: acknowledgements of a full window and then some.
    static let eventLimit = 256
    /// … with what the hub sends: commands and custody.
    static let eventBytes = 256 * 1_024
    /// Handing over at a stop what waits for the hub.
    private static let draining = Nanoseconds.seconds(1)
    /// … without an acknowledgement: the session's farewell takes up to 1.75 s of the 2 s that a
    /// stop may take.
    static let drainPause = Nanoseconds.milliseconds(200)

    var agent: Agent
    let orders: PumpOrders
    private let events: Mailbox<HubEvent>
    let bus: Bus
    var publisher: Publisher
    var pump: Pump
    var keeper: SpoolKeeper
    var session: UInt64?
    private var hasBeenUp = false
    /// The first quiet moment after that has come.
    private var hasSettled = false
    private var spoolNews: [SpoolNews] = []
    private var isDelayed = false
    /// The spool is of no use any more.
    var hasLostSpool = false
    /// Reason codes that the log has had in this session: one refusal is told, not thousands.
    var refusals: Set<UInt8> = []
    /// Attempts at the hub of which the log has not each.
    var attempts = AttemptLog()
    /// What was told of messages to us that found no room.
    var toldMissed = 0
    /// When the main thread is told next how the service does.
    var showAt = Instant(nanoseconds: .min)
    /// What programs of this machine ask.
    var asked: [LineDesk.Event] = []
    /// What they are told of the hub, and of each line by its id.
    var hub = HubSight()
    /// Who waits for a read, by its number.
    var reads: [UInt64: LineDesk.Client] = [:]
    /// … and for a write.
    var writes: [UInt64: WriteTask] = [:]
    var lastGuest: UInt64 = 0
    var results: [GuestResult] = []
    /// Why a line is not open; of those of which that is known.
    var links: [String: BusFault?] = [:]
    /// A changed configuration on its way.
    var reload: Reload?
    /// Who waits for one, by the number under which it was asked for.
    var reloaders: [(client: LineDesk.Client, number: UInt64)] = []
    /// Everything is to begin anew, with other settings.
    var isAnew = false
    /// Lines are at rest for good, and nothing new is begun.
    private var isEnding = false
    /// Why it cannot go on.
    var fault: AgentFault?
    private var arrived: [HubEvent] = []
    var news: [LineNews] = []
    var texts: [DeviceText] = []
    var learned: [Learned] = []
    /// What devices refuse, and where that is kept.
    var book: LearnedBook
    let bookFile: StateFile
    /// Where it is kept on which devices somebody works.
    let maintenanceFile: StateFile
    private var polls = PollSet()
    private var trust: ClockTrust
    private let signs: @Sendable () -> ClockSigns
    /// As the log was last told.
    private var isTrusted: Bool?
    /// The order for the spool when much waited first since the heap was last given back, and when
    /// that was.
    private var burst: UInt64?
    private var returned = Instant(nanoseconds: 0)
    /// Bytes of records that count as much, and how seldom the heap is walked.
    private static let burstBytes = 32 * 1_024
    private static let returnPeriod = Nanoseconds.milliseconds(500)
    /// Bytes of records that are handed over before more are made.
    private static let manyBytes = 16 * 1_024
    /// … and without such a burst: batches for the spool come and go as well.
    private static let quietPeriod = Nanoseconds.seconds(2)

    var log: Logger { agent.log }

    init(
        _ agent: Agent, _ orders: PumpOrders, _ keeper: consuming SpoolKeeper,
        _ pump: consuming Pump, _ events: Mailbox<HubEvent>, _ bus: Bus,
        _ publisher: consuming Publisher, _ book: LearnedBook, _ bookFile: StateFile
    ) {
        (self.book, self.bookFile) = (book, bookFile)
        maintenanceFile = agent.settings.maintenanceFile
        self.pump = pump
        self.agent = agent
        self.orders = orders
        self.keeper = keeper
        self.events = events
        self.bus = bus
        self.publisher = publisher
        trust = ClockTrust(agent.settings.configuration.gateway.clock)
        signs = agent.settings.signs
        polls.add(orders.wakeUp.descriptor, .readable)
    }

    /// Works until told to stop, or until the system refuses to let it wait.
    mutating func loop() -> AgentFault? {
        let heartbeat = Heartbeat("pump", wakeUp: orders.wakeUp)
        orders.heartbeats.add(heartbeat)
        defer { heartbeat.end() }
        orders.settleReload()
        while !orders.isStopping, !hasLostSpool, !isAnew, fault == nil {
            let deadline = min(pump.nextDeadline, reload?.deadline ?? .never)
            if let fault = wait(until: deadline) { return .system(fault) }
            heartbeat.beat()
            turn()
        }
        return fault
    }

    mutating func wait(until deadline: Instant) -> SystemFault? {
        do throws(SystemFault) {
            try polls.wait(until: deadline)
        } catch {
            return error
        }
        orders.wakeUp.clear()
        return nil
    }

    /// Takes what has come and hands over what can go.
    private mutating func turn() {
        let moment = moment()
        takeEvents(moment)
        takeSpoolNews(moment)
        takeTexts()
        takeReadings(moment)
        reportSilences()
        takeLineNews()
        takeLearned()
        takeAsked(moment)
        followMaintenance(moment)
        if !isEnding { advanceReload(moment) }
        handOver(at: moment.now)
        giveOrders()
        lookForDisk(at: moment.now)
        if !isEnding { show(at: moment.now) }
        returnHeap(moment.now)
    }

    /// The way back from memory to the disk, once the hub has what is in memory.
    private mutating func lookForDisk(at now: Instant) {
        guard keeper.isDiskBack(at: now), session != nil, pump.isUpToDate else { return }
        hasLostSpool = true
        log.notice("spool: the disk can be written again; opened anew")
    }

    /// Both clocks now, and whether that of the day is trusted.
    mutating func moment() -> Moment {
        let (now, wall) = (Clock.now(), Clock.wall())
        let moment = Moment(now: now, wall: wall, isTrusted: trust.judge(wall, at: now, signs))
        if moment.isTrusted != isTrusted { tellTrust(moment.isTrusted) }
        return moment
    }

    private mutating func tellTrust(_ isTrusted: Bool) {
        self.isTrusted = isTrusted
        if isTrusted {
            log.info("clock: trusted")
        } else {
            log.notice(
                "clock: not trusted; records say so, and are sent again once it is (gateway.clock)")
        }
    }

    /// All devices tell at once after a start, at a reconnection and at a window's edge; in between
    /// the memory for that is the system's, once hub and disk have what it held.
    private mutating func returnHeap(_ now: Instant) {
        if pump.delivery.heldBytes >= Self.burstBytes || pump.store.isWellFilled {
            burst = burst ?? pump.store.ordinal
        }
        guard now - returned >= (burst == nil ? Self.quietPeriod : Self.returnPeriod),
            pump.delivery.isEmpty, burst.map({ $0 <= pump.store.committed }) ?? true
        else { return }
        let isFirstQuiet = hasBeenUp && !hasSettled && burst == nil
        (burst, returned) = (nil, now)
        guard isFirstQuiet else { return Process.returnHeap() }
        // What subscribed, told the hub of every device and filled the spool's first pages.
        hasSettled = true
        Process.forgetStartup()
        Process.forgetStack()
    }

    /// While less goes out than the lines bring, those that are polled without a pause wait.
    private mutating func takeReadings(_ moment: Moment) {
        bus.drain(isBehind: pump.isBehind) { readings in
            pump.take(readings, at: moment)
            passOn(moment)
            return pump.isBehind
        }
        pump.advance(to: moment)
    }

    /// Hands over what many devices have told in between: it need not be in memory together.
    mutating func passOn(_ moment: Moment) {
        if pump.delivery.heldBytes >= Self.manyBytes {
            takeEvents(moment)
            handOver(at: moment.now)
        }
        if pump.store.batchBytes >= Self.manyBytes { giveOrders() }
    }

    mutating func takeEvents(_ moment: Moment) {
        events.take(into: &arrived)
        for event in arrived {
            hub.take(event, at: moment.now)
            switch event {
            case .acknowledged(let token, let code):
                pump.answered(token, Verdict(code), at: moment.now)
            case .up(let number, _):
                if !hasBeenUp {
                    Process.forgetStartup()
                    Process.forgetStack()
                }
                hasBeenUp = true
                session = number
                pump.hubUp(session: number, at: moment)
            case .down:
                session = nil
                pump.hubDown()
            case .rejected(let token, let fault):
                pump.answered(token, Verdict(rejected: fault), at: moment.now)
            case .received(let message): pump.take(message, at: moment)
            case .attemptFailed(let fault, _, _): pump.attemptFailed(fault, at: moment.now)
            case .subscribed: break
            }
            report(event)
        }
        reportCommands()
    }

    mutating func takeSpoolNews(_ moment: Moment) {
        keeper.takeNews(into: &spoolNews)
        for one in spoolNews {
            pump.take(news: one, at: moment)
            switch one {
            case .committed, .granted:
                if isDelayed { log.notice("spool: takes records again") }
                isDelayed = false
            case .delayed(let fault):
                isDelayed = true
                log.error("spool: records wait (\(fault.code)): \(fault.text(.english))")
            case .failed(let fault):
                hasLostSpool = true
                log.error("spool: opened anew (\(fault.code)): \(fault.text(.english))")
            case .page, .replay, .gaps, .state, .unsynced, .forgotten: break
            }
        }
    }

    mutating func giveOrders() {
        pump.prepareOrders()
        while let next = pump.store.next {
            guard keeper.leave(next.order, bytes: next.bytes) else {
                pump.ordersRefused()
                break
            }
            pump.ordersHandedOver()
        }
        keeper.flush()
    }

    mutating func handOver(at now: Instant) {
        guard let session else { return }
        var any = false
        while let next = pump.delivery.next,
            publisher.leave(next.message, token: next.token, session: session)
        {
            pump.handedOver(at: now)
            any = true
        }
        if any { publisher.flush() }
    }

    /// Lines first, so that their last readings are told; then the windows that hold them; then the
    /// hub is told that we go. What the hub will never get of a spool in memory is returned.
    mutating func finish() -> Heritage {
        isEnding = true
        takeOverReload()
        bus.stop()
        turn()
        let end = Clock.now() + Self.draining
        let isHeard = drain(until: end)
        pump.cutWindows(at: moment())
        handOver(at: Clock.now())
        giveOrders()
        if isHeard { drain(until: end) }
        if !keeper.isDurable { endMemory(until: end) }
        publisher.stop(final: pump.farewell(at: moment()))
        // Acknowledgements that came while the hub's thread said goodbye.
        takeEvents(moment())
        sendAway()
        if keeper.isDurable { closeSpool() }
        let produced = pump.produced
        let delivered = pump.delivery.counters
        log.info(
            """
            stopped: \(produced.readings) readings, \(produced.records) records, \
            \(delivered.delivered) delivered at once, \(delivered.recovered) as history, \
            \(delivered.unheard) without a subscriber, \(delivered.refused) refused, \
            \(pump.store.lost) lost and declared, \
            \(bus.refused) readings refused by a full ring
            """)
        return Heritage(
            gaps: keeper.left, spending: pump.budget?.spending, maintenance: pump.maintenance)
    }

    /// Sees to the hub what waits for its turn, as long as there is a session that acknowledges;
    /// false if it does not.
    @discardableResult
    private mutating func drain(until end: Instant) -> Bool {
        while session != nil, pump.isInHaste, Clock.now() < end {
            let (before, step) = (pump.delivery.counters, Clock.now() + Self.drainPause)
            if wait(until: step) != nil { return false }
            turn()
            if Clock.now() >= step, pump.delivery.counters == before { return false }
        }
        return true
    }
}
