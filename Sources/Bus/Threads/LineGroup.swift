// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Ring

/// The lines of one thread: one serial line, or up to 64 TCP endpoints. It turns bytes into
/// readings in the ring and does nothing else: no logging, no scaling, no memory per poll.
struct LineGroup: ~Copyable {
    /// Endpoints that share a thread, so that many devices due together cost one wake-up.
    static let endpointLimit = 64

    /// A line that a thread begins with, and its driver where another thread had it before.
    struct Entry: Sendable {
        var line: NumberedLine
        var driver: LineDriver?
    }

    /// What a thread leaves for the next one.
    struct Left: Sendable {
        var drivers: [LineDriver]
        /// Marks that found no room, and readings of each device that did not.
        var rest: RingOutput.Rest
    }

    private var drivers: [LineDriver]
    private var output: RingOutput
    /// Where the line that works puts its readings: one array for all, since they work in turn.
    private var room: [Reading] = []
    /// What all lines' next rounds bring, as far as the ring can hold it.
    private let round: Int
    private var polls = PollSet()
    private let orders: LineGroupOrders
    private let connector: Connector
    private var opened: [Connector.Opened] = []
    private var asked: [LineGroupOrders.Asked] = []
    /// Whether somebody may have left something: looking costs what a tenth of an exchange does.
    private var isWoken = true
    /// When it ends whatever is awaited.
    private var endBy = Instant.never

    init(
        _ entries: [Entry], _ captures: Captures, output: consuming RingOutput,
        connector: Connector, orders: LineGroupOrders
    ) {
        let (now, lines) = (Clock.now(), entries.map(\.line))
        var shelf = ReadShelf()
        drivers = entries.enumerated().map { index, entry in
            guard var driver = entry.driver else {
                return LineDriver(entry.line, captures, &shelf, index: index, at: now)
            }
            driver.move(to: captures, index: index, at: now)
            return driver
        }
        room.reserveCapacity(drivers.map(\.machine.mostOutput).max() ?? 0)
        self.output = output
        let readings = lines.reduce(0) { $0 + $1.readings }
        round = min(readings, Bus.capacities.upperBound)
        self.connector = connector
        self.orders = orders
        polls.add(orders.opened.wakeUp.descriptor, .readable)
        for _ in lines { polls.add(-1, .readable) }
    }

    /// Until told to end: at once, or when no line awaits an answer any more, or has for too long.
    mutating func run() {
        Process.forgetStack()
        // What has come while no thread had the lines.
        for index in drivers.indices { read(index) }
        while true {
            orders.heartbeat.beat()
            let rest = orders.rest
            if isWoken || rest == .endAtOnce {
                isWoken = false
                takeOpened()
                takeGuests()
            }
            if rest == .endAtOnce { return }
            var deadline = Instant.never
            // What would find no room is not asked for where nothing is due: a line without a pause
            // runs as fast as its readings are taken.
            let hasRoom = output.hasRoom(for: round)
            var isBlocked = !hasRoom
            for index in drivers.indices where hasRoom || drivers[index].mustRun {
                let rests = rest != .none && orders.rests(index)
                deadline = min(deadline, work(index, isStopping: rests))
                // A line on which nothing is due has no other moment to try again.
                if !drivers[index].tell(orders) { isBlocked = true }
                polls.set(index + 1, drivers[index].descriptor, .readable)
            }
            if rest == .end {
                endBy = min(endBy, Clock.now() + Self.lastAnswer)
                if Clock.now() >= endBy { return }
                deadline = min(deadline, endBy)
            }
            if rest != .none, isAtRest {
                // Whoever ends a thread waits for it, and looks what it has left.
                if rest == .end { return }
                if !orders.isAtRest { output.wake() }
                orders.isAtRest = true
            }
            deadline = min(deadline, output.signal())
            isBlocked = isBlocked || output.isWaiting
            wait(until: isBlocked ? min(deadline, Clock.now() + Self.ringRetry) : deadline)
        }
    }

    private var isAtRest: Bool {
        !drivers.indices.contains { orders.rests($0) && drivers[$0].machine.isBusy }
    }

    /// What the next thread goes on with.
    consuming func leave() -> Left { Left(drivers: drivers, rest: output.rest) }

    /// Lets a line do what is due; until when it has nothing to do then.
    private mutating func work(_ index: Int, isStopping: Bool) -> Instant {
        orders.heartbeat.work(on: index)
        swap(&room, &drivers[index].machine.output)
        defer {
            takeReadings(index)
            orders.gauge(index, drivers[index].machine.counters, drivers[index].machine.trips)
        }
        return isStopping ? drivers[index].finish() : drivers[index].run(connector, orders.opened)
    }

    private mutating func takeReadings(_ index: Int) {
        swap(&room, &drivers[index].machine.output)
        output.push(&room)
    }

    /// For the answer that is awaited when all ends: a stop must not take as long as the slowest
    /// device may.
    private static let lastAnswer = Nanoseconds.seconds(1)

    /// How soon room in the ring, or for texts, is looked for again.
    private static let ringRetry = Nanoseconds.milliseconds(1)

    private mutating func wait(until deadline: Instant) {
        do throws(SystemFault) {
            guard try polls.wait(until: deadline) > 0 else { return }
        } catch {
            // Only a kernel without memory refuses to poll, and it is asked again at once.
            return
        }
        if polls.isReady(0) {
            orders.opened.wakeUp.clear()
            isWoken = true
        }
        for index in drivers.indices where polls.isReady(index + 1) { read(index) }
    }

    private mutating func read(_ index: Int) {
        orders.heartbeat.work(on: index)
        swap(&room, &drivers[index].machine.output)
        drivers[index].read()
        takeReadings(index)
    }

    private mutating func takeGuests() {
        orders.asked.take(into: &asked)
        for one in asked { drivers[one.line].ask(one.read, at: Clock.now()) }
    }

    private mutating func takeOpened() {
        orders.opened.take(into: &opened)
        for message in opened {
            if let news = drivers[message.line].opened(message.result, at: Clock.now()) {
                // What finds no room is told by the readings' quality all the same.
                _ = orders.news.send(news)
            }
        }
        opened.removeAll(keepingCapacity: true)
    }
}
