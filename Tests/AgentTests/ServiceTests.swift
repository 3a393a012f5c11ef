// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Host
import Hub
import Logging
import Rig
import Simulator
import Spool
import Testing
import Waiting

/// Lines that the service logs.
final class Said: Sendable {
    private let lines = Lock<[String]>([])

    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }

    /// The last line's figures: readings, records, delivered at once, delivered as history,
    /// unheard, refused, lost, and refused readings.
    var figures: [Int] {
        (all.last { $0.hasPrefix("stopped:") } ?? "").split { !$0.isNumber }.compactMap { Int($0) }
    }
}

private struct Listening: LogHandler {
    let said: Said
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    var logLevel = Logger.Level.trace

    init(said: Said) { self.said = said }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { said.add("\(event.message)") }
}

/// The service with its lines, in this process.
///
/// A class, because its end may come with the test's.
final class Service {
    let said = Said()
    let orders: PumpOrders
    private let thread: Handoff<Thread>
    private let attendant: Handoff<Thread>

    /// Of a machine whose clock is right.
    static let synchronised: ClockSigns = {
        var signs = ClockSigns()
        signs.isMarked = true
        return signs
    }()

    /// `spool`: a path, nil for one in memory.
    init(
        _ configuration: Configuration, hub port: UInt16, spool: String? = nil,
        retry: Nanoseconds = .seconds(60), control: String? = nil,
        reload: (@Sendable (Agent.Settings) -> Reloaded)? = nil,
        signs: @escaping @Sendable () -> ClockSigns = { synchronised }
    ) throws {
        var connection = Connection(
            addresses: [try Address("mqtt://127.0.0.1:\(port)")], clientID: "danang-gw-1", seed: 1)
        connection.backoff.base = .milliseconds(20)
        connection.backoff.cap = .milliseconds(50)
        connection.backoff.spread = .milliseconds(20)
        let said = said
        let log = Logger(label: "test") { _ in Listening(said: said) }
        var settings = Agent.Settings(
            configuration: configuration, connection: connection, binding: [1])
        settings.spool.path = spool
        settings.spoolRetry = retry
        settings.control = control
        settings.signs = signs
        settings.reload = reload
        orders = try PumpOrders()
        let agent = Agent(settings, log: log)
        thread = Handoff(try agent.start(orders))
        attendant = Handoff(
            try Thread.start("attendant") { [orders] in
                do throws(SystemFault) {
                    try agent.attend(orders)
                } catch {
                    Issue.record("\(error)")
                }
            })
    }

    deinit { _ = stop() }

    /// Stops it; how long that took, but for what the machine added.
    func stop() -> Nanoseconds {
        workingTime {
            orders.stop()
            thread.take()?.join()
            attendant.take()?.join()
        }
    }
}

@Suite struct ServiceTests {
    /// Thermometers, each on a connection of its own, read twenty times a second.
    private func devices(_ site: Site, _ count: Int) throws -> ([SimulatedDevice], Configuration) {
        let simulated = (0..<count).map { _ in SimulatedDevice(unit: 1, model: Thermometer()) }
        var whole = configuration([])
        whole.lines = try simulated.enumerated().map { index, one in
            let port = try site.addTCP(devices: [one])
            var humidity = point("h", .uint16)
            humidity.address = 2
            var device = device("t-\(index)", [point("t"), humidity], live: .every)
            device.poll = .milliseconds(50)
            device.timeout = .milliseconds(200)
            device.retries = 0
            return Field.Line(
                id: "l\(index)", link: .tcp(host: "127.0.0.1", port: port), devices: [device])
        }
        try site.start()
        return (simulated, whole)
    }

    private func expectBalance(_ said: Said, sourceLine: Int = #line) throws {
        let figures = said.figures
        try #require(figures.count == 8, "\(said.all)")
        #expect(figures[1] >= figures[2] + figures[3], "\(said.all.last ?? "")")
        #expect(figures[1] > 0 && figures[6] == 0 && figures[7] == 0)
    }

    private func sequences(_ messages: [Subscriber.Message], _ device: String) -> [Int64] {
        messages.filter { $0.topic.hasSuffix("/\(device)/live") }
            .compactMap { json($0.text, "seq")?.integer }
    }

    /// Numbers of live records that came as history.
    private func late(_ messages: [Subscriber.Message], _ device: String) -> [Int64] {
        messages.filter { message in
            message.topic.hasSuffix("/\(device)/hist") && json(message.text, "of")?.string == "live"
        }
        .flatMap { json($0.text, "rows")?.array ?? [] }
        .compactMap { $0.array?.first?.integer }
    }

    @Test(.waits(atMostMinutes: 1))
    func `readings of several lines reach a subscriber, numbered without a gap`() throws {
        let broker = try Broker()
        let heard = try Subscriber(broker, ["danang/#"])
        let site = try Site(seed: 1)
        let (_, configuration) = try devices(site, 4)
        let service = try Service(configuration, hub: broker.port)
        var messages = try heard.collect(within: .seconds(20)) {
            json($0.text, "seq")?.integer == 20
        }
        let stopping = service.stop()
        messages += try heard.collect(within: .seconds(10)) {
            json($0.text, "reason")?.string == "stopped"
        }
        #expect(stopping < .seconds(2))
        #expect(messages.first?.topic.hasSuffix("/-/state") == true)
        #expect(json(messages.first?.text, "online")?.bool == true)
        #expect(json(messages.last?.text, "online")?.bool == false)
        for device in ["t-0", "t-1", "t-2", "t-3"] {
            // What was made before the hub was up comes as history.
            let numbers = (sequences(messages, device) + late(messages, device)).sorted()
            #expect(numbers == Array(1...Int64(numbers.count)) && numbers.count > 10)
        }
        try expectBalance(service.said)
        let figures = service.said.figures
        #expect(figures[2] + figures[3] == figures[1], "all of them delivered")
    }

    @Test(.waits(atMostMinutes: 1))
    func `a hub that is away at first and dies later gets the records that it missed`() throws {
        let broker = try Broker()
        try broker.kill()
        let site = try Site(seed: 2)
        let (simulated, configuration) = try devices(site, 1)
        let service = try Service(configuration, hub: broker.port)
        func wait(_ replies: Int) {
            while simulated[0].with({ $0.replies }) < replies { sched() }
        }
        wait(10)
        try broker.start()
        let heard = try Subscriber(broker, ["danang/#"])
        wait(40)
        try broker.kill()
        wait(60)
        try broker.start()
        #expect(try heard.subscribed(times: 2, within: .seconds(10)))
        // Numbers of the first device that came late: as history.
        _ = try heard.collect(within: .seconds(20)) { $0.topic.hasSuffix("/hist") }
        #expect(service.stop() < .seconds(2))
        try expectBalance(service.said)
        #expect(service.said.figures[3] > 0, "what it missed: \(service.said.all)")
        #expect(service.said.all.contains { $0.contains("session 2 is up") })
    }

    @Test(.waits(atMostMinutes: 1))
    func `a silent device is told offline, and comes back`() throws {
        let broker = try Broker()
        let heard = try Subscriber(broker, ["danang/+/env/#"])
        let site = try Site(seed: 3)
        let (simulated, configuration) = try devices(site, 1)
        simulated[0].with { $0.behaviour.silent = true }
        let service = try Service(configuration, hub: broker.port)
        func state(_ state: String) throws -> String? {
            try heard.collect(within: .seconds(10)) { json($0.text, "state")?.string == state }
                .last?.text
        }
        #expect(json(try state("offline"), "code")?.string == "comm/timeout")
        simulated[0].with { $0.behaviour.silent = false }
        #expect(json(try state("online"), "since")?.integer != nil)
        #expect(service.stop() < .seconds(2))
        try expectBalance(service.said)
    }

    @Test(.waits(atMostMinutes: 1))
    func `a hub that is there without a word does not hold up the end`() throws {
        let broker = try Broker()
        let heard = try Subscriber(broker, ["danang/#"])
        let site = try Site(seed: 4)
        let (simulated, configuration) = try devices(site, 8)
        let service = try Service(configuration, hub: broker.port)
        _ = try heard.collect(within: .seconds(10)) { json($0.text, "seq")?.integer == 3 }
        broker.freeze(true)
        let waiting = simulated[0].with { $0.replies } + 20
        while simulated[0].with({ $0.replies }) < waiting { sched() }
        let stopping = service.stop()
        broker.freeze(false)
        // 0.2 s for an acknowledgement, draining 1.5 s, leaving 0.25 s, the answer that the line
        // awaits, and what a loaded machine adds.
        #expect(stopping < .seconds(3))
        try expectBalance(service.said)
    }

    @Test(.waits(atMostMinutes: 1))
    func `all that waited for a slow hub is delivered before the end`() throws {
        let broker = try Broker()
        let heard = try Subscriber(broker, ["danang/#"])
        let site = try Site(seed: 5)
        let (simulated, configuration) = try devices(site, 8)
        let service = try Service(configuration, hub: broker.port)
        _ = try heard.collect(within: .seconds(10)) { json($0.text, "seq")?.integer == 3 }
        broker.freeze(true)
        let waiting = simulated[0].with { $0.replies } + 25
        while simulated[0].with({ $0.replies }) < waiting { sched() }
        broker.freeze(false)
        _ = service.stop()
        try expectBalance(service.said)
        let figures = service.said.figures
        #expect(figures[2] > 8 * 20, "more than the outbox and the window hold")
        #expect(figures[2] + figures[3] == figures[1], "nothing is left, memory being all it has")
    }

    @Test(.waits(atMostMinutes: 1))
    func `records in memory are followed by records on the disk, once that can be written`()
        throws
    {
        let broker = try Broker()
        let heard = try Subscriber(broker, ["danang/#"])
        let site = try Site(seed: 6)
        let (_, configuration) = try devices(site, 2)
        let (directory, elsewhere) = (try Directory(), try Directory())
        // No such directory yet.
        let place = directory.file("later")
        let service = try Service(
            configuration, hub: broker.port, spool: place + "/spool.db",
            retry: .milliseconds(100))
        var messages = try heard.collect(within: .seconds(20)) {
            json($0.text, "seq")?.integer == 20
        }
        let states = messages.filter { $0.topic.hasSuffix("/-/state") }
        #expect(json(states.first?.text, "durable")?.bool == false)
        try File.link(place, to: elsewhere.path)
        messages += try heard.collect(within: .seconds(30)) {
            json($0.text, "durable")?.bool == true
        }
        let epoch = json(messages.last?.text, "epoch")?.string
        #expect(epoch != nil && epoch != json(states.first?.text, "epoch")?.string)
        messages += try heard.collect(within: .seconds(20)) {
            json($0.text, "seq")?.integer == 10 && json($0.text, "epoch")?.string == epoch
        }
        _ = service.stop()
        messages += try heard.collect(within: .seconds(10)) {
            json($0.text, "reason")?.string == "stopped"
                && json($0.text, "epoch")?.string == epoch
        }
        var auditor = Auditor()
        for message in messages {
            auditor.take(topic: message.topic, payload: Array(message.text.utf8))
        }
        let report = auditor.report()
        #expect(report.isGood, "\(report.problems.map { $0.text(.english) })")
        #expect(File.exists(elsewhere.file("spool.db")))
        #expect(!File.exists(elsewhere.file("spool.db.trial")))
    }

    @Test(.waits(atMostMinutes: 1))
    func `what only memory held is declared at a stop`() throws {
        let broker = try Broker()
        // Nobody hears the records, so that they wait.
        let heard = try Subscriber(broker, ["danang/+/sys/#", "danang/+/+/+/+/+/gap"])
        let site = try Site(seed: 4)
        let (simulated, configuration) = try devices(site, 2)
        let service = try Service(configuration, hub: broker.port)
        while simulated.contains(where: { $0.with({ $0.replies }) < 20 }) { sched() }
        #expect(service.stop() < .milliseconds(2_500))
        let messages = try heard.collect(within: .seconds(10)) {
            json($0.text, "reason")?.string == "stopped"
        }
        for device in ["t-0", "t-1"] {
            let gap = messages.first { message in
                message.topic.hasSuffix("/\(device)/gap")
                    && json(message.text, "stream")?.string == "live"
            }
            #expect(json(gap?.text, "reason")?.string == "not-stored")
            let range = json(gap?.text, "ranges")?.array?.first?.array
            #expect(range?.first?.integer == 1 && (range?.last?.integer ?? 0) >= 15)
        }
        #expect(service.said.all.contains { $0.contains("records end with us") })
    }

    @Test(.waits(atMostMinutes: 1)) func `without devices it runs, and stops at once`() throws {
        let broker = try Broker()
        let heard = try Subscriber(broker, ["danang/#"])
        let service = try Service(configuration([]), hub: broker.port)
        #expect(json(try heard.next(within: .seconds(10))?.text, "online")?.bool == true)
        #expect(service.stop() < .seconds(2))
        #expect(service.orders.fault == nil)
    }
}

/// Lets others run: the end of the wait is another thread's event, which nothing announces.
func sched() {
    var pause = PollSet()
    _ = try? pause.wait(until: Clock.now() + .milliseconds(2))
}
