// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@Suite("A unit that does not answer")
struct SickUnitTests {
    private static func line(
        _ link: Link, units: Int, dead: Set<Int>, poll: Nanoseconds = .seconds(1)
    ) -> VirtualLine {
        let devices = (1...units).map {
            Plant.device($0, [Plant.block(.holding, 0), Plant.block(.holding, 100)], poll: poll)
        }
        let line = VirtualLine(Plant.line(link, devices)) { line, sent in
            if !dead.contains(Int(sent.request.unit)) { VirtualLine.obedient(line, sent) }
        }
        line.keepsRequests = true
        line.ledger.keepsTimes = true
        return line
    }

    @Test("is probed once with pauses from half a second to a minute", arguments: [false, true])
    func pauses(_ isTCP: Bool) {
        let line = Self.line(isTCP ? Plant.tcp : Plant.serial(), units: 2, dead: [1])
        line.connect()
        line.run(until: .at(600))
        let asked = line.sent.filter { $0.request.unit == 1 }.map(\.start)
        // The first attempt and its retry, then single probes.
        let pauses = zip(asked.dropFirst(), asked.dropFirst(2)).map { $1 - $0 }
        #expect(pauses[0] >= .milliseconds(500))
        #expect(pauses[0] < .seconds(2))
        for (before, after) in zip(pauses, pauses.dropFirst()) {
            #expect(after >= before - .seconds(1))
            #expect(after <= .seconds(62))
        }
        #expect(pauses.last ?? .zero >= .seconds(60))
        #expect(line.ledger.devices[0].ends > 590)
        #expect(line.ledger.last[0]?.quality == .commTimeout)
        #expect(line.ledger.irregular == 0)
    }

    @Test("is probed with the line's own pauses where it has some")
    func ownPauses() {
        let device = Plant.device(1, [Plant.block(.holding, 0)], poll: .seconds(1))
        var numbered = Plant.line(Plant.serial(), [device])
        numbered.line.probing.first = .seconds(10)
        numbered.line.probing.longest = .seconds(20)
        let line = VirtualLine(numbered) { _, _ in }
        line.keepsRequests = true
        line.connect()
        line.run(until: .at(200))
        let asked = line.sent.map(\.start)
        let pauses = zip(asked.dropFirst(), asked.dropFirst(2)).map { $1 - $0 }
        #expect(pauses[0] >= .seconds(10) && pauses[0] < .seconds(12))
        #expect(pauses.dropFirst().allSatisfy { $0 >= .seconds(20) && $0 < .seconds(22) })
        #expect(pauses.count >= 8)
    }

    @Test("is read again within its pause and a period when it comes back")
    func recovery() {
        let line = Self.line(Plant.serial(), units: 2, dead: [1])
        line.connect()
        line.run(until: .at(20))
        #expect(line.ledger.last[0]?.quality == .commTimeout)
        let silentSince = line.now
        line.script = VirtualLine.obedient
        while line.ledger.last[0]?.quality != .good, line.now < .at(200) {
            line.run(until: line.now + .milliseconds(100))
        }
        // It was silent for twenty seconds: the pause is at most as long again.
        #expect(line.now - silentSince < .seconds(20))
        let before = line.requests
        line.run(until: line.now + .seconds(10))
        #expect((39...42).contains(line.requests - before))
    }

    @Test("leaves the others of a full line their periods")
    func others() {
        let line = Self.line(
            Plant.serial(), units: 32, dead: [5, 17, 30], poll: .seconds(3))
        line.connect()
        line.run(until: .at(600))
        let rates = (0..<32).filter { ![4, 16, 29].contains($0) }.map { index in
            Double(line.ledger.devices[index].ends) / 200
        }
        #expect(rates.min() ?? 0 >= 0.95)
        #expect(line.brokenSilences == 0)
    }

    @Test("is given up with all profiles on it, each scan ended once")
    func profiles() {
        let devices = [
            Plant.device(1, [Plant.block(.holding, 0)]), Plant.device(1, [Plant.block(.input, 0)]),
        ]
        let line = VirtualLine(Plant.line(Plant.serial(), devices)) { _, _ in }
        line.connect()
        line.run(until: .at(30))
        // The first round lasts until its retry has failed too.
        #expect(line.ledger.devices.allSatisfy { (28...30).contains($0.ends) })
        #expect(line.ledger.irregular == 0)
        #expect(line.machine.counters.requests < 10)
    }

    @Test("stays silent when its probes meet noise")
    func noise() {
        let points = (0..<10).map { Plant.block(.holding, $0 * 100) }
        let device = Plant.device(1, points, poll: .seconds(1), timeout: .milliseconds(100))
        let line = VirtualLine(Plant.line(Plant.serial(), [device])) { line, sent in
            if sent.number > 2 { line.transmit([0x42], from: sent.end + .milliseconds(9)) }
        }
        line.connect()
        line.run(until: .at(120))
        #expect(line.requests < 15)
        #expect(line.ledger.irregular == 0)
    }

    @Test("gets no retry from a gateway that reports it missing")
    func gateway() {
        let device = Plant.device(9, [Plant.block(.holding, 0)], poll: .seconds(1), retries: 3)
        let line = VirtualLine(Plant.line(Plant.tcp, [device])) { line, sent in
            line.transmit(
                Frames.mbap([9, 0x83, 11], sent.request.transaction), from: sent.end + .seconds(0))
        }
        line.connect()
        line.run(until: .at(60))
        // Four attempts, then one probe after each growing pause.
        #expect(line.requests < 14)
        #expect(line.closes == 0)
        #expect(line.ledger.last[0]?.quality == .commGateway)
        #expect(line.ledger.devices[0].ends >= 59)
    }

    @Test("over a converter the connection is opened anew after eight timeouts in a row")
    func halfOpen() {
        let line = Self.line(Plant.converter(), units: 4, dead: [1, 2, 3, 4])
        line.connect()
        line.run(until: .at(300))
        let counters = line.machine.counters
        #expect(line.closes == counters.timeouts / 8)
        #expect(line.closes > 0)
    }

    /// Everything is read as fast as the line allows, so that each probe is in the way.
    @Test("takes no more than its share of a full line", arguments: [1, 3, 8])
    func tax(_ dead: Int) {
        func rate(_ dead: Set<Int>) -> [Int] {
            let line = Self.line(Plant.serial(), units: 32, dead: dead, poll: .zero)
            line.connect()
            line.run(until: .at(60))
            let before = line.ledger.devices.map(\.ends)
            line.run(until: .at(660))
            #expect(line.brokenSilences == 0)
            return (0..<32).filter { !dead.contains($0 + 1) }.map {
                line.ledger.devices[$0].ends - before[$0]
            }
        }
        let units = Set((1...32).shuffled().prefix(dead))
        let alone = rate([]).min() ?? 0
        // A round of the living ones alone is shorter.
        let expected = Double(alone) * 32 / Double(32 - dead) * 0.95
        #expect(Double(rate(units).min() ?? 0) >= expected * 0.99, "\(units)")
    }

    @Test("behind one connection with a hundred leaves them their second")
    func hundred() {
        let devices = (1...100).map { Plant.device($0, [Plant.block(.holding, 0)]) }
        let phased = NumberedLine.phased([Plant.line(Plant.tcp, devices)])[0]
        let line = VirtualLine(phased) { line, sent in
            if sent.request.unit != 50 { VirtualLine.obedient(line, sent) }
        }
        line.ledger.keepsTimes = true
        line.connect()
        line.run(until: .at(10))
        let before = line.ledger.devices.map(\.endTimes.count)
        line.run(until: .at(130))
        for index in 0..<100 where index != 49 {
            let ends = line.ledger.devices[index].endTimes.dropFirst(before[index])
            let longest = zip(ends, ends.dropFirst()).map { $1 - $0 }.max() ?? .zero
            #expect(longest <= .milliseconds(1_020), "unit \(index + 1)")
        }
    }
}
