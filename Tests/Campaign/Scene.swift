// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Glibc
internal import Host

/// Everything that takes part, on one thread: devices, proxy, programs, and the books.
struct Scene: ~Copyable {
    /// A fault's time, for what was measured meanwhile.
    struct Span {
        let kind: Fault.Kind
        let begin: Instant
        /// nil while it lasts.
        var end: Instant?
    }

    /// What a live record met on its way.
    enum Circumstance: Hashable {
        case quiet
        /// History was being sent.
        case draining
        case fault(Fault.Kind)

        var isFault: Bool { if case .fault = self { true } else { false } }
    }

    let site: Site
    let directory: String
    let start = Clock.now()
    /// UTC at `start`, in ms.
    let startWall = Clock.wall().milliseconds
    private let signals: Signals
    var control: Control
    var meters: Meters
    var proxy: Proxy
    var programs: Programs
    var books: Books
    private let configurationPath: String

    private(set) var spans: [Span] = []
    /// When the agent's process was ended.
    private(set) var kills: [Instant] = []
    /// The agent ended by itself: how, and when.
    private(set) var deaths: [String] = []
    private var mayAgentEnd = false
    private var starts: [Instant] = []
    private(set) var sessions = 0
    /// The last PUBLISH on `hist`.
    private var historyAt = Instant(nanoseconds: .min)
    private(set) var latencies: [Circumstance: Latencies] = [:]
    /// Of all live records, in the order in which they came.
    private(set) var live: [Nanoseconds] = []
    /// Counters that were seen on `live`, the highest of each device.
    private var seen: [String: Int] = [:]
    /// Anonymous memory of the agent in KiB, once a second.
    private(set) var memory: [(at: Instant, size: Int)] = []
    private var nextSample = Instant(nanoseconds: 0)
    private let numbers: [String: Int]
    private var slowTold = 0
    private var polls = PollSet()

    static func make(
        _ site: Site, directory: String, executable: String, interposer: String
    ) throws -> Scene {
        let signals = try Signals()
        let control = try Control("\(directory)/control")
        let meters = try Meters(site.meters)
        // Somebody may take the port before the broker does; then nothing comes, and that is told.
        let hubPort = try Listener(address: "127.0.0.1").port
        let proxy = try Proxy(hubPort: hubPort)
        let programs = try Programs(
            directory: directory, executable: executable, interposer: interposer,
            hubPort: hubPort)
        let text = site.configuration(
            directory: directory, hubPort: proxy.port,
            ports: (0..<meters.count).map { meters.port($0) })
        try File.write(Array(text.utf8), to: "\(directory)/tram.yaml")
        try File.write(Array(site.profile.utf8), to: "\(directory)/campaign-meter.yaml")
        return Scene(site, directory, signals, control, meters, proxy, programs)
    }

    private init(
        _ site: Site, _ directory: String, _ signals: consuming Signals,
        _ control: consuming Control, _ meters: consuming Meters, _ proxy: consuming Proxy,
        _ programs: consuming Programs
    ) {
        let names = (0..<meters.count).map { meters.name($0) }
        (self.site, self.directory) = (site, directory)
        configurationPath = "\(directory)/tram.yaml"
        numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        books = Books(Dictionary(uniqueKeysWithValues: names.map { ($0, site.points) }))
        self.signals = signals
        self.control = control
        self.meters = meters
        self.proxy = proxy
        self.programs = programs
    }

    var elapsed: Nanoseconds { Clock.now() - start }

    /// One line for who watches, with the time.
    func say(_ text: String) {
        let tenths = elapsed.count / 100_000_000
        let seconds = "\(tenths / 10).\(tenths % 10)"
        let pad = String(repeating: " ", count: max(0, 8 - seconds.utf8.count))
        Environment.write("\(pad)\(seconds)  \(text)\n")
    }

    /// Leaves in the directory what was acknowledged, and when.
    func keepTraces() throws {
        let lines = books.traces.map { "\(($0.at - start).milliseconds) \($0.text)\n" }
        try File.write(Array(lines.joined().utf8), to: "\(directory)/acknowledged")
    }

    // MARK: - The agent

    mutating func startAgent() throws {
        mayAgentEnd = false
        starts.append(Clock.now())
        try programs.startAgent(configurationPath, control: control.path)
    }

    mutating func killAgent() {
        guard programs.agentProcess != nil else { return }
        programs.killAgent()
        kills.append(Clock.now())
    }

    /// It is to end by itself from now on.
    mutating func askAgentToStop() {
        mayAgentEnd = true
        programs.askAgentToStop()
    }

    /// After `askAgentToStop`: whether it has ended; one that takes too long is killed and blamed.
    mutating func waitForStop(within time: Nanoseconds) throws {
        let end = Clock.now() + time
        while programs.agentProcess != nil, Clock.now() < end {
            try turn(until: min(end, Clock.now() + .milliseconds(20)))
        }
        guard programs.agentProcess != nil else { return }
        deaths.append("asked to stop, it still ran after \(time.shownSeconds)")
        killAgent()
    }

    private mutating func lookAfterAgent() throws {
        guard let ending = programs.agentEnding() else { return }
        if mayAgentEnd, ending == .exit(0) { return }
        kills.append(Clock.now())
        // Asked to stop before it listened for that.
        if mayAgentEnd, ending == .signal(SIGTERM) { return }
        deaths.append("\(ending) at \(elapsed.shownSeconds)")
        say("the agent has ended by itself: \(ending)")
        try startAgent()
    }

    // MARK: - Time

    mutating func begin(_ kind: Fault.Kind) -> Int {
        spans.append(Span(kind: kind, begin: Clock.now()))
        return spans.count - 1
    }

    mutating func end(_ span: Int) { spans[span].end = Clock.now() }

    /// Goes on until a moment.
    mutating func run(until moment: Instant) throws {
        while Clock.now() < moment { try turn(until: moment) }
    }

    /// Goes on until it is so; false if the time is over.
    mutating func run(
        atMost time: Nanoseconds, until isSo: (borrowing Scene) -> Bool
    ) throws -> Bool {
        let end = Clock.now() + time
        while !isSo(self) {
            guard Clock.now() < end else { return false }
            try turn(until: min(end, Clock.now() + .milliseconds(100)))
        }
        return true
    }

    /// Waits for whatever comes next and serves it.
    mutating func turn(until deadline: Instant) throws {
        let isBehind = !proxy.events.isEmpty
        polls.removeAll()
        polls.add(signals.descriptor, .readable)
        meters.watch(&polls)
        proxy.watch(&polls)
        let sample = nextSample
        let next = isBehind ? Clock.now() : min(deadline, min(sample, proxy.nextTick))
        let isIdle = try polls.wait(until: next) == 0
        while let signal = try signals.next() {
            if signal == .stop { throw Failure(text: "interrupted") }
        }
        try meters.serve(polls, offset: control.offset)
        try proxy.serve(polls)
        if isIdle || proxy.events.count > Self.mostEvents { try takeEvents() }
        try lookAfterAgent()
        if Clock.now() >= nextSample { try takeSample() }
    }

    private mutating func takeSample() throws {
        nextSample = Clock.now() + .seconds(1)
        try programs.keepListener()
        guard let process = programs.agentProcess else { return }
        guard
            case .bytes(let bytes)? = try? File.read(
                "/proc/\(process)/smaps_rollup", atMost: 65_536)
        else { return }
        let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .first { $0.hasPrefix("Anonymous:") }
        let size = line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        if let size { memory.append((Clock.now(), size)) }
    }

    // MARK: - What comes

    /// They are judged when nothing moves, so that nothing has to wait for it.
    private static let mostEvents = 4_096

    private mutating func takeEvents() throws {
        let events = proxy.events
        proxy.events = []
        for event in events {
            let now = event.at
            switch event.kind {
            case .connected: sessions += 1
            case .seen(let publication):
                if publication.channel == "hist" { historyAt = now }
                if publication.channel == "live" { try measure(publication, now) }
            case .answered(let publication, let code):
                try books.take(publication, code: code, at: now)
            }
        }
    }

    /// From the device's last byte to the proxy.
    private mutating func measure(_ publication: Publication, _ now: Instant) throws {
        let device = String(publication.device)
        guard let counter = try Books.counter(of: publication), let number = numbers[device],
            counter > seen[device, default: 0],
            let answer = meters.answer(number, counter: counter), answer.at != .never
        else { return }
        seen[device] = counter
        live.append(now - answer.at)
        let met = circumstances(from: answer.at, to: now)
        for circumstance in met {
            latencies[circumstance, default: Latencies()].add(now - answer.at)
        }
        if !met.contains(where: \.isFault) { tellSlow(device, now - answer.at) }
    }

    /// A new record that waited though nothing was wrong.
    private mutating func tellSlow(_ device: String, _ latency: Nanoseconds) {
        guard latency > .seconds(1), slowTold < Self.mostSlow else { return }
        slowTold += 1
        say("a live record of \(device) took \(latency.shown) without a fault")
    }

    private static let mostSlow = 20

    private func circumstances(from: Instant, to: Instant) -> Set<Circumstance> {
        let met = spans.suffix(64).filter { $0.begin <= to && ($0.end ?? .never) >= from }
        if !met.isEmpty { return Set(met.map { .fault($0.kind) }) }
        return [from - historyAt < .seconds(1) ? .draining : .quiet]
    }

    // MARK: - The books

    /// UTC in ms by the machine's clock, which nobody steps.
    func wall(_ moment: Instant) -> Int64 { startWall + (moment - start).milliseconds }

    func ledger() -> Ledger {
        let (start, wall) = (start, startWall)
        var ledger = Ledger(kills: kills, volatile: volatile) {
            wall + ($0 - start).milliseconds
        }
        for index in 0..<meters.count {
            guard let book = books.devices[meters.name(index)] else { continue }
            ledger.judge(
                meters.name(index), meters.answers(index), book,
                block: Site.block(meters.period(index)))
        }
        return ledger
    }

    /// When agents said that they can keep nothing: from their start on if it was the first that
    /// they said, until they took it back or were killed.
    private var volatile: [ClosedRange<Instant>] {
        let told = books.durability
        return told.indices.filter { !told[$0].isDurable }.map { index in
            let at = told[index].at
            let start = starts.last { $0 <= at } ?? at
            let isFirst = index == 0 || told[index - 1].at < start
            let kept = told[index...].first(where: \.isDurable)?.at ?? .never
            let end = min(kept, kills.first { $0 >= at } ?? .never)
            return (isFirst ? start : at - Self.telling)...max(end, at)
        }
    }

    /// How long after the first reading without a number it may be told at most.
    private static let telling = Nanoseconds.seconds(2)

    /// Numbers that are neither held nor declared, of all streams.
    var missing: UInt64 {
        books.auditor.report().gateways.flatMap(\.devices).flatMap(\.series)
            .reduce(0) { $0 + $1.missingCount }
    }
}
