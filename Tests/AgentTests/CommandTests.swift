// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Hub
import Spool
import Testing

/// The hub's commands, one by one, against a spool that the test plays.
@Suite struct CommandTests {
    static let root = "danang/haichau/sys/bts-1/gw-1/-"
    static let wall: Int64 = 1_795_215_192_000
    static let arguments = "\"args\":{\"device\":\"a\",\"stream\":\"live\",\"ranges\":[[1,9]]}"

    /// A pump with a hub and a spool that does nothing by itself.
    struct Bench {
        var pump: Pump
        var ordinal: UInt64 = 0
        var questions: [ReplayQuestion] = []
        var gaps: [GapRecord] = []
        var batch = SpoolBatch()
        /// What the session began with.
        var birth: [Station.Told] = []

        init(commands: [SeenCommand] = []) {
            let one = device("a", [point("t")], live: .every)
            var found = opening([one])
            found.commands = commands
            pump = Pump(configuration([one]), found, seed: 1)
            pump.hubUp(session: 1, at: moment(0))
            birth = told()
            // History has been gone through.
            pump.advance(to: moment(6_000))
            give()
        }

        /// Takes the orders; the disk does not have them yet. Of history there is none.
        mutating func give(at time: Int64 = 6_000) {
            pump.prepareOrders()
            var pages: [UInt64] = []
            defer {
                for session in pages {
                    pump.take(
                        news: .page(
                            SpoolPage(last: 0, isAtEnd: true), session: session, metas: [:]),
                        at: moment(time))
                }
                if !pages.isEmpty { give(at: time) }
            }
            while let next = pump.store.next {
                switch next.order {
                case .write(let batch, let ordinal, _):
                    self.ordinal = ordinal
                    self.batch.commands += batch.commands
                    self.batch.forgottenCommands += batch.forgottenCommands
                    self.batch.custody += batch.custody
                    self.batch.delivered += batch.delivered
                    gaps += batch.gaps
                case .replay(let question): questions.append(question)
                case .page(_, let session, _): pages.append(session)
                case .gaps, .unsynced, .timesAreKnown, .session, .reserve, .forget: break
                }
                pump.ordersHandedOver()
            }
        }

        mutating func commit(at time: Int64 = 6_000) {
            give()
            pump.take(news: .committed(ordinal: ordinal, SpoolCommit()), at: moment(time))
            give()
        }

        /// What goes to the hub, acknowledged with this code.
        @discardableResult
        mutating func told(code: UInt8 = 0, at time: Int64 = 6_000) -> [Station.Told] {
            var all: [Station.Told] = []
            while let (message, token) = pump.delivery.next {
                all.append(
                    Station.Told(
                        topic: message.topic.name,
                        text: String(decoding: message.payload, as: UTF8.self),
                        retain: message.retain))
                pump.handedOver(at: instant(time))
                pump.answered(token, Verdict(code), at: instant(time))
            }
            return all
        }

        /// The code of the answer that waits, if one does.
        mutating func send(
            _ payload: String, id: String = "c-1", retain: Bool = false, at time: Int64 = 6_000,
            wall: Int64 = CommandTests.wall
        ) -> String? {
            let message = Received(
                topic: "\(CommandTests.root)/cmd/\(id)", payload: Array(payload.utf8),
                retain: retain, qos: 1)
            pump.take(message, at: moment(time, wall: wall))
            let answers = told().filter { $0.topic == "\(CommandTests.root)/ack/\(id)" }
            guard let answer = answers.first else { return nil }
            #expect(!answer.retain && json(answer.text, "id")?.string == id)
            return json(answer.text, "code")?.string
        }

        mutating func scan(_ count: Int) {
            for time in 1...Int64(count) {
                let readings = [
                    Reading(time: instant(time), bits: UInt64(time), point: 0),
                    Reading(time: instant(time), point: 0, kind: .scanEnd),
                ]
                pump.take(readings.span, at: moment(time))
            }
        }
    }

    static func replay(
        _ id: String = "c-1", cmd: String = "replay", args: String = arguments,
        in seconds: Int64 = 60
    ) -> String {
        #"{"v":1,"id":"\#(id)","cmd":"\#(cmd)",\#(args),"expires":\#(wall + seconds * 1_000)}"#
    }

    static func row(_ number: UInt64) -> SpooledRow {
        let value = LiveValue(point: 0, value: .decimal(Decimal(mantissa: Int128(number))))
        return SpooledRow(
            row: Int64(number), epoch: "e0", series: SeriesKey(device: "a", stream: .live),
            sequence: number, from: wall, to: wall, meta: 1,
            body: StoredRecord(.live(LiveContent(values: [value], isFull: false))).packed)
    }

    static func page(_ numbers: ClosedRange<UInt64>, gone: [ClosedRange<UInt64>] = []) -> SpoolNews
    {
        var page = ReplayPage()
        page.rows = numbers.map(row)
        page.gone = SequenceRanges(gone)
        let meta = StoredMeta(name: "m", points: [], payload: [])
        return .replay(page, session: 1, metas: [1: meta])
    }

    static let refused: [(String, String)] = [
        ("{}", "bad-id"), ("{", "malformed"), (replay("c-2"), "bad-id"),
        (replay(in: -40), "expired"), (replay(in: 86_400 + 60), "expires-too-late"),
        (replay(cmd: "write"), "not-supported"), (replay(cmd: "reboot"), "unknown-command"),
        (replay(args: "\"args\":{}"), "bad-arguments"),
        (
            replay(args: arguments.replacing("\"a\"", with: "\"b\"")), "unknown-device"
        ),
        (replay().replacing("expires", with: "until"), "no-expiry"),
    ]

    @Test(arguments: refused)
    func `what cannot be done is refused at once, and its id may come again`(
        payload: String, code: String
    ) {
        var bench = Bench()
        #expect(bench.send(payload) == code)
        bench.give()
        #expect(bench.batch.commands.isEmpty)
        let entries = bench.pump.takeCommandEntries().entries
        #expect(entries.map(\.code) == [code] && !entries[0].isOK)
        #expect(bench.send(Self.replay()) == nil, "it is begun")
    }

    @Test func `a retained command is refused, whatever it says`() {
        var bench = Bench()
        #expect(bench.send(Self.replay(), retain: true) == "retained")
        #expect(bench.send("", retain: true) == "retained")
    }

    @Test func `without a clock nothing can be known to have expired`() {
        var bench = Bench()
        #expect(bench.send(Self.replay(), wall: 1_000) == "clock-unsynced")
    }

    @Test func `an id that is none is answered where that can be`() {
        var bench = Bench()
        #expect(bench.send(Self.replay(), id: "C-1") == "bad-id")
        #expect(bench.send(Self.replay(), id: String(repeating: "a", count: 65)) == nil)
        #expect(bench.pump.takeCommandEntries().entries.map(\.id) == [nil, nil])
    }

    @Test func `a replay begins when the disk has its id, and once`() {
        var bench = Bench()
        bench.scan(12)
        #expect(bench.send(Self.replay()) == nil)
        bench.give()
        #expect(bench.questions.isEmpty && bench.batch.commands.map(\.id) == ["c-1"])
        #expect(bench.batch.commands[0].until == Self.wall + 6_000 + 86_400_000)
        bench.commit()
        #expect(bench.questions.map(\.numbers) == [SequenceRanges([1...9])])
        #expect(bench.send(Self.replay()) == "seen")
        #expect(bench.send(Self.replay("c-2"), id: "c-2") == "busy")
        #expect(bench.questions.count == 1)
    }

    @Test func `records come again with their numbers, and the answer says what came of them`() {
        var bench = Bench()
        bench.scan(12)
        bench.told()
        #expect(bench.send(Self.replay(args: Self.arguments.replacing("9]", with: "40]"))) == nil)
        bench.commit()
        #expect(bench.questions.map(\.numbers) == [SequenceRanges([1...12])])
        bench.pump.take(news: Self.page(4...9, gone: [1...3]), at: moment(6_000))
        let told = bench.told()
        let hist = told.filter { $0.topic.hasSuffix("/a/hist") }
        #expect(hist.count == 1 && json(hist[0].text, "epoch")?.string == "e0")
        let rows = json(hist[0].text, "rows")?.array ?? []
        #expect(rows.compactMap { $0.array?[0].integer } == [4, 5, 6, 7, 8, 9])
        let ack = told.last
        #expect(ack?.topic == "\(Self.root)/ack/c-1" && ack?.retain == false)
        #expect(
            ack?.text == """
                {"v":1,"id":"c-1","ok":true,"code":"done",\
                "result":{"rows":6,"gone":[[1,3]],"left":[[13,40]]}}
                """)
        bench.give()
        #expect(bench.gaps.map(\.reason) == [.notKept])
        #expect(bench.gaps.map(\.ranges) == [SequenceRanges([1...3])])
        #expect(bench.pump.takeCommandEntries().entries.map(\.code) == ["done"])
    }

    @Test func `a replay goes on in the next session with what was not acknowledged`() {
        var bench = Bench()
        bench.scan(12)
        bench.told()
        _ = bench.send(Self.replay())
        bench.commit()
        bench.pump.take(news: Self.page(1...9), at: moment(6_000))
        // Handed over, and never acknowledged.
        while bench.pump.delivery.next != nil { bench.pump.handedOver(at: instant(6_000)) }
        bench.pump.hubDown()
        bench.pump.hubUp(session: 2, at: moment(7_000))
        bench.told()
        bench.pump.advance(to: moment(13_000))
        bench.give(at: 13_000)
        #expect(bench.questions.map(\.numbers) == [[1...9], [1...9]].map { SequenceRanges($0) })
        #expect(bench.questions.map(\.session) == [1, 2])
    }

    static let verdicts: [(UInt8, String, Bool)] = [
        (0x87, "denied", false), (0x80, "failed", false), (0x99, "done", true),
    ]

    @Test(arguments: verdicts)
    func `what the hub refuses of a replay ends it, or is counted`(
        code: UInt8, answer: String, isOK: Bool
    ) {
        var bench = Bench()
        bench.scan(12)
        bench.told()
        _ = bench.send(Self.replay())
        bench.commit()
        bench.pump.take(news: Self.page(1...9), at: moment(6_000))
        let ack = bench.told(code: code).first { $0.topic.contains("/ack/") }
        #expect(json(ack?.text, "code")?.string == answer && json(ack?.text, "ok")?.bool == isOK)
        #expect(json(ack?.text, "result", "rows")?.integer == 0)
        #expect((json(ack?.text, "result", "refused")?.integer == 9) == isOK)
        #expect(bench.send(Self.replay("c-2"), id: "c-2") == nil, "another one may begin")
    }

    @Test func `a hub where nobody listens is tried a few times`() {
        var bench = Bench()
        bench.scan(12)
        bench.told()
        _ = bench.send(Self.replay())
        bench.commit()
        var (time, tries) = (Int64(6_000), 0)
        while tries < 10 {
            bench.pump.take(news: Self.page(1...9), at: moment(time))
            tries += 1
            let told = bench.told(code: 0x10, at: time)
            if told.contains(where: { $0.topic.contains("/ack/") }) { break }
            bench.give(at: time)
            #expect(bench.questions.count == tries, "not before a while")
            time += 31_000
            #expect(bench.pump.nextDeadline <= instant(time))
            bench.pump.advance(to: moment(time))
            bench.give(at: time)
        }
        #expect(tries == 4)
        #expect(bench.pump.takeCommandEntries().entries.last?.code == "unheard")
    }

    @Test func `a pause that is over wakes nobody while the spool is waited for`() {
        var bench = Bench()
        bench.scan(12)
        _ = (bench.told(), bench.send(Self.replay()))
        bench.commit()
        bench.pump.take(news: Self.page(1...9), at: moment(6_000))
        bench.told(code: 0x10)
        bench.pump.advance(to: moment(60_000))
        #expect(bench.pump.nextDeadline > instant(60_000))
    }

    @Test func `an answer that was not acknowledged is told again in the next session`() {
        var bench = Bench()
        bench.pump.take(
            Received(topic: "\(Self.root)/cmd/c-1", payload: [], retain: false, qos: 1),
            at: moment(6_000))
        while bench.pump.delivery.next != nil { bench.pump.handedOver(at: instant(6_000)) }
        bench.pump.hubDown()
        bench.pump.hubUp(session: 2, at: moment(7_000))
        let topics = bench.told().map(\.topic)
        #expect(topics.first == "\(Self.root)/state", "behind the birth")
        #expect(topics.contains("\(Self.root)/ack/c-1"))
    }

    @Test func `a hub that asks for less is answered after a pause`() {
        var bench = Bench()
        bench.pump.take(
            Received(topic: "\(Self.root)/cmd/c-1", payload: [], retain: false, qos: 1),
            at: moment(6_000))
        #expect(bench.told(code: 0x97).map(\.topic) == ["\(Self.root)/ack/c-1"])
        bench.pump.advance(to: moment(7_000))
        #expect(bench.told().isEmpty)
        #expect(bench.pump.nextDeadline <= instant(16_000))
        bench.pump.advance(to: moment(16_000))
        #expect(bench.told().map(\.topic).contains("\(Self.root)/ack/c-1"))
    }

    @Test func `a flood of commands takes bounded memory and is counted`() {
        var bench = Bench()
        for number in 0..<1_000 {
            let message = Received(
                topic: "\(Self.root)/cmd/c-\(number)", payload: [], retain: false, qos: 1)
            bench.pump.take(message, at: moment(6_000))
        }
        #expect(bench.told().count == Delivery.mostAnswers)
        #expect(bench.pump.delivery.counters.unanswered == 1_000 - Delivery.mostAnswers)
        let (entries, unsaid) = bench.pump.takeCommandEntries()
        #expect(entries.count == 60 && unsaid == 940)
    }

    @Test func `more ids in a day than are remembered are refused`() {
        let seen = (0..<Spool.mostCommands).map { SeenCommand(id: "s-\($0)", until: .max) }
        var bench = Bench(commands: seen)
        #expect(bench.send(Self.replay()) == "too-many")
    }

    @Test func `topics of others are nobody's`() {
        var bench = Bench()
        for topic in [
            "danang/haichau/sys/bts-1/gw-2/-/cmd/c-1", "cmd/c-1", Self.root + "/cmd",
            Self.root + "/cmd/c-1/x", Self.root + "/state", Self.root + "/custody",
        ] {
            bench.pump.take(
                Received(topic: topic, payload: [], retain: false, qos: 1), at: moment(6_000))
        }
        #expect(bench.told().isEmpty && bench.pump.takeCommandEntries().entries.isEmpty)
    }

    // MARK: - Custody

    private func custody(_ bench: inout Bench, _ text: String) {
        bench.pump.take(
            Received(
                topic: "\(Self.root)/custody/a", payload: Array(text.utf8), retain: true, qos: 1),
            at: moment(6_000))
    }

    @Test func `custody goes to the spool, no further than numbers were given`() {
        var bench = Bench()
        bench.scan(12)
        bench.told()
        custody(&bench, "{\"v\":1,\"epoch\":\"e9\",\"live\":7}")
        bench.give()
        #expect(bench.batch.custody.isEmpty, "of another epoch")
        custody(&bench, "{\"v\":1,\"epoch\":\"e0\",\"live\":7}")
        bench.give()
        #expect(bench.batch.custody.map(\.through) == [7])
        #expect(bench.batch.delivered.map(\.numbers.count) == [12], "told before")
        custody(&bench, "{\"v\":1,\"epoch\":\"e0\",\"live\":7}")
        bench.give()
        #expect(bench.batch.custody.count == 1, "no news")
        custody(&bench, "{\"v\":1,\"epoch\":\"e0\",\"live\":5000000}")
        bench.give()
        #expect(bench.batch.custody.map(\.through) == [7, 12])
    }

    @Test func `the state says custody once the hub has told of every stream with records`() {
        var bench = Bench()
        bench.scan(3)
        bench.told()
        custody(&bench, "{\"v\":1,\"epoch\":\"e0\",\"live\":0}")
        #expect(bench.told().isEmpty)
        custody(&bench, "{\"v\":1,\"epoch\":\"e0\",\"live\":2}")
        let states = bench.told().filter { $0.topic.hasSuffix("/state") }
        #expect(states.map { json($0.text, "proof")?.string } == ["custody"])
        custody(&bench, "{\"v\":1,\"epoch\":\"e0\",\"live\":3}")
        #expect(bench.told().isEmpty, "said once in a session")
        bench.pump.hubDown()
        bench.pump.hubUp(session: 2, at: moment(7_000))
        #expect(json(bench.told().first?.text, "proof")?.string == "custody")
    }
}
