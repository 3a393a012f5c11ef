// SPDX-License-Identifier: Apache-2.0
import Field
import Simulator
import Testing

@Suite struct GarbageTests {
    static let seeds = [
        "1501 0000 0006 FF 03 0004 0001", "0001 0000 000B 11 10 0001 0002 04 000A 0102",
        "11 03 006B 0003 7687", "11 10 0001 0002 04 000A 0102 C6F0", "02 07 41 12",
        "11 0F 0013 000A 02 CD01 BF0B", "11 01 0013 0013",
    ].map(hex)

    /// A seed or noise, with a few bytes changed, doubled, cut or repeated.
    private func mutated(_ chance: inout SplitMix) -> [UInt8] {
        var bytes =
            Bool.random(using: &chance)
            ? Self.seeds.randomElement(using: &chance) ?? []
            : (0..<Int.random(in: 1...32, using: &chance)).map { _ in
                .random(in: 0...255, using: &chance)
            }
        for _ in 0..<Int.random(in: 0...4, using: &chance) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &chance)
            switch Int.random(in: 0..<20, using: &chance) {
            case 0..<5: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
            case 5..<10: bytes[place] = .random(in: 0...255, using: &chance)
            case 10..<15: bytes.removeLast(bytes.count - place)
            case 15..<19: bytes.insert(.random(in: 0...255, using: &chance), at: place)
            default: bytes += bytes.prefix(max(0, ServerFrame.limit - bytes.count))
            }
        }
        return Array(bytes.prefix(ServerFrame.limit))
    }

    /// Walks over the bytes as a server does: every step moves on or asks for more, and every
    /// request that is found lies within them and gets an answer that fits into a frame.
    private func walk(
        _ bytes: [UInt8], _ server: inout Registers, _ next: (Range<Int>) -> ServerFrame.Step
    ) -> Bool {
        var begin = 0
        while true {
            switch next(begin..<bytes.count) {
            case .incomplete: return bytes.count - begin < ServerFrame.limit
            case .broken: return true
            case .skip(let count):
                guard count > 0, begin + count <= bytes.count else { return false }
                begin += count
            case .request(_, let pdu, let end):
                guard begin < pdu.lowerBound, !pdu.isEmpty, pdu.upperBound <= end,
                    end <= bytes.count
                else { return false }
                var out: [UInt8] = []
                server.answer(bytes, pdu, into: &out)
                guard (2...253).contains(out.count), out[0] & 0x7F == bytes[pdu.lowerBound] & 0x7F
                else { return false }
                begin = end
            }
            if begin == bytes.count { return true }
        }
    }

    @Test func `no garbage stops a server or makes it answer out of bounds`() {
        var chance = SplitMix(seed: 2_026)
        var server = SpecificationTests.server()
        for number in 0..<200_000 {
            let bytes = mutated(&chance)
            let quiet = Bool.random(using: &chance)
            let bounded =
                walk(bytes, &server) { ServerFrame.nextTCP(bytes, $0) }
                && walk(bytes, &server) { ServerFrame.nextRTU(bytes, $0, quiet: quiet) }
            if !bounded { Issue.record("case \(number): \(bytes)") }
        }
    }

    @Test func `a full buffer never waits for more`() {
        var chance = SplitMix(seed: 7)
        for _ in 0..<20_000 {
            var bytes = (0..<ServerFrame.limit).map { _ in UInt8.random(in: 0...255, using: &chance)
            }
            bytes[1] = [3, 7, 15, 16, 43].randomElement(using: &chance) ?? 3
            let all = bytes.indices
            if ServerFrame.nextTCP(bytes, all) == .incomplete
                || ServerFrame.nextRTU(bytes, all, quiet: false) == .incomplete
            {
                Issue.record("\(bytes)")
            }
        }
    }
}
