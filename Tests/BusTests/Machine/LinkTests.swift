// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@Suite("A link that is not there")
struct LinkTests {
    private static func line(
        _ link: Link, poll: Nanoseconds = .seconds(1), timeout: Nanoseconds = .milliseconds(200),
        retries: Int = 1
    ) -> VirtualLine {
        let points = [Plant.block(.holding, 0), Plant.block(.input, 0)]
        let device = Plant.device(1, points, poll: poll, timeout: timeout, retries: retries)
        let line = VirtualLine(Plant.line(link, [device]))
        line.ledger.keepsTimes = true
        line.keepsRequests = true
        return line
    }

    @Test(
        "is told once a period, after its grace", arguments: [1_000, 250, 0], [200, 1_000, 5_000])
    func reported(_ poll: Int64, _ timeout: Int64) {
        let line = Self.line(
            Plant.tcp, poll: .milliseconds(poll), timeout: .milliseconds(timeout))
        line.run(until: .at(10.1))
        let expected = poll == 250 ? 40 : poll == 0 ? 9 : 10
        #expect((expected...expected + 1).contains(line.ledger.devices[0].ends))
        #expect(line.ledger.last[0]?.quality == .commDisconnected)
        #expect(line.ledger.irregular == 0)
        #expect(line.requests == 0)
        // Woken once a period and not more.
        #expect(line.advances <= 2 * expected + 5)
    }

    @Test("is no failure while it is only being opened", arguments: [Plant.tcp, Plant.serial()])
    func opening(_ link: Link) {
        let line = Self.line(link)
        line.run(until: .at(0.15))
        line.connect()
        line.run(until: .at(5))
        #expect(line.ledger.qualities[.commDisconnected] == nil)
        #expect(line.ledger.devices[0].ends == 5)
    }

    @Test("costs no value when it is back before the grace is over", arguments: [0, 1])
    func retried(_ isSerial: Int) {
        let line = Self.line(isSerial == 1 ? Plant.serial() : Plant.tcp)
        line.connect()
        line.run(until: .at(10), requests: 1)
        line.disconnect()
        line.run(until: line.now + .milliseconds(50))
        line.connect()
        line.run(until: .at(0.99))
        #expect(line.ledger.qualities == [.good: 2])
        #expect(line.sent.count == 3)
    }

    @Test("does not deliver the lost answer to a later request on RTU")
    func lateAfterLoss() {
        let points = [Plant.block(.holding, 0), Plant.block(.holding, 100)]
        let device = Plant.device(1, points, poll: .zero, retries: 5)
        let line = VirtualLine(Plant.line(Plant.converter(115_200), [device])) { line, sent in
            line.transmit(
                Frames.rtu(World.reply(sent.request, sent.number)),
                from: sent.end + .milliseconds(Int64.random(in: 5...190, using: &line.random)))
        }
        line.connect()
        for _ in 0..<300 {
            // The converter keeps what comes meanwhile for its next client.
            line.run(until: line.now + .milliseconds(170))
            line.disconnect(losesBytes: false)
            line.now = line.now + .milliseconds(2)
            line.connect()
        }
        #expect(line.ledger.wrongNames == 0)
        #expect(line.ledger.oldValues == 0)
        #expect(line.ledger.good > 10)
        #expect(line.ledger.irregular == 0)
    }

    @Test("that comes and goes without carrying a request is down")
    func flapping() {
        let line = Self.line(Plant.serial(), poll: .seconds(1), timeout: .seconds(1))
        for _ in 0..<100 {
            line.connect()
            line.run(until: line.now + .milliseconds(1))
            line.disconnect()
            line.run(until: line.now + .milliseconds(99))
        }
        #expect(line.requests == 0)
        #expect((9...10).contains(line.ledger.devices[0].ends))
        #expect(line.ledger.qualities[.good] == nil)
    }

    @Test("lost before a request has left has not cost an attempt")
    func unsent() {
        let line = Self.line(Plant.tcp, retries: 0)
        line.connect()
        #expect(line.machine.advance(to: line.now) == .send)
        line.disconnect()
        line.connect()
        line.run(until: .at(0.9))
        #expect(line.ledger.qualities == [.good: 2])
    }

    @Test("is told after a connection that was closed for its silence stays away")
    func closedForSilence() {
        let line = Self.line(Plant.tcp)
        line.script = { _, _ in }
        line.reconnects = .milliseconds(20)
        line.connect()
        line.run(until: .at(3))
        // The connection comes back at once: the unit is silent, the line is there.
        #expect(line.ledger.qualities[.commDisconnected] == nil)
        #expect(line.ledger.qualities[.commTimeout] ?? 0 >= 4)
        line.disconnect()
        line.run(until: .at(10))
        #expect(line.ledger.last[0]?.quality == .commDisconnected)
        #expect(line.ledger.irregular == 0)
    }
}
