// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@testable import Bus

/// Answers as they are copied from lines and traces.
@Suite struct AnswerFrameTests {
    private static func rtu(_ bytes: [UInt8]) -> [UInt8] {
        let crc = CRC16.of(bytes.span, 0..<bytes.count)
        return bytes + [UInt8(crc & 0xFF), UInt8(crc >> 8)]
    }

    @Test(
        arguments: [
            // The reply in Eastron's user manuals (SDM320Y, page 42).
            (rtu([1, 4, 4, 0x43, 0x66, 0x33, 0x34]), [0x4366, 0x3334]),
            (rtu([7, 3, 2, 0x08, 0xFD]), [0x08FD]),
            (rtu([7, 23, 2, 0x08, 0xFD]), [0x08FD]),
            ([0, 9, 0, 0, 0, 7, 7, 3, 4, 1, 2, 3, 4], [0x0102, 0x0304]),
            // Without its check, as many tools print it.
            ([7, 3, 4, 1, 2, 3, 4], [0x0102, 0x0304]),
        ] as [([UInt8], [UInt16])])
    func `an answer's registers are taken out of it`(bytes: [UInt8], words: [UInt16]) {
        let unit = bytes[bytes.starts(with: [0, 9]) ? 6 : 0]
        guard case .registers(let from, _, let found)? = AnswerFrame(bytes) else {
            Issue.record("no registers in \(bytes)")
            return
        }
        #expect(found == words && from == unit)
    }

    @Test(
        arguments: [
            (rtu([1, 0x83, 2]), .refusal(unit: 1, function: 3, exception: 2)),
            ([0, 9, 0, 0, 0, 3, 1, 0x84, 6], .refusal(unit: 1, function: 4, exception: 6)),
            (rtu([1, 2, 1, 5]), .bits(unit: 1, function: 2)),
            (rtu([1, 3, 0, 0, 0, 2]), .other(function: 3)),
        ] as [([UInt8], AnswerFrame)])
    func `another frame is told for what it is`(bytes: [UInt8], frame: AnswerFrame) {
        #expect(AnswerFrame(bytes) == frame)
    }

    @Test func `a wrong check is told with the right one`() {
        let body: [UInt8] = [7, 3, 2, 8, 0xFD]
        guard case .damaged(let found, let right)? = AnswerFrame(body + [0, 0]) else {
            Issue.record("it is taken for good")
            return
        }
        #expect(found == [0, 0] && body + right == Self.rtu(body))
    }

    @Test(
        arguments: [
            [], [0x43], [0x43, 0x66, 0x19, 0x9A], [1, 3, 4, 1, 2, 3], [1, 3, 3, 1, 2, 3],
            [0, 9, 0, 0, 0, 7, 7, 3, 5, 1, 2, 3, 4],
        ] as [[UInt8]])
    func `what is no frame is none`(bytes: [UInt8]) {
        #expect(AnswerFrame(bytes) == nil)
    }

    @Test func `any bytes are taken`() {
        var random = SplitMix(seed: 3)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                UInt8.random(in: 0...6, using: &random)
            }
            if case .registers(_, _, let words)? = AnswerFrame(bytes) {
                #expect(!words.isEmpty && words.count * 2 < bytes.count)
            }
        }
    }
}
