// SPDX-License-Identifier: Apache-2.0
import Field
import Glibc
import Testing

@Suite struct RingTests {
    static let capacities = Array(1...65) + [100, 127, 128, 129, 1_000, 1_023, 1_024, 1_025]
    /// At the beginning, and just before the index wraps, so that every run goes over that.
    static let starts: [UInt] = [0, .max - 20, .max]

    @Test(arguments: capacities)
    func `a ring answers as a plain queue of its capacity does`(capacity: Int) {
        for seed in 0..<(capacity < 100 ? 4 : 1) as Range<UInt64> {
            for start in Self.starts {
                var model = Model(capacity: capacity, startingAt: start)
                var random = SplitMix(seed: seed << 32 | UInt64(capacity))
                for _ in 0..<300 where model.difference == nil { model.step(&random) }
                #expect(model.difference == nil, "seed \(seed), start \(start)")
            }
        }
    }

    @Test(arguments: capacities, starts)
    func `exactly its capacity fits, wherever the indices stand`(capacity: Int, start: UInt) {
        let ring = Ends<Numbered>(capacity: capacity, startingAt: start)
        for _ in 0..<3 {
            var accepted = 0
            while accepted <= capacity, ring.push(Numbered(0)) == true { accepted += 1 }
            #expect(accepted == capacity)
            #expect(ring.free == 0)
            var taken = 0
            while ring.pop() != nil { taken += 1 }
            #expect(taken == capacity)
            #expect(ring.free == capacity)
            #expect(ring.isEmpty == true)
        }
    }

    @Test func `a batch that does not fit leaves nothing behind, its front part can`() {
        let ring = Ends<Int>(capacity: 5)
        #expect(ring.push(all: [1, 2, 3]) == true)
        #expect(ring.push(all: [4, 5, 6]) == false)
        #expect(ring.free == 2)
        #expect(ring.push(prefix: [4, 5, 6]) == 2)
        #expect(ring.push(prefix: [6]) == 0)
        #expect(ring.push(all: []) == true, "nothing fits into a full ring")
        #expect(ring.drain(atMost: .max).runs == [[1, 2, 3, 4, 5]])
    }

    @Test func `a batch larger than the ring is never accepted whole`() {
        let ring = Ends<Int>(capacity: 3)
        #expect(ring.push(all: [1, 2, 3, 4]) == false)
        #expect(ring.free == 3)
        #expect(ring.push(prefix: [1, 2, 3, 4]) == 3)
    }

    @Test func `what wraps around is handed out in two runs and freed run by run`() {
        let ring = Ends<Int>(capacity: 4)
        #expect(ring.push(all: [0, 1, 2]) == true)
        #expect(ring.drain(atMost: 3).count == 3)
        #expect(ring.push(all: [3, 4, 5, 6]) == true)
        var free: [Int?] = []
        let (count, runs) = ring.drain(atMost: 4) { free.append(ring.free) }
        #expect(count == 4)
        #expect(runs == [[3], [4, 5, 6]])
        #expect(free == [0, 1])
        #expect(ring.free == 4)
    }

    @Test func `a limit of zero takes nothing`() {
        let ring = Ends<Int>(capacity: 2)
        #expect(ring.push(7) == true)
        #expect(ring.drain(atMost: 0).runs == [])
        #expect(ring.pop() == 7)
    }

    @Test func `what was pushed outlives the producer`() {
        let ring = Ends<Int>(capacity: 3)
        #expect(ring.push(all: [1, 2, 3]) == true)
        ring.dropProducer()
        #expect(ring.pop() == 1)
        #expect(ring.drain(atMost: 9).runs == [[2, 3]])
        #expect(ring.isEmpty == true)
    }

    @Test func `a producer whose consumer is gone fills the ring and is refused`() {
        let ring = Ends<Int>(capacity: 2)
        ring.dropConsumer()
        #expect(ring.push(prefix: [1, 2, 3]) == 2)
        #expect(ring.push(3) == false)
    }

    @Test func `the storage is freed with the second end, whichever that is`() {
        // 128 rings of 6 MiB, every page touched: 768 MiB, if they stayed.
        let full = [Numbered](repeating: Numbered(1), count: 1 << 18)
        let before = peakResidentKilobytes()
        for round in 0..<128 {
            let ring = Ends<Numbered>(capacity: full.count)
            #expect(ring.push(all: full) == true)
            if round % 2 == 0 { ring.dropProducer() } else { ring.dropConsumer() }
        }
        #expect(peakResidentKilobytes() - before < 384 * 1_024)
    }

    @Test(arguments: [1, 2, 3, 64])
    func `the slots begin on a line of 128 bytes`(capacity: Int) throws {
        let ring = Ends<UInt8>(capacity: capacity)
        #expect(ring.push(1) == true)
        #expect(try #require(ring.address()) % 128 == 0)
    }
}

private func peakResidentKilobytes() -> Int {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
}
