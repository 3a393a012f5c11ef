// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@Suite("The silence before a request")
struct SilenceTests {
    static let speeds: [(Int, String)] = [
        (1_200, "8N1"), (2_400, "8E1"), (9_600, "8N1"), (9_600, "8N2"), (19_200, "8E1"),
        (38_400, "8N1"), (115_200, "8E1"),
    ]

    @Test("is kept after answers, faults, timeouts and stray bytes", arguments: speeds)
    func kept(_ baud: Int, _ mode: String) {
        let devices = (1...3).map {
            Plant.device(
                $0, [Plant.block(.holding, 0), Plant.block(.input, 40)], poll: .zero,
                timeout: .milliseconds(60))
        }
        let line = VirtualLine(
            Plant.line(Plant.serial(baud, mode), devices), seed: UInt64(baud),
            script: Faults.everything.script)
        line.lateness = .milliseconds(1)
        line.connect()
        line.run(until: .at(100_000), requests: Effort.scaled(1_500))
        #expect(line.brokenSilences == 0)
        #expect(line.requests == Effort.scaled(1_500))
        #expect(line.machine.counters.timeouts > 0)
        #expect(line.machine.counters.strayBytes > 0)
    }

    @Test("is the line's own gap where that is longer")
    func lineGap() {
        let device = Plant.device(1, [Plant.block(.holding, 0)], poll: .zero)
        let line = VirtualLine(Plant.line(Plant.serial(), [device], gap: .milliseconds(30)))
        line.connect()
        line.run(until: .at(1_000), requests: 200)
        #expect(line.brokenSilences == 0)
        #expect(line.now > .at(200 * 0.03))
    }

    @Test(
        "is long once a link is made, where a device wants that",
        arguments: [Plant.serial(), Plant.tcp])
    func connectWait(_ link: Link) throws {
        var slow = Plant.device(1, [Plant.block(.holding, 0)])
        slow.connectWait = .seconds(3)
        let fast = Plant.device(2, [Plant.block(.holding, 0)], poll: .milliseconds(100))
        let line = VirtualLine(Plant.line(link, [slow, fast]))
        line.keepsRequests = true
        line.connect()
        let first = line.now + .seconds(3)
        line.run(until: first + .seconds(2))
        #expect(try #require(line.sent.first).start == first)
        let before = line.requests
        line.disconnect()
        line.connect()
        let again = line.now + .seconds(3)
        line.run(until: again + .seconds(2))
        #expect(try #require(line.sent.dropFirst(before).first).start == again)
        #expect(line.requests > before + 10)
    }

    @Test("is the device's own gap before its requests only")
    func deviceGap() {
        var slow = Plant.device(1, [Plant.block(.holding, 0)], poll: .zero)
        slow.gap = .milliseconds(50)
        let fast = Plant.device(2, [Plant.block(.holding, 0)], poll: .zero)
        let line = VirtualLine(Plant.line(Plant.serial(), [slow, fast]))
        line.keepsRequests = true
        line.connect()
        line.run(until: .at(1_000), requests: 100)
        let replyTime = line.characters(13) + .milliseconds(5)
        for (before, after) in zip(line.sent, line.sent.dropFirst()) {
            let silence = after.start - (before.end + replyTime)
            if after.request.unit == 1 {
                #expect(silence >= .milliseconds(50))
            } else {
                #expect(silence < .milliseconds(5))
            }
        }
    }

    @Test("is waited for as long as strays come, and each period is then told as garbled")
    func babble() {
        let device = Plant.device(1, [Plant.block(.holding, 0)], poll: .seconds(2))
        let line = VirtualLine(Plant.line(Plant.serial(), [device])) { _, _ in }
        line.ledger.keepsTimes = true
        for step in 0..<10_000 {
            line.transmit([0x55], from: .at(0.001 + Double(step) * 0.001))
        }
        line.connect()
        line.run(until: .at(9.9))
        #expect(line.requests == 0)
        #expect(line.ledger.devices[0].ends == 5)
        #expect(line.ledger.last[0]?.quality == .commGarbled)
        line.script = VirtualLine.obedient
        line.run(until: .at(15))
        #expect(line.ledger.last[0]?.quality == .good)
        #expect(line.brokenSilences == 0)
    }
}
