// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@Suite("A line that echoes")
struct EchoTests {
    /// `echo` is what comes back of the request's bytes before the reply.
    private static func line(
        expected: Bool = true, answers: Bool = true, pieces: Int = 1,
        address: Int = 0, _ echo: @escaping ([UInt8]) -> [UInt8]
    ) -> VirtualLine {
        let device = Plant.device(
            1, [Plant.block(.holding, address)], poll: .seconds(1), retries: 0)
        let line = VirtualLine(Plant.line(Plant.serial(echo: expected), [device]))
        line.script = { line, sent in
            let bytes = Array(line.machine.outgoing.bytes.prefix(line.machine.outgoing.count))
            let reply = answers ? Frames.rtu(World.reply(sent.request, sent.number)) : []
            line.transmit(echo(bytes) + reply, from: sent.start, pieces: pieces)
        }
        return line
    }

    @Test("gives the reply behind the echo", arguments: [1, 2, 3, 7, 50])
    func echoed(_ pieces: Int) {
        let line = Self.line(pieces: pieces) { $0 }
        line.connect()
        line.run(until: .at(9.9))
        #expect(line.ledger.qualities == [.good: 10])
        #expect(line.ledger.wrongNames == 0)
    }

    @Test("and does not answer is silent, not garbled")
    func silent() {
        let line = Self.line(answers: false) { $0 }
        line.connect()
        line.run(until: .at(0.9))
        #expect(line.ledger.last[0]?.quality == .commTimeout)
    }

    @Test("wrongly is garbled, and the reply behind it is still used")
    func wrong() {
        for answers in [false, true] {
            let line = Self.line(answers: answers) { bytes in
                var bytes = bytes
                bytes[3] ^= 0x40
                return bytes
            }
            line.connect()
            line.run(until: .at(0.9))
            #expect(line.ledger.last[0]?.quality == (answers ? .good : .commGarbled))
        }
    }

    @Test("without being expected to does not mislead", arguments: [0, 0x0800, 0x0804, 0x0300])
    func unexpected(_ address: Int) {
        // At 0x08nn the request looks like the head of a reply with eight bytes of data.
        let line = Self.line(expected: false, pieces: 50, address: address) { $0 }
        line.connect()
        line.run(until: .at(0.9))
        #expect(line.ledger.last[0]?.quality == .good)
        #expect(line.ledger.wrongNames == 0)
    }

    @Test("no longer, as its wiring was mended, still gives values")
    func missing() {
        let line = Self.line { _ in [] }
        line.connect()
        line.run(until: .at(0.9))
        #expect(line.ledger.last[0]?.quality == .good)
    }
}
