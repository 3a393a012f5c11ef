// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@Suite("Refusals")
struct ExceptionTests {
    static let codes: [(UInt8, Quality)] = [
        (1, .commIllegalFunction), (2, .commIllegalAddress), (3, .commIllegalValue),
        (4, .commDeviceFailure), (5, .commException), (6, .commBusy), (10, .commGateway),
        (11, .commGateway), (0, .commException), (255, .commException),
    ]

    @Test("are told by their meaning, on both framings", arguments: codes)
    func meaning(_ code: UInt8, _ quality: Quality) {
        for link in [Plant.serial(), Plant.tcp] {
            let device = Plant.device(1, [Plant.block(.coil, 0), Plant.block(.holding, 0)])
            let line = VirtualLine(Plant.line(link, [device])) { line, sent in
                guard sent.request.function == 3 else { return VirtualLine.obedient(line, sent) }
                line.transmit(
                    line.frame([1, 0x83, code], sent.request.transaction),
                    from: sent.end + .milliseconds(3), pieces: 3)
            }
            line.connect()
            line.run(until: .at(0.9))
            #expect(line.ledger.last[1]?.quality == quality)
            if quality != .commGateway { #expect(line.ledger.last[0]?.quality == .good) }
            #expect(line.closes == 0)
            #expect(line.ledger.devices[0].ends == 1)
        }
    }

    @Test("busy is asked again after a pause, a definite no is not")
    func busy() {
        for (code, attempts) in [(UInt8(6), 3), (2, 1)] {
            let device = Plant.device(1, [Plant.block(.holding, 0)], poll: .seconds(9), retries: 2)
            let line = VirtualLine(Plant.line(Plant.serial(), [device])) { line, sent in
                line.transmit(Frames.rtu([1, 0x83, code]), from: sent.end + .milliseconds(3))
            }
            line.keepsRequests = true
            line.connect()
            line.run(until: .at(8))
            #expect(line.sent.count == attempts)
            for (before, after) in zip(line.sent, line.sent.dropFirst()) {
                #expect(after.start - before.start >= .milliseconds(200))
            }
            #expect(line.ledger.devices[0].ends == 1)
        }
    }

    @Test("end a unit's silence, as answers do")
    func answers() {
        let device = Plant.device(1, [Plant.block(.holding, 0)])
        let line = VirtualLine(Plant.line(Plant.serial(), [device])) { _, _ in }
        line.connect()
        line.run(until: .at(5))
        line.script = { line, sent in
            line.transmit(Frames.rtu([1, 0x83, 4]), from: sent.end + .milliseconds(3))
        }
        line.run(until: .at(20))
        let before = line.requests
        line.run(until: .at(30))
        #expect(line.requests - before == 10)
    }

    @Test("of one device do not keep the others from their values")
    func others() {
        let devices = (1...3).map { Plant.device($0, [Plant.block(.holding, 0)]) }
        let line = VirtualLine(Plant.line(Plant.serial(), devices)) { line, sent in
            guard sent.request.unit == 2 else { return VirtualLine.obedient(line, sent) }
            let code = UInt8(sent.number % 9)
            line.transmit(Frames.rtu([2, 0x83, code]), from: sent.end + .milliseconds(3))
        }
        line.connect()
        line.run(until: .at(100))
        #expect(line.ledger.good == 200)
    }
}
