// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@Suite("Replies that come late, damaged or not at all")
struct LateReplyTests {
    /// A line of one to eight units, each with several requests of the same shape and some of
    /// others, and now and then a second profile on a unit.
    private static func line(_ link: Link, seed: UInt64) -> (NumberedLine, Nanoseconds, Int) {
        var random = SplitMix(seed: seed)
        let timeout = Nanoseconds.milliseconds(Int64.random(in: 40...400, using: &random))
        let units = Int.random(in: 1...8, using: &random)
        var devices: [Device] = []
        for unit in 1...units {
            var points: [Point] = []
            for block in 0..<Int.random(in: 1...4, using: &random) {
                points += [
                    Plant.block(.holding, block * 100), Plant.block(.holding, block * 100 + 4),
                ]
            }
            if Bool.random(using: &random) { points.append(Plant.block(.input, 0)) }
            if Bool.random(using: &random) { points.append(Plant.block(.holding, 1_000)) }
            let poll = Nanoseconds.milliseconds(Int64.random(in: 0...800, using: &random))
            let retries = Int.random(in: 0...2, using: &random)
            devices.append(
                Plant.device(unit, points, poll: poll, timeout: timeout, retries: retries))
            if Int.random(in: 0..<4, using: &random) == 0 {
                let more = [Plant.block(.holding, 2_000), Plant.block(.holding, 2_004)]
                devices.append(
                    Plant.device(unit, more, poll: poll, timeout: timeout, retries: retries))
            }
        }
        return (Plant.line(link, devices), timeout, units)
    }

    static let links: [Link] = [
        Plant.serial(), Plant.serial(115_200), Plant.converter(19_200), Plant.tcp,
    ]

    @Test(
        "never give a value under a wrong name or an old one, and good replies are used",
        arguments: links)
    func campaign(_ link: Link) {
        var (requests, used, good, answers) = (0, 0, 0, 0)
        for seed in 1...UInt64(Effort.scaled(50)) {
            let (numbered, timeout, units) = Self.line(link, seed: seed)
            var faults = Faults.judged
            (faults.timeout, faults.units) = (timeout, units)
            let line = VirtualLine(numbered, seed: seed, script: faults.script)
            line.lateness = .microseconds(300)
            line.connect()
            line.run(until: .at(1e8), requests: 500)
            #expect(line.ledger.wrongNames == 0, "seed \(seed)")
            #expect(line.ledger.oldValues == 0, "seed \(seed)")
            #expect(line.unusedReplies == 0, "seed \(seed)")
            #expect(line.ledger.irregular == 0, "seed \(seed)")
            #expect(line.brokenSilences == 0, "seed \(seed)")
            requests += line.requests
            used += line.usedReplies
            good += line.ledger.good
            answers += line.machine.counters.answers
        }
        // 100,000 on all links.
        #expect(requests == Effort.scaled(25_000))
        // Nine of ten requests have nothing wrong with them.
        #expect(used > requests * 8 / 10)
        #expect(answers >= used)
        #expect(good > 0)
    }

    @Test(
        "cannot mislead while they begin within three timeouts", arguments: [0.5, 1.5, 2.5, 2.99])
    func bound(_ timeouts: Double) {
        // One shape, one unit: nothing but the pause tells the answers apart.
        let points = (0..<6).map { Plant.block(.holding, $0 * 100) }
        let device = Plant.device(1, points, poll: .zero, retries: 3)
        let line = VirtualLine(Plant.line(Plant.serial(), [device])) { line, sent in
            let late = Nanoseconds(Int64(timeouts * 200e6))
            let isLate = sent.number % 3 == 0
            line.transmit(
                Frames.rtu(World.reply(sent.request, sent.number)),
                from: sent.end + (isLate ? late : .milliseconds(5)), owner: sent.number)
        }
        line.connect()
        line.run(until: .at(1e6), requests: 300)
        #expect(line.ledger.wrongNames == 0)
        #expect(line.ledger.oldValues == 0)
        #expect(line.ledger.good > 100)
    }

    @Test("after a lost answer the unit is asked for something of another shape first")
    func otherShape() {
        let points = [
            Plant.block(.holding, 0), Plant.block(.holding, 100), Plant.block(.input, 0),
        ]
        let device = Plant.device(1, points, poll: .seconds(10), retries: 2)
        let line = VirtualLine(Plant.line(Plant.serial(), [device])) { line, sent in
            if sent.number > 1 { VirtualLine.obedient(line, sent) }
        }
        line.keepsRequests = true
        line.connect()
        line.run(until: .at(5))
        #expect(line.sent.map(\.request.function) == [3, 4, 3, 3])
        // Two timeouts after the one that was waited for in vain.
        let wire = line.characters(8 + 13)
        #expect(line.sent[1].start - line.sent[0].start >= .milliseconds(600) + wire)
        #expect(line.sent[1].start - line.sent[0].start < .milliseconds(610) + wire)
    }

    @Test("of one unit do not hold up the others")
    func othersGoOn() {
        let devices = (1...3).map { Plant.device($0, [Plant.block(.holding, 0)], poll: .zero) }
        let line = VirtualLine(Plant.line(Plant.serial(), devices)) { line, sent in
            if sent.request.unit != 2 || sent.number % 2 == 0 { VirtualLine.obedient(line, sent) }
        }
        line.keepsRequests = true
        line.connect()
        line.run(until: .at(60))
        let between = zip(line.sent, line.sent.dropFirst())
            .filter { $0.0.request.unit != 2 && $0.1.request.unit != 2 }
            .map { $0.1.start - $0.0.start }
        #expect(between.count > 1_000)
        #expect(between.max() ?? .zero < .milliseconds(60))
    }

    @Test("a noise burst before an intact reply does not cost it", arguments: 0..<40)
    func noiseBefore(_ seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        let noise = (0..<Int.random(in: 1...30, using: &random)).map { _ in
            UInt8.random(in: 0...255, using: &random)
        }
        let device = Plant.device(1, [Plant.block(.holding, 0)], retries: 0)
        let line = VirtualLine(Plant.line(Plant.serial(), [device])) { line, sent in
            line.transmit(
                noise + Frames.rtu(World.reply(sent.request, sent.number)),
                from: sent.end + .milliseconds(5), pieces: 60)
        }
        line.connect()
        line.run(until: .at(0.9))
        #expect(line.ledger.good == 1)
    }

    @Test("bytes within a reply that look like the start of a refusal do not cost it")
    func lookalike() {
        // The reply's data has unit, exception function and three bytes that fail their CRC; one
        // byte of noise stands before it, so that it is a byte short when its length has come.
        let device = Plant.device(
            1, [Plant.point(.holding, 0, .uint64)], poll: .seconds(1), retries: 0)
        let line = VirtualLine(Plant.line(Plant.serial(), [device])) { line, sent in
            let frame = Frames.rtu([1, 3, 8, 1, 0x83, 2, 9, 9, 9, 9, 9])
            line.transmit([0x77] + frame, from: sent.end + .milliseconds(5), pieces: 14)
        }
        line.ledger.checksBlocks = false
        line.connect()
        line.run(until: .at(0.9))
        #expect(line.ledger.good == 1)
    }

    @Test("a damaged reply is told at once, a half one at its deadline")
    func early() {
        let device = Plant.device(1, [Plant.block(.holding, 0)], poll: .seconds(9), retries: 0)
        for isHalf in [false, true] {
            let line = VirtualLine(Plant.line(Plant.serial(), [device])) { line, sent in
                var frame = Frames.rtu(World.reply(sent.request, sent.number))
                frame[5] ^= 0x10
                if isHalf { frame.removeLast(4) }
                line.transmit(frame, from: sent.end + .milliseconds(5))
            }
            line.connect()
            line.run(until: .at(2))
            #expect(line.ledger.last[0]?.quality == .commGarbled)
            let time = line.ledger.last[0]?.time ?? .never
            #expect((time < .at(0.1)) != isHalf)
        }
    }
}
