// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@Suite("Whatever comes over a line")
struct FuzzTests {
    static let links: [Link] = [
        Plant.serial(), Plant.serial(19_200, "8E1", echo: true), Plant.converter(), Plant.tcp,
    ]

    /// Random bytes and mutated replies at random times, with the link coming and going.
    @Test("neither stops it nor makes it send while it waits nor grow", arguments: links)
    func fuzz(_ link: Link) {
        let points = [
            Plant.block(.holding, 0), Plant.block(.holding, 4), Plant.block(.holding, 400),
            Plant.block(.input, 0), Plant.block(.coil, 3), Plant.block(.discrete, 17),
        ]
        let devices = (1...4).map {
            Plant.device(
                $0, points, poll: .milliseconds(Int64($0 - 1) * 150), timeout: .milliseconds(30))
        }
        let numbered = Plant.line(link, devices)
        var fuzzer = Fuzzer(numbered, seed: UInt64(devices.count))
        fuzzer.run(chunks: Effort.scaled(10_000))
        #expect(fuzzer.wrongSteps == 0)
        #expect(fuzzer.ledger.irregular == 0)
        #expect(fuzzer.longestOutput <= 4 * (points.count + 1))
        #expect(fuzzer.ledger.devices.allSatisfy { $0.ends > 0 })
        #expect(fuzzer.machine.counters.requests > 0)
        #expect(fuzzer.ledger.good > 0)
    }
}

/// Drives a machine with bytes at random.
private struct Fuzzer {
    var machine: LineMachine
    var ledger: Ledger
    var random: SplitMix
    var now = Instant(nanoseconds: 1)
    var isUp = false
    var isWaiting = false
    var wrongSteps = 0
    var longestOutput = 0
    let isRTU: Bool
    var request: Frames.Request?

    init(_ line: NumberedLine, seed: UInt64) {
        machine = LineMachine(line, at: now)
        ledger = Ledger(line)
        ledger.checksBlocks = false
        random = SplitMix(seed: seed)
        if case .tcp = line.line.link { isRTU = false } else { isRTU = true }
    }

    mutating func run(chunks: Int) {
        for _ in 0..<chunks {
            let end = now + .microseconds(Int64.random(in: 0...20_000, using: &random))
            settle(until: end)
            now = end
            if isUp, Int.random(in: 0..<400, using: &random) == 0 { down() }
            if !isUp, Int.random(in: 0..<4, using: &random) == 0 { up() }
            machine.received(bytes(), at: now)
            collect()
        }
    }

    private mutating func settle(until end: Instant) {
        for _ in 0..<1_000 {
            let step = machine.advance(to: now)
            collect()
            switch step {
            case .send: send()
            case .close:
                down()
                up()
            case .wait(let until):
                // Never before something has passed or for ever.
                if until <= now || until == .never { wrongSteps += 1 }
                if until > end { return }
                now = max(now, until)
            }
        }
        wrongSteps += 1
    }

    private mutating func send() {
        let outgoing = machine.outgoing
        request = Frames.parse(Array(outgoing.bytes.prefix(outgoing.count)), isRTU)
        if !isUp || request == nil { wrongSteps += 1 }
        machine.sent(at: now)
        if machine.advance(to: now) == .send { wrongSteps += 1 }
    }

    private mutating func down() {
        machine.linkDown(at: now)
        isUp = false
        collect()
    }

    private mutating func up() {
        machine.linkUp(at: now)
        isUp = true
    }

    private mutating func collect() {
        longestOutput = max(longestOutput, machine.output.count)
        ledger.take(machine.output, now)
        machine.output.removeAll(keepingCapacity: true)
    }

    private mutating func bytes() -> [UInt8] {
        guard let request, Int.random(in: 0..<8, using: &random) > 0 else { return noise() }
        let data = World.reply(request, 1)
        var frame = isRTU ? Frames.rtu(data) : Frames.mbap(data, request.transaction)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: frame[Int.random(in: 0..<frame.count, using: &random)] ^= 0xFF
        case 1: frame.removeLast(Int.random(in: 1..<frame.count, using: &random))
        case 2: frame.removeFirst(Int.random(in: 1..<frame.count, using: &random))
        case 3: frame += frame
        case 4: frame = noise() + frame
        case 5: frame[isRTU ? 2 : 5] = UInt8.random(in: 0...255, using: &random)
        case 6: frame = []
        default: break
        }
        return frame
    }

    private mutating func noise() -> [UInt8] {
        let longest = Int.random(in: 0..<20, using: &random) == 0 ? 2_000 : 40
        return (0..<Int.random(in: 0...longest, using: &random)).map { _ in
            // Mostly bytes that frames are made of.
            Bool.random(using: &random)
                ? UInt8.random(in: 0...8, using: &random)
                : UInt8.random(in: 0...255, using: &random)
        }
    }
}
