// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Host
import Testing

/// Labelled faults on a simulated line, and what is said of them: `Doctor.md` tells the same.
@Suite struct DiagnosisMatrixTests {
    /// Every pair of bauds once.
    static let seeds: ClosedRange<UInt64> = 0...55

    /// What was named of one kind of fault.
    struct Row {
        let fault: LabelledFault
        var classes: [LabelledFault.Class: Int] = [:]
        /// In the right class, by the right name, sure, and sure of something else.
        var right = 0
        var named = 0
        var sure = 0
        var wrongAndSure: [UInt64] = []

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
            right += expected.contains { LabelledFault.Class($0) == label } ? 1 : 0
            named += expected.contains(first) ? 1 : 0
            sure += found.first?.isSure == true ? 1 : 0
            if found.contains(where: { $0.isSure && !line.permits($0, expected) }) || line.hasAlarm
            {
                wrongAndSure.append(seed)
            }
        }

        /// As the page has it.
        var text: String {
            let cells = LabelledFault.Class.allCases.map { classes[$0].map(String.init) ?? "·" }
            let sums = [right, named, sure, wrongAndSure.count].map(String.init)
            return "| \(([fault.rawValue] + cells + sums).joined(separator: " | ")) |"
        }
    }

    private static let page =
        "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        + "/Sources/Agent/Agent.docc/Doctor.md"

    private static func lines() throws -> [String] {
        guard case .bytes(let bytes) = try File.read(page, atMost: 1 << 20) else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(arguments: LabelledFault.allCases)
    func `the page tells what is measured`(fault: LabelledFault) throws {
        let row = Row(fault)
        let lines = try Self.lines()
        #expect(lines.contains(row.text), "measured: \(row.text)")
        #expect(row.wrongAndSure.isEmpty, "\(row.wrongAndSure)")
    }

    @Test func `settings that are not only an example are the device's`() throws {
        var (sure, settled, examples, right) = (0, 0, 0, 0)
        for fault in [LabelledFault.otherBaud, .wrongParity] {
            for seed in Self.seeds {
                let line = FaultyLine(fault, seed)
                guard let found = line.examined().first, found.isSure, found.settings != nil else {
                    continue
                }
                let isRight = line.isRight(found.settings)
                #expect(isRight || !found.isSettled, "\(fault) \(seed)")
                sure += 1
                settled += found.isSettled ? 1 : 0
                examples += found.isSettled ? 0 : 1
                right += isRight && !found.isSettled ? 1 : 0
            }
        }
        let row = "| \(sure) | \(settled) | \(examples) | \(right) |"
        #expect(try Self.lines().contains(row), "measured: \(row)")
    }

    /// The figures of a row of the page, behind its name and its classes.
    private static func figures(_ fault: LabelledFault) throws -> [Int] {
        let row = try lines().first { $0.hasPrefix("| \(fault.rawValue) |") } ?? ""
        let cells = row.split(separator: "|").map { $0.filter { $0 != " " } }
        return cells.dropFirst(1 + LabelledFault.Class.allCases.count).compactMap { Int($0) }
    }

    @Test func `of a hundred answers ninety-five are right`() throws {
        let known = LabelledFault.allCases.filter { !LabelledFault.heldOut.contains($0) }
        #expect(known.count >= 14)
        let right = try known.map { try #require(Self.figures($0).first) }
        let all = known.count * Self.seeds.count
        #expect(right.reduce(0, +) * 100 >= all * 95)
        // None of them is lost among the others.
        for (fault, right) in zip(known, right) {
            #expect(right * 100 >= Self.seeds.count * 85, "\(fault)")
        }
    }
}
