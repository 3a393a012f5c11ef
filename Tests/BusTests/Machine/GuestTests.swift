// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@Suite("Reads that somebody asks for")
struct GuestTests {
    private static func read(
        _ id: UInt64 = 1, unit: UInt8 = 1, at address: UInt16 = 40, count: Int = 4,
        until deadline: Instant = .at(60)
    ) -> GuestRead {
        GuestRead(
            id: id, unit: unit, table: .holding, address: address, count: count,
            deadline: deadline)
    }

    private static func line(
        _ link: Link = Plant.serial(), polls: [Nanoseconds] = [.seconds(1)],
        script: @escaping (VirtualLine, VirtualLine.Sent) -> Void = VirtualLine.obedient
    ) -> VirtualLine {
        let devices = polls.enumerated().map {
            Plant.device($0 + 1, [Plant.block(.holding, 0)], poll: $1)
        }
        let line = VirtualLine(Plant.line(link, devices), script: script)
        line.keepsRequests = true
        line.ledger.keepsTimes = true
        line.connect()
        return line
    }

    private static func guests(_ line: VirtualLine) -> [VirtualLine.Sent] {
        line.sent.filter { $0.request.address >= 40 }
    }

    @Test("bring the answer's data between two polls", arguments: HappyPathTests.links)
    func data(_ link: Link) throws {
        let line = Self.line(link)
        line.run(until: .at(2.5))
        line.machine.ask(Self.read(7))
        line.run(until: .at(3.9))
        let sent = try #require(Self.guests(line).first)
        let held = (40..<44).map { World.register(sent.request, $0, sent.number) }
        let bytes = held.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        let results = line.machine.guestResults
        #expect(results.map(\.id) == [7] && results.first?.outcome == .data(bytes))
        #expect(results.first.map { $0.took >= .milliseconds(5) } == true)
        #expect(sent.start < .at(2.8) && line.brokenSilences == 0)
        #expect(line.ledger.qualities == [.good: 4] && line.ledger.irregular == 0)
    }

    @Test("of registers of four bytes take all of an answer", arguments: HappyPathTests.links)
    func wide(_ link: Link) throws {
        let line = Self.line(link) { line, sent in
            guard sent.request.address >= 40 else { return VirtualLine.obedient(line, sent) }
            let data = [UInt8](repeating: 7, count: sent.request.count * 4)
            line.transmit(
                line.frame(
                    [sent.request.unit, 3, UInt8(data.count)] + data, sent.request.transaction),
                from: sent.end + .milliseconds(5), owner: sent.number)
        }
        var most = Self.read(7, count: 62)
        most.isWide = true
        var more = Self.read(8, count: 63)
        more.isWide = true
        for read in [most, more] { line.machine.ask(read) }
        line.run(until: .at(5))
        let outcomes = line.machine.guestResults.reduce(into: [:]) { $0[$1.id] = $1.outcome }
        #expect(outcomes[7] == .data([UInt8](repeating: 7, count: 248)))
        #expect(outcomes[8] == .refused)
        #expect(line.ledger.qualities == [.good: 5])
    }

    @Test("come one after the other, of units that nothing is polled of as well")
    func order() {
        let line = Self.line()
        for id in 1...5 { line.machine.ask(Self.read(UInt64(id), unit: UInt8(id * 3))) }
        line.run(until: .at(10))
        #expect(line.machine.guestResults.map(\.id) == [1, 2, 3, 4, 5])
        #expect(Self.guests(line).map(\.request.unit) == [3, 6, 9, 12, 15])
        #expect(line.ledger.qualities == [.good: 10])
    }

    @Test("are told of a refusal", arguments: [1, 2, 3, 4, 11] as [UInt8])
    func exception(_ code: UInt8) {
        let line = Self.line { line, sent in
            guard sent.request.address >= 40 else { return VirtualLine.obedient(line, sent) }
            line.transmit(Frames.rtu([1, 0x83, code]), from: sent.end + .milliseconds(5))
        }
        line.machine.ask(Self.read())
        line.run(until: .at(5))
        let outcome = line.machine.guestResults.first?.outcome
        #expect(outcome == (code == 11 ? .failed(.commGateway) : .exception(code)))
        #expect(line.ledger.qualities == [.good: 5])
    }

    @Test(
        "without an answer are tried again, and nothing that is polled is sicker for it",
        arguments: [Plant.serial(), Plant.tcp])
    func silent(_ link: Link) {
        let line = Self.line(link) { line, sent in
            if sent.request.address < 40 { VirtualLine.obedient(line, sent) }
        }
        line.machine.ask(Self.read())
        line.run(until: .at(30))
        #expect(line.machine.guestResults.map(\.outcome) == [.failed(.commTimeout)])
        #expect(Self.guests(line).count == 2)
        // Where nothing numbers answers a unit is not asked until a lost one cannot come any more.
        let held = line.isRTU ? 4 : 0
        #expect(line.ledger.qualities == [.good: 30 - held])
    }

    @Test("that nobody gets to in time are given up", arguments: [true, false])
    func late(_ isConnected: Bool) {
        let line = Self.line()
        if !isConnected { line.disconnect() }
        for id in 1...80 { line.machine.ask(Self.read(UInt64(id), until: .at(1))) }
        if isConnected { line.script = { _, _ in } }
        line.run(until: .at(20))
        let results = line.machine.guestResults
        #expect(results.count == 80)
        #expect(results.filter { $0.outcome == .refused }.count == 16, "64 wait at most")
        #expect(results.filter { $0.outcome == .late }.count >= 63)
    }

    @Test(
        "that no request can say are refused",
        arguments: [(0, 0), (0, 126), (65_535, 2), (0, -1)] as [(UInt16, Int)])
    func invalid(_ address: UInt16, _ count: Int) {
        let line = Self.line()
        line.machine.ask(Self.read(at: address, count: count))
        line.run(until: .at(2))
        #expect(line.machine.guestResults.map(\.outcome) == [.refused])
    }

    /// A dead unit costs a request 1 s and 3 s of patience; the polls of 0.5 s go on in between.
    @Test("never starve the polls", arguments: [Plant.serial(), Plant.tcp])
    func starving(_ link: Link) {
        let line = Self.line(link, polls: [.milliseconds(500), .milliseconds(700)]) { line, sent in
            if sent.request.address < 40 { VirtualLine.obedient(line, sent) }
        }
        for id in 1...60 {
            line.machine.ask(Self.read(UInt64(id), unit: UInt8(100 + id), until: .at(120)))
        }
        line.run(until: .at(120))
        let polls = line.sent.count - Self.guests(line).count
        // 411 in all; at most a fifth of the time may go to the guests.
        #expect(polls >= 411 * 4 / 5 - 4, "\(polls)")
        #expect(Self.guests(line).count >= 10, "they are served, too")
        #expect(line.brokenSilences == 0 && line.ledger.irregular == 0)
    }

    @Test("are served on a line that is polled without a pause", arguments: HappyPathTests.links)
    func flatOut(_ link: Link) {
        let line = Self.line(link, polls: [.zero, .zero])
        line.run(until: .at(1))
        line.machine.ask(Self.read(until: .at(20)))
        line.run(until: .at(10))
        guard case .data? = line.machine.guestResults.first?.outcome else {
            Issue.record("nothing came")
            return
        }
    }

    /// Each poll's start, by its device, on a line of three with sixty guests or none.
    private static func polls(
        _ link: Link, every period: Nanoseconds, guests: Int
    ) -> [Int: [Instant]] {
        let devices = (1...3).map { Plant.device($0, [Plant.block(.holding, 0)], poll: period) }
        let line = VirtualLine(
            NumberedLine.phased([Plant.line(link, devices)])[0], script: VirtualLine.obedient)
        line.keepsRequests = true
        line.connect()
        line.run(until: .at(1))
        for id in 0..<guests { line.machine.ask(read(UInt64(id), until: .at(600))) }
        line.run(until: .at(500))
        #expect(line.machine.guestResults.count == guests)
        let polls = line.sent.filter { $0.request.address < 40 }
        return Dictionary(grouping: polls) { Int($0.request.unit) }.mapValues { $0.map(\.start) }
    }

    /// The line is busy for 19 parts of 20: nothing fits between two polls without pushing one.
    /// Over TCP two parts of three, as nobody knows beforehand how far apart polls there can be.
    @Test("delay no poll of a full line by more than one request", arguments: HappyPathTests.links)
    func delay(_ link: Link) throws {
        let flatOut = try #require(Self.polls(link, every: .zero, guests: 0)[1])
        let turns = zip(flatOut.dropFirst(), flatOut).map { $0 - $1 }
        let turn = try #require(turns.max())
        let period = link == Plant.tcp ? turn + turn / 2 : turn + turn / 19
        let (calm, busy) = (
            Self.polls(link, every: period, guests: 0), Self.polls(link, every: period, guests: 60)
        )
        var most = Nanoseconds.zero
        for unit in 1...3 {
            let (due, starts) = (try #require(calm[unit]), try #require(busy[unit]))
            #expect(due.count == starts.count, "none is left out")
            most = zip(starts, due).map { $0 - $1 }.reduce(most, max)
        }
        // A guest's request is as long as a poll's, a third of a turn.
        #expect(most <= turn / 3 + .milliseconds(1), "\(turn), \(most)")
        print("a poll on \(link) is delayed by \(most) at most, a request takes \(turn / 3)")
    }

    /// A scan of units that are not there, and of one that refuses, beside a device that is well.
    @Test("are no figures of the line's", arguments: HappyPathTests.links)
    func figures(_ link: Link) {
        let line = Self.line(link) { line, sent in
            switch sent.request.unit {
            case 1: VirtualLine.obedient(line, sent)
            case 7:
                let refusal = line.frame([7, 0x83, 2], sent.request.transaction)
                line.transmit(refusal, from: sent.end + .milliseconds(5), owner: sent.number)
            case 9:
                let late = line.frame([9, 3, 2, 0, 1], sent.request.transaction)
                line.transmit(late, from: sent.end + .milliseconds(60), owner: sent.number)
            default: break
            }
        }
        for unit in 5...12 {
            var read = Self.read(UInt64(unit), unit: UInt8(unit), count: 1)
            (read.timeout, read.retries) = (.milliseconds(50), 0)
            line.machine.ask(read)
        }
        line.run(until: .at(30))
        #expect(line.machine.guestResults.count == 8)
        let counters = line.machine.counters
        let polls = line.sent.count - Self.guests(line).count
        #expect(counters.requests == polls && counters.answers == polls)
        let faults = [
            counters.exceptions, counters.timeouts, counters.garbled, counters.mismatched,
            counters.foreignFrames,
        ]
        #expect(faults == [0, 0, 0, 0, 0])
        #expect(counters.toGuests > 0 && counters.busy > .milliseconds(5 * 50))
    }
}
