// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@Suite("Frames of Modbus TCP")
struct MBAPTests {
    /// What a server makes of the right reply.
    struct Trick: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var quality: Quality
        /// Whether the connection must go.
        var closes: Bool
        var bytes: @Sendable (Frames.Request, [UInt8]) -> [UInt8]
    }

    static let tricks: [Trick] = [
        Trick(testDescription: "the right reply", quality: .good, closes: false) {
            Frames.mbap($1, $0.transaction)
        },
        Trick(testDescription: "a late frame, then the right one", quality: .good, closes: false) {
            Frames.mbap($1.dropLast(2) + [0, 0], $0.transaction &- 1)
                + Frames.mbap($1, $0.transaction)
        },
        Trick(testDescription: "a hundred late frames first", quality: .good, closes: false) {
            let late = Frames.mbap($1, $0.transaction &- 1)
            return (0..<100).flatMap { _ in late } + Frames.mbap($1, $0.transaction)
        },
        Trick(testDescription: "the wrong transaction", quality: .commTimeout, closes: true) {
            Frames.mbap($1, $0.transaction &+ 1)
        },
        Trick(testDescription: "the wrong unit", quality: .commMismatch, closes: true) {
            Frames.mbap([$0.unit + 1] + $1.dropFirst(), $0.transaction)
        },
        Trick(testDescription: "the wrong function", quality: .commMismatch, closes: true) {
            Frames.mbap([$0.unit, 4] + $1.dropFirst(2), $0.transaction)
        },
        Trick(testDescription: "the wrong byte count", quality: .commMismatch, closes: true) {
            Frames.mbap([$0.unit, $0.function, 6] + $1.dropFirst(3), $0.transaction)
        },
        Trick(testDescription: "a frame too short", quality: .commMismatch, closes: true) {
            Frames.mbap(Array($1.dropLast(2)), $0.transaction)
        },
        Trick(testDescription: "a refusal too long", quality: .commMismatch, closes: true) {
            request, _ in
            Frames.mbap([request.unit, request.function | 0x80, 2, 2], request.transaction)
        },
        Trick(testDescription: "half a frame", quality: .commGarbled, closes: true) {
            Frames.mbap($1, $0.transaction).dropLast(3)
        },
        Trick(testDescription: "another protocol", quality: .commGarbled, closes: true) {
            var frame = Frames.mbap($1, $0.transaction)
            frame[3] = 1
            return frame
        },
        Trick(testDescription: "a length of two", quality: .commGarbled, closes: true) {
            var frame = Frames.mbap($1, $0.transaction)
            frame[5] = 2
            return frame
        },
        Trick(testDescription: "a length of 255", quality: .commGarbled, closes: true) {
            var frame = Frames.mbap($1, $0.transaction)
            frame[5] = 255
            return frame
        },
        Trick(testDescription: "an HTTP server", quality: .commGarbled, closes: true) { _, _ in
            Array("HTTP/1.0 400 Bad Request\r\n\r\n".utf8)
        },
        Trick(testDescription: "nothing", quality: .commTimeout, closes: true) { _, _ in [] },
    ]

    @Test("give the right value or none", arguments: tricks)
    func answers(_ trick: Trick) {
        for pieces in [1, 2, 100] {
            let device = Plant.device(
                1, [Plant.block(.holding, 0)], poll: .seconds(10), retries: 0)
            let line = VirtualLine(Plant.line(Plant.tcp, [device])) { line, sent in
                line.transmit(
                    trick.bytes(sent.request, World.reply(sent.request, sent.number)),
                    from: sent.end + .milliseconds(1), pieces: pieces)
            }
            line.connect()
            line.run(until: .at(2))
            #expect(line.ledger.last[0]?.quality == trick.quality)
            #expect((line.closes == 1) == trick.closes)
            #expect(line.ledger.wrongNames + line.ledger.oldValues == 0)
            #expect(line.ledger.devices[0].ends == 1)
        }
    }

    @Test("number their requests without repeating within 65,536")
    func transactions() {
        let device = Plant.device(1, [Plant.block(.coil, 0)], poll: .zero)
        let line = VirtualLine(Plant.line(Plant.tcp, [device]))
        var seen: [UInt16: UInt32] = [:]
        var repeated = 0
        line.script = { line, sent in
            if let last = seen.updateValue(sent.number, forKey: sent.request.transaction),
                sent.number - last < 65_536
            {
                repeated += 1
            }
            if sent.number % 500 != 0 { VirtualLine.obedient(line, sent) }
        }
        line.connect()
        line.run(until: .at(1e6), requests: 2_000)
        #expect(repeated == 0)
        #expect(seen.count == 2_000)
    }
}
