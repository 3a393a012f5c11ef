// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Ring
internal import Synchronization

/// The lines of one thread: one serial line, or up to 64 TCP endpoints. It turns bytes into
/// readings in the ring and does nothing else: no logging, no scaling, no memory per poll.
struct LineGroup: ~Copyable {
    /// Endpoints that share a thread, so that many devices due together cost one wake-up.
    static let endpointLimit = 64

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

    init(
        _ lines: [NumberedLine], output: consuming RingOutput, connector: Connector,
        orders: LineGroupOrders
    ) {
        let now = Clock.now()
        var shelf = ReadShelf()
        drivers = lines.enumerated().map { LineDriver($1, &shelf, index: $0, at: now) }
        room.reserveCapacity(drivers.map(\.machine.mostOutput).max() ?? 0)
        self.output = output
        let readings = lines.reduce(0) { $0 + $1.readings }
        round = min(readings, Bus.capacities.upperBound)
        self.connector = connector
        self.orders = orders
        polls.add(orders.opened.wakeUp.descriptor, .readable)
        for _ in lines { polls.add(-1, .readable) }
    }

    /// Until told to stop, and then until no line awaits an answer any more.
    mutating func run() {
        Process.forgetStack()
        while true {
            let stopping = orders.isStopping
            takeOpened()
            var deadline = Instant.never
            // What would find no room is not asked for where nothing is due: a line without a pause
            // runs as fast as its readings are taken.
            let hasRoom = output.hasRoom(for: round)
            var isBlocked = !hasRoom
            for index in drivers.indices where hasRoom || drivers[index].mustRun {
                deadline = min(deadline, work(index, isStopping: stopping))
                // A line on which nothing is due has no other moment to try again.
                if !drivers[index].tellTexts(orders.texts) { isBlocked = true }
                polls.set(index + 1, drivers[index].descriptor, .readable)
            }
            output.signal()
            if stopping, !drivers.contains(where: \.machine.isBusy) { return }
            isBlocked = isBlocked || output.isWaiting
            wait(until: isBlocked ? min(deadline, Clock.now() + Self.ringRetry) : deadline)
        }
    }

    /// Lets a line do what is due; until when it has nothing to do then.
    private mutating func work(_ index: Int, isStopping: Bool) -> Instant {
        swap(&room, &drivers[index].machine.output)
        defer { takeReadings(index) }
        return isStopping ? drivers[index].finish() : drivers[index].run(connector, orders.opened)
    }

    private mutating func takeReadings(_ index: Int) {
        swap(&room, &drivers[index].machine.output)
        output.push(&room)
    }

    /// How soon room in the ring, or for texts, is looked for again.
    private static let ringRetry = Nanoseconds.milliseconds(1)

    private mutating func wait(until deadline: Instant) {
        do throws(SystemFault) {
            guard try polls.wait(until: deadline) > 0 else { return }
        } catch {
            // Only a kernel without memory refuses to poll, and it is asked again at once.
            return
        }
        if polls[0] != [] { orders.opened.wakeUp.clear() }
        for index in drivers.indices where polls[index + 1] != [] {
            swap(&room, &drivers[index].machine.output)
            drivers[index].read()
            takeReadings(index)
        }
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

/// What others tell a line thread.
///
/// A class, because both sides hold it.
final class LineGroupOrders: Sendable {
    let opened: Mailbox<Connector.Opened>
    /// To the pump: what has become of links.
    let news: Mailbox<LineNews>
    /// … and what devices say they are.
    let texts: Mailbox<DeviceText>
    private let stopping = Atomic(false)

    init(
        lines: Int, news: Mailbox<LineNews>, texts: Mailbox<DeviceText>
    ) throws(SystemFault) {
        self.news = news
        self.texts = texts
        opened = Mailbox(count: lines, wakeUp: try WakeUp())
    }

    var isStopping: Bool { stopping.load(ordering: .acquiring) }

    func stop() {
        stopping.store(true, ordering: .releasing)
        opened.wakeUp.signal()
    }
}
