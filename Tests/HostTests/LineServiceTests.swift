// SPDX-License-Identifier: Apache-2.0
import Field
import Glibc
import Host
import Testing
import Waiting

/// A service in a folder of its own, whose lines the test answers itself.
private struct Counter: ~Copyable {
    let directory: TemporaryDirectory
    let desk: LineDesk
    private let end: WakeUp
    private let thread: Thread
    private var events: [LineDesk.Event] = []

    var path: String { "\(directory.path)/control" }

    static let refusals = Refusals(
        tooMany: Array("too many".utf8), tooLong: Array("too long".utf8),
        tooLate: Array("too late".utf8))

    static func open(
        _ limits: LineLimits = LineLimits(), _ refusals: Refusals = refusals
    ) throws -> Counter {
        let directory = try TemporaryDirectory("lines")
        let desk = try LineDesk(limits, wakeUp: try WakeUp())
        let listener = Handoff(try LocalListener.open(at: "\(directory.path)/control"))
        let end = try WakeUp()
        let thread = try Thread.start("lines") {
            guard let listener = listener.take() else { return }
            var service = LineService(listener, desk, refusals)
            do throws(SystemFault) {
                while try service.turn(beside: [end.descriptor]) == [false] {}
            } catch {
                Issue.record("\(error)")
            }
        }
        return Counter(directory: directory, desk: desk, end: end, thread: thread)
    }

    private init(
        directory: consuming TemporaryDirectory, desk: LineDesk, end: WakeUp,
        thread: consuming Thread
    ) {
        self.directory = directory
        self.desk = desk
        self.end = end
        self.thread = thread
    }

    consuming func close() {
        end.signal()
        thread.join()
    }

    /// The next event, waited for.
    mutating func event(_ place: Int = #line) throws -> LineDesk.Event {
        let deadline = Clock.now() + .seconds(10)
        while events.isEmpty {
            var polls = PollSet()
            polls.add(desk.events.wakeUp.descriptor, .readable)
            try polls.wait(until: deadline)
            desk.events.wakeUp.clear()
            desk.events.take(into: &events)
            try #require(Clock.now() < deadline, "nothing came for line \(place)")
        }
        return events.removeFirst()
    }

    /// The next line and its client.
    mutating func line(_ place: Int = #line) throws -> (String, LineDesk.Client) {
        guard case .line(let bytes, let client) = try event(place) else { throw Unexpected() }
        return (String(decoding: bytes, as: UTF8.self), client)
    }

    func answer(_ client: LineDesk.Client, _ line: String?, isLast: Bool = true) {
        desk.answer(client, line.map { Array($0.utf8) }, isLast: isLast)
    }
}

private struct Unexpected: Error {}

private func soon() -> Instant { Clock.now() + .seconds(10) }

extension LineClient {
    fileprivate mutating func hear() throws -> String {
        String(decoding: try answer(until: soon()), as: UTF8.self)
    }

    /// That this comes next.
    fileprivate mutating func hear(_ expected: String) throws {
        let heard = try hear()
        #expect(heard == expected)
    }

    fileprivate func say(_ line: String) throws { try ask(Array(line.utf8), until: soon()) }

    /// That nothing comes any more: the service has ended the connection.
    fileprivate mutating func hearEnd() {
        do throws(SystemFault) {
            let line = try answer(until: soon())
            Issue.record("\(String(decoding: line, as: UTF8.self))")
        } catch {
            #expect(error.number == EPIPE)
        }
    }
}

@Suite(.waits(atMostMinutes: 1)) struct LineServiceTests {
    @Test func `a line gets its answers, and the next line its turn`() throws {
        var counter = try Counter.open()
        var client = try LineClient.open(counter.path)
        try client.say("one\ntwo")
        let (first, who) = try counter.line()
        #expect(first == "one")
        #expect(counter.desk.events.count == 0, "the second waits for its turn")
        counter.answer(who, "a", isLast: false)
        counter.answer(who, "b")
        try client.hear("a")
        try client.hear("b")
        let (second, again) = try counter.line()
        #expect(second == "two" && again == who)
        counter.answer(again, "c")
        try client.hear("c")
        counter.close()
    }

    @Test func `who asks is told by the kernel`() throws {
        var counter = try Counter.open()
        let client = try LineClient.open(counter.path)
        try client.say("who")
        let (_, who) = try counter.line()
        #expect(who.peer.process == getpid())
        #expect(who.peer.user == geteuid())
        #expect(who.peer.groups.contains(getegid()))
        counter.answer(who, nil)
        counter.close()
    }

    @Test func `who may not ask is told why`() throws {
        var refusals = Counter.refusals
        refusals.peer = { $0.user == geteuid() ? Array("not you".utf8) : nil }
        let counter = try Counter.open(LineLimits(), refusals)
        var client = try LineClient.open(counter.path)
        try client.hear("not you")
        client.hearEnd()
        counter.close()
    }

    @Test func `one client too many is told so, and a place is free again after the others`() throws
    {
        var limits = LineLimits()
        limits.clients = 1
        var counter = try Counter.open(limits)
        var first = try LineClient.open(counter.path)
        try first.say("stay")
        let (_, who) = try counter.line()
        var second = try LineClient.open(counter.path)
        try second.hear("too many")
        second.hearEnd()
        counter.answer(who, "done")
        try first.hear("done")
        try first.say("again")
        counter.answer(try counter.line().1, nil)
        counter.close()
    }

    @Test func `a line that is too long or late ends its client, and no other`() throws {
        var limits = LineLimits()
        limits.line = 100
        limits.patience = .milliseconds(200)
        var counter = try Counter.open(limits)
        var long = try LineClient.open(counter.path)
        try long.say(String(repeating: "x", count: 101))
        try long.hear("too long")
        long.hearEnd()

        var half = try LineClient.open(counter.path)
        var idle = try LineClient.open(counter.path)
        _ = try Socket.send(half.descriptor, Array("half".utf8))
        try half.hear("too late")
        try idle.hear("too late")
        half.hearEnd()
        idle.hearEnd()

        var good = try LineClient.open(counter.path)
        try good.say("good")
        counter.answer(try counter.line().1, "yes")
        try good.hear("yes")
        counter.close()
    }

    @Test func `a client that goes meanwhile is told, and its place is free after the last answer`()
        throws
    {
        var limits = LineLimits()
        limits.clients = 1
        var counter = try Counter.open(limits)
        var who: LineDesk.Client
        do {
            let client = try LineClient.open(counter.path)
            try client.say("leave")
            who = try counter.line().1
        }
        guard case .gone(let gone) = try counter.event() else { throw Unexpected() }
        #expect(gone == who)
        var early = try LineClient.open(counter.path)
        try early.hear("too many")
        counter.answer(who, "nobody hears this", isLast: false)
        counter.answer(who, "nor this")
        var next = try LineClient.open(counter.path)
        try next.say("next")
        let line: String
        (line, who) = try counter.line()
        #expect(line == "next")
        counter.answer(who, "heard")
        try next.hear("heard")
        counter.close()
    }

    @Test func `answers that nobody takes are bounded`() throws {
        var limits = LineLimits()
        limits.unread = 100_000
        var counter = try Counter.open(limits)
        let client = try LineClient.open(counter.path)
        try client.say("much")
        let (_, who) = try counter.line()
        // The kernel takes a part; never ten megabytes of it.
        let piece = String(repeating: "y", count: 50_000)
        for _ in 0..<200 { counter.answer(who, piece, isLast: false) }
        guard case .gone(let gone) = try counter.event() else { throw Unexpected() }
        #expect(gone == who)
        counter.close()
    }

    @Test func `a thousand of garbage, too long, half and none at all change nothing`() throws {
        var limits = LineLimits()
        limits.line = 1_000
        limits.patience = .milliseconds(50)
        var counter = try Counter.open(limits)
        var steady = try LineClient.open(counter.path)
        try steady.say("first")
        let (_, who) = try counter.line()
        var random = SplitMix(seed: 1)
        for round in 0..<1_000 {
            var client = try Counter.patiently { () throws(SystemFault) in
                try LineClient.open(counter.path)
            }
            let count = [0, 0, 10, 2_000][round % 4]
            let bytes = (0..<count).map { _ in UInt8.random(in: 11...255, using: &random) }
            _ = try Socket.send(client.descriptor, bytes)
            // A quarter stays until it is dismissed.
            if round % 16 == 2 { while (try? client.hear()) != nil {} }
        }
        counter.answer(who, "still here")
        try steady.hear("still here")
        #expect(counter.desk.events.count == 0, "no line of theirs was whole")
        try steady.say("second")
        let last = try counter.line().0
        #expect(last == "second")
        counter.close()
    }
}

extension Counter {
    /// Again while more wait to be taken than the kernel holds for the service.
    fileprivate static func patiently<Result: ~Copyable>(
        _ body: () throws(SystemFault) -> Result
    ) throws -> Result {
        let deadline = soon()
        while true {
            do throws(SystemFault) { return try body() } catch {
                guard error.number == EAGAIN, Clock.now() < deadline else { throw error }
                sched_yield()
            }
        }
    }
}
