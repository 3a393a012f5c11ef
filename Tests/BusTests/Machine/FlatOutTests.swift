// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@Suite("Polling without a pause")
struct FlatOutTests {
    private static func line(_ link: Link, seed: UInt64 = 1) -> VirtualLine {
        VirtualLine(
            Plant.line(link, [Plant.device(1, [Plant.block(.holding, 0)], poll: .zero)]))
    }

    @Test("uses the line but for the silences", arguments: [9_600, 19_200, 115_200])
    func use(_ baud: Int) {
        let line = Self.line(Plant.serial(baud))
        line.connect()
        line.run(until: .at(1e5), requests: 1_000)
        let speed = Plant.speed(baud)
        let exchange =
            speed.time(characters: 8 + 13) + .milliseconds(5) + speed.silence
        let used = Double((exchange * 1_000).count) / Double((line.now - .at(0)).count)
        #expect(used > 0.97)
    }

    @Test(
        "comes round within the line's cycle when answers come at the last moment",
        arguments: HappyPathTests.links)
    func cycle(_ link: Link) {
        let timeout = Nanoseconds.milliseconds(200)
        let points = [0, 500, 1_000].map { Plant.block(.holding, $0) }
        var devices = (1...4).map { Plant.device($0, points, poll: .zero, timeout: timeout) }
        devices.append(Plant.device(5, points, poll: .milliseconds(100), timeout: timeout))
        let numbered = Plant.line(link, devices, gap: .milliseconds(7))
        let line = VirtualLine(numbered) { line, sent in
            line.transmit(
                line.frame(World.reply(sent.request, sent.number), sent.request.transaction),
                from: sent.end + timeout - Nanoseconds(1), completes: sent.number,
                owner: sent.number)
        }
        line.ledger.keepsTimes = true
        line.connect()
        line.run(until: .at(60))
        let cycles = numbered.line.cycles
        for (device, cycle) in zip(line.ledger.devices, cycles).prefix(4) {
            let ends = device.endTimes
            let longest = zip(ends, ends.dropFirst()).map { $1 - $0 }.max() ?? .zero
            #expect(longest <= cycle && longest * 100 >= cycle * 95, "\(longest) of \(cycle)")
        }
        #expect(cycles[4] == .zero, "it has a period")
        #expect(line.ledger.qualities.keys.allSatisfy { $0 == .good })
    }

    @Test("does not spin while the unit is silent, refuses, or the link is away")
    func idle() {
        for link in [Plant.serial(), Plant.tcp] {
            let line = Self.line(link)
            line.script = { _, _ in }
            line.connect()
            line.run(until: .at(100))
            #expect(line.advances < 1_000)
            #expect((90...110).contains(line.ledger.devices[0].ends))
            line.disconnect()
            line.run(until: .at(200))
            #expect(line.advances < 1_500)
            #expect((180...210).contains(line.ledger.devices[0].ends))
            #expect(line.ledger.irregular == 0)
        }
    }

    @Test("goes on at once when the unit answers again")
    func recovers() {
        let line = Self.line(Plant.serial())
        line.script = { _, sent in _ = sent }
        line.connect()
        line.run(until: .at(3))
        line.script = VirtualLine.obedient
        line.run(until: .at(10))
        let before = line.ledger.good
        line.run(until: .at(11))
        #expect(line.ledger.good - before > 25)
    }
}
