// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@Suite("Points of several groups")
struct GroupTests {
    private static func device(
        _ unit: Int, _ groups: [Point.Group], _ periods: Periods, apart: Int = 100
    ) -> Device {
        let points = groups.enumerated().map { index, group in
            var point = Plant.block(.holding, index * apart)
            point.group = group
            return point
        }
        var device = Plant.device(unit, points)
        device.periods = periods
        return device
    }

    private static func run(
        _ devices: [Device], _ link: Link = Plant.serial(), until end: Double
    ) -> VirtualLine {
        let line = VirtualLine(Plant.line(link, devices))
        line.keepsRequests = true
        line.ledger.keepsTimes = true
        line.connect()
        line.run(until: .at(end))
        return line
    }

    /// When an address was asked for.
    private static func times(_ line: VirtualLine, _ address: Int) -> [Instant] {
        line.sent.filter { $0.request.address == address }.map(\.start)
    }

    @Test(
        "are read with their group's period, and on demand never", arguments: HappyPathTests.links)
    func periods(_ link: Link) {
        let periods = Periods(fast: .seconds(1), normal: .seconds(5), slow: .seconds(60))
        let line = Self.run(
            [Self.device(1, [.slow, .normal, .fast, .demand], periods)], link, until: 600)
        #expect(Self.times(line, 200).count == 600)
        #expect(Self.times(line, 100).count == 120)
        #expect(Self.times(line, 0).count == 10)
        #expect(Self.times(line, 300).isEmpty)
        for (address, period) in [(200, 1), (100, 5), (0, 60)] {
            let times = Self.times(line, address)
            // Late by one exchange of another group at most.
            for (index, time) in times.enumerated() {
                let due = Instant.at(0.001) + .seconds(Int64(index * period))
                #expect(time >= due && time - due < .milliseconds(120))
            }
        }
        let device = line.ledger.devices[0]
        #expect(device.roundEnds.map(\.count) == [600, 120, 10])
        #expect(device.skipped == 0 && line.ledger.irregular == 0)
        #expect(line.ledger.wrongNames == 0 && line.brokenSilences == 0)
    }

    @Test("share their requests where their periods are one")
    func merged() {
        let device = Self.device(
            1, [.fast, .normal, .fast, .normal], Periods(poll: .seconds(1)), apart: 4)
        let line = Self.run([device], until: 10)
        #expect(line.sent.map(\.request.count) == [Int](repeating: 16, count: 10))
        #expect(line.ledger.devices[0].ends == 10)
    }

    @Test("go one after the other, the most frequent first, a device at a time")
    func order() {
        let periods = Periods(fast: .seconds(1), normal: .seconds(2), slow: .seconds(4))
        let groups: [Point.Group] = [.slow, .normal, .fast, .slow, .normal, .fast]
        let line = Self.run([1, 2].map { Self.device($0, groups, periods) }, until: 0.9)
        let asked = line.sent.map { [Int($0.request.unit), $0.request.address] }
        let addresses = [200, 500, 100, 400, 0, 300]
        #expect(asked == [1, 2].flatMap { unit in addresses.map { [unit, $0] } })
    }

    @Test("whose device bears less are read less often", arguments: [300, 1_500, 7_000])
    func leastPoll(_ milliseconds: Int64) {
        var device = Self.device(1, [.fast, .fast], Periods(poll: .seconds(1)))
        device.profile.points[1].leastPoll = .milliseconds(milliseconds)
        let line = Self.run([device], Plant.tcp, until: 42)
        #expect(Self.times(line, 0).count == 42)
        let period = max(1_000, milliseconds)
        #expect(Self.times(line, 100).count == Int((42_000 + period - 1) / period))
        #expect(line.ledger.irregular == 0)
    }

    @Test("are silent together, each told once a period of its own")
    func silence() {
        let periods = Periods(fast: .seconds(1), normal: .seconds(2), slow: .seconds(10))
        let line = VirtualLine(
            Plant.line(Plant.serial(), [Self.device(1, [.fast, .normal, .slow], periods)])
        ) { _, _ in }
        line.ledger.keepsTimes = true
        line.connect()
        line.run(until: .at(100))
        let device = line.ledger.devices[0]
        let told = device.roundEnds.map(\.count)
        // The first round lasts until its retry has failed, and the probes their timeouts.
        #expect((96...100).contains(told[0]) && (48...50).contains(told[1]) && told[2] == 10)
        #expect(line.requests < 12, "one probe after each growing pause, not one a group")
        #expect(line.ledger.irregular == 0)
        #expect(line.ledger.qualities.keys.sorted { $0.rawValue < $1.rawValue } == [.commTimeout])
    }

    @Test("are all told when the link is away, also with a round half done")
    func disconnected() {
        let periods = Periods(fast: .seconds(1), normal: .seconds(4), slow: .seconds(8))
        let groups: [Point.Group] = [.fast, .normal, .normal, .slow]
        let line = Self.run([Self.device(1, groups, periods)], until: 8.06)
        line.disconnect()
        line.run(until: .at(100))
        let device = line.ledger.devices[0]
        #expect(line.ledger.irregular == 0)
        let told = device.roundEnds.map(\.count)
        #expect((98...100).contains(told[0]))
        #expect((24...25).contains(told[1]) && (12...13).contains(told[2]))
    }

    @Test("of a line that has no time for them count what they miss")
    func overload() {
        let periods = Periods(fast: .milliseconds(40), normal: .milliseconds(90), slow: .seconds(9))
        let line = Self.run([Self.device(1, [.fast, .normal, .slow], periods)], until: 100)
        let device = line.ledger.devices[0]
        // One exchange takes 37 ms: both cannot be had, and neither is left out.
        let (fast, normal) = (device.roundEnds[0].count, device.roundEnds[1].count)
        #expect(fast > 1_000 && normal > 1_000)
        #expect(device.roundEnds[2].count == 12)
        let due = 100_000 / 40 + 100_000 / 90 + 12
        #expect(abs(device.ends + device.skipped - due) < 5)
        #expect(device.skipped > 500 && line.machine.counters.skipped == device.skipped)
    }

    @Test("whose pauses are many are read in at most sixteen rounds")
    func many() {
        var device = Self.device(
            1, [Point.Group](repeating: .fast, count: 40), Periods(poll: .seconds(1)), apart: 4)
        for index in device.profile.points.indices {
            device.profile.points[index].leastPoll = .seconds(Int64(index))
        }
        let rounds = PollRounds(device)
        #expect(rounds.rounds.count == PollRounds.most)
        #expect(rounds.rounds.last?.period == .seconds(39))
        #expect(rounds.rounds.reduce(0) { $0 + $1.points.count } == 40)
        for index in 0..<40 {
            #expect(rounds.period(of: index).map { $0 >= .seconds(Int64(index)) } == true)
        }
    }
}
