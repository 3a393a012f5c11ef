// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

/// Labelled faults on a simulated line, and what is said of them: the page tells it.
@Suite struct DiagnosisMatrixTests {
    /// Every pair of bauds once.
    static let seeds: ClosedRange<UInt64> = 0...55

    /// What was named of one kind of fault.
    struct Row {
        let fault: LabelledFault
        var classes: [LabelledFault.Class: Int] = [:]
        var right = 0
        var named = 0
        var sure = 0
        var wrongAndSure: [UInt64] = []
        var misses: [String] = []

        init(_ fault: LabelledFault) {
            self.fault = fault
            for seed in seeds { examine(seed) }
        }

        private mutating func examine(_ seed: UInt64) {
            let line = FaultyLine(fault, seed)
            let found = line.examined()
            let expected = fault.named(line.mark)
            let first = found.first?.fault
            let label = LabelledFault.Class(first)
            classes[label, default: 0] += 1
            let isRight = expected.contains { LabelledFault.Class($0) == label }
            right += isRight ? 1 : 0
            named += expected.contains(first) ? 1 : 0
            sure += found.first?.isSure == true ? 1 : 0
            for one in found where one.isSure && !expected.contains(one.fault) {
                wrongAndSure.append(seed)
            }
            if !isRight || !expected.contains(first) { misses.append("\(seed): \(found)")
                if fault == .wrongParity { print(line.own, line.settings, line.line.captured.suffix(8).map { ($0.kind, $0.bytes) }) } }
        }

        var text: String {
            let cells = LabelledFault.Class.allCases.map { classes[$0].map(String.init) ?? "·" }
            return "| \(fault.rawValue) | \(cells.joined(separator: " | ")) | \(right) | \(named) "
                + "| \(sure) | \(wrongAndSure.count) |"
        }
    }

    @Test(arguments: LabelledFault.allCases.filter { !LabelledFault.heldOut.contains($0) })
    func `matrix`(fault: LabelledFault) {
        let row = Row(fault)
        print(row.text)
        for miss in row.misses.prefix(8) { print("   ", miss) }
        #expect(row.wrongAndSure.isEmpty)
    }
}
