// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

/// How much of a line's time its exchanges take, by its own count.
@Suite struct BusyTests {
    @Test func `what is planned is what is counted`() {
        let points = (0..<20).map { Plant.block(.holding, $0 * 4) }
        let device = Plant.device(7, points, poll: .seconds(1))
        let numbered = Plant.line(Plant.serial(), [device])
        let line = VirtualLine(numbered)
        line.connect()
        line.run(until: .at(100.5))
        let planned = LineLoad(numbered.line).usual
        let counted = Double(line.machine.counters.busy.count) / 100.5e9
        #expect(counted > 0.8 * planned && counted < 1.2 * planned, "\(counted), \(planned)")
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func `it is never more than all, whatever happens`(seed: UInt64) {
        let devices = (1...4).map { unit in
            Plant.device(unit, (0..<4).map { Plant.block(.input, $0 * 100) }, poll: .zero)
        }
        let line = VirtualLine(Plant.line(Plant.serial(), devices), seed: seed) { line, sent in
            // An answer, a late one, damage, or none.
            switch Int.random(in: 0..<6, using: &line.random) {
            case 0: break
            case 1: line.transmit([1, 2, 3], from: sent.end + .milliseconds(3))
            default: VirtualLine.obedient(line, sent)
            }
        }
        line.connect()
        line.run(until: .at(60))
        let busy = line.machine.counters.busy
        #expect(busy > .seconds(6) && busy <= .seconds(60), "\(busy)")
    }
}
