// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Testing

@Suite struct DeflaterTests {
    @Test(arguments: UInt64(0)..<40)
    func `what was deflated comes back, by the same deflater again and again`(_ seed: UInt64) {
        var random = SplitMix(seed: seed)
        let deflater = Deflater(window: 9 + Int(seed % 7), memory: 1 + Int(seed % 9))
        for _ in 0..<10 {
            let letters = 1 + Int.random(in: 0..<20, using: &random)
            let bytes = (0..<Int.random(in: 200..<40_000, using: &random)).map { _ in
                UInt8(Int.random(in: 0..<letters, using: &random))
            }
            let deflated = deflater.deflated(bytes)
            #expect((deflated?.count ?? .max) < bytes.count)
            guard let deflated else { continue }
            #expect(Inflation.inflated(deflated, atMost: bytes.count) == bytes)
            #expect(Inflation.inflated(deflated, atMost: bytes.count - 1) == nil)
            #expect(Inflation.inflated(deflated.dropLast(), atMost: bytes.count) == nil)
            #expect(Inflation.inflated(deflated + [0], atMost: bytes.count) == nil)
        }
    }

    @Test func `what would become longer is left as it is`() {
        var random = SplitMix(seed: 1)
        let bytes = (0..<1_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        let deflater = Deflater()
        #expect(deflater.deflated(bytes) == nil)
        #expect(deflater.deflated([]) == nil && deflater.deflated([1]) == nil)
        #expect(deflater.deflated([UInt8](repeating: 1, count: 1_000)) != nil)
    }

    @Test(arguments: UInt64(0)..<200)
    func `a hostile stream ends, within its limit`(_ seed: UInt64) {
        var random = SplitMix(seed: seed)
        var bytes = (0..<300).map { _ in UInt8.random(in: 0...255, using: &random) }
        // Every kind of block as the first one.
        bytes[0] = UInt8(seed & 7)
        #expect((Inflation.inflated(bytes, atMost: 5_000)?.count ?? 0) <= 5_000)
    }

    @Test func `a small stream that becomes large is refused`() throws {
        let zeros = [UInt8](repeating: 0, count: 10_000_000)
        let bomb = try #require(Deflater(window: 15, memory: 9).deflated(zeros))
        #expect(bomb.count < 20_000)
        #expect(Inflation.inflated(bomb, atMost: 1 << 20) == nil)
    }

    @Test func `the sum is the one that everybody has`() {
        #expect(Inflation.sum(Array("123456789".utf8)) == 0xCBF4_3926)
        let half = Inflation.sum(Array("12345".utf8))
        #expect(Inflation.sum(Array("6789".utf8), after: half) == 0xCBF4_3926)
    }
}
