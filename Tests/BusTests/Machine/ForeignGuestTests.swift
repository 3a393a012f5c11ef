// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@Suite("Reads at other settings of the port")
struct ForeignGuestTests {
    private static let fast = Plant.speed(19_200, "8E1")

    private static func probe(
        _ id: UInt64, unit: UInt8 = 40, at speed: SerialSpeed, until deadline: Instant = .at(600)
    ) -> GuestRead {
        var read = GuestRead(
            id: id, unit: unit, table: .holding, address: 0, count: 1, deadline: deadline)
        (read.timeout, read.retries, read.speed) = (.milliseconds(200), 0, speed)
        return read
    }

    /// Units 1 … have the line's settings; unit 40 has others.
    private static func line(
        _ polls: [Nanoseconds] = [.seconds(1)], _ other: SerialSpeed = fast,
        after pause: Nanoseconds = .milliseconds(5)
    ) -> VirtualLine {
        let devices = polls.enumerated().map {
            Plant.device($0 + 1, [Plant.block(.holding, 0)], poll: $1)
        }
        let line = VirtualLine(Plant.line(Plant.serial(), devices)) { line, sent in
            let isHeard = sent.request.unit == 40 ? sent.speed == other : sent.speed == nil
            guard isHeard else { return }
            let reply = World.reply(sent.request, sent.number)
            line.transmit(Frames.rtu(reply), from: sent.end + pause, completes: sent.number)
        }
        line.keepsRequests = true
        line.ledger.keepsTimes = true
        line.connect()
        return line
    }

    @Test("are answered by who has them, and the polls are as if nothing was")
    func found() {
        let line = Self.line()
        line.run(until: .at(2.5))
        for (id, baud) in [9_600, 4_800, 19_200].enumerated() {
            let speed = baud == 19_200 ? Self.fast : Plant.speed(baud, "8O1")
            line.machine.ask(Self.probe(UInt64(id), at: speed))
        }
        line.run(until: .at(30))
        let outcomes = line.machine.guestResults.map(\.outcome)
        #expect(
            outcomes.count == 3 && outcomes.prefix(2).allSatisfy { $0 == .failed(.commTimeout) })
        guard case .data? = outcomes.last else {
            Issue.record("the unit was not found: \(outcomes)")
            return
        }
        #expect(line.ledger.qualities == [.good: 30] && line.ledger.irregular == 0)
        #expect(line.brokenSilences == 0 && line.malformed == 0)
        // The first round waits for the silence after the link's opening.
        let ends = line.ledger.devices[0].endTimes.dropFirst()
        for (before, after) in zip(ends, ends.dropFirst()) {
            #expect((after - before - .seconds(1)).milliseconds.magnitude <= 1)
        }
        #expect(line.sent.filter { $0.speed != nil }.count == 3)
    }

    /// At 2,400 baud 8 characters take 37 ms, and the answer's 7 another 32; at the line's own
    /// speed the deadline would have passed.
    @Test("have their deadline by their own speed", arguments: [199, 201])
    func deadline(_ pause: Int64) {
        let slow = Plant.speed(2_400, "8E1")
        let line = Self.line([.seconds(5)], slow, after: .milliseconds(pause))
        line.run(until: .at(1))
        line.machine.ask(Self.probe(1, at: slow))
        line.run(until: .at(4))
        let outcome = line.machine.guestResults.first?.outcome
        if pause > 200 { #expect(outcome == .failed(.commTimeout)) }
        guard pause < 200 else { return }
        guard case .data? = outcome else {
            Issue.record("lost: \(String(describing: outcome))")
            return
        }
    }

    @Test("have the slower one's silence before and behind them")
    func silence() {
        let slow = Plant.speed(2_400, "8E1")
        let line = Self.line([.zero], slow)
        for id in 1...5 { line.machine.ask(Self.probe(UInt64(id), at: slow)) }
        line.run(until: .at(60))
        let isData = line.machine.guestResults.map { result in
            if case .data = result.outcome { true } else { false }
        }
        #expect(isData == [true, true, true, true, true])
        #expect(line.brokenSilences == 0 && line.ledger.irregular == 0)
    }

    @Test("leave the polled unit alone that did not answer at them")
    func polledUnit() {
        let line = Self.line()
        for id in 1...5 { line.machine.ask(Self.probe(UInt64(id), unit: 1, at: Self.fast)) }
        line.run(until: .at(30))
        #expect(line.machine.guestResults.map(\.outcome).allSatisfy { $0 == .failed(.commTimeout) })
        #expect(line.machine.guestResults.count == 5)
        #expect(line.ledger.qualities == [.good: 30], "neither held nor silent")
    }

    @Test(
        "never starve the polls",
        arguments: [[.milliseconds(250), .milliseconds(350)], [.zero]] as [[Nanoseconds]])
    func full(_ polls: [Nanoseconds]) {
        let line = Self.line(polls)
        for id in 1...60 { line.machine.ask(Self.probe(UInt64(id), at: Plant.speed(4_800))) }
        line.run(until: .at(60))
        let probes = line.sent.filter { $0.speed != nil }
        #expect(probes.count >= 10, "\(probes.count)")
        #expect(line.brokenSilences == 0 && line.ledger.irregular == 0)
        let kept = probes.reduce(Nanoseconds.zero) { sum, _ in sum + .milliseconds(240) }
        #expect(kept < .seconds(60) / 4, "\(kept)")
    }

    @Test("end with the link that they were out on")
    func lostLink() {
        let line = Self.line()
        line.run(until: .at(2.5))
        line.machine.ask(Self.probe(1, at: Plant.speed(4_800)))
        line.run(until: .at(2.55))
        #expect(line.machine.guestSpeed != nil)
        line.disconnect()
        #expect(line.machine.guestSpeed == nil)
        #expect(line.machine.guestResults.map(\.outcome) == [.failed(.commDisconnected)])
    }

    @Test("are one short question, of a port, and never a write")
    func refused() {
        func outcome(_ link: Link, _ change: (inout GuestRead) -> Void) -> GuestResult.Outcome? {
            let line = VirtualLine(Plant.line(link, [Plant.device(1, [Plant.block(.holding, 0)])]))
            line.connect()
            var read = Self.probe(1, at: Self.fast)
            change(&read)
            line.machine.ask(read)
            line.run(until: .at(2))
            return line.machine.guestResults.first?.outcome
        }
        #expect(outcome(Plant.serial()) { _ in } != .refused)
        #expect(outcome(Plant.serial()) { $0.count = 2 } == .refused)
        #expect(outcome(Plant.serial()) { $0.retries = 1 } == .refused)
        #expect(outcome(Plant.serial()) { $0.timeout = .milliseconds(501) } == .refused)
        #expect(outcome(Plant.tcp) { _ in } == .refused)
        #expect(outcome(Plant.converter()) { _ in } == .refused)
    }

    @Test("at the line's own settings are like any other")
    func own() {
        let line = Self.line()
        line.machine.ask(Self.probe(1, unit: 1, at: Plant.speed(9_600)))
        line.run(until: .at(3))
        #expect(line.sent.allSatisfy { $0.speed == nil })
        guard case .data? = line.machine.guestResults.first?.outcome else {
            Issue.record("nothing came")
            return
        }
    }
}
