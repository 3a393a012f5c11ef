// SPDX-License-Identifier: Apache-2.0
internal import CBoostRing
internal import Ring

/// The four loops around our ring, statement for statement those of `BoostRing.cpp`.
enum RingLoops {
    private static var batchLimit: UInt64 { UInt64(boost_ring_batch_limit) }

    static func produceSingly<R: RingRecord>(_ count: UInt64, _ end: consuming Ring<R>.Producer) {
        var idle: CUnsignedInt = 0
        for number in 0..<count {
            let record = R(number)
            while !end.push(record) { unsafe boost_ring_wait(&idle) }
        }
    }

    /// How many records were not the next one, or not whole.
    static func consumeSingly<R: RingRecord>(
        _ count: UInt64, _ end: consuming Ring<R>.Consumer
    ) -> UInt64 {
        var idle: CUnsignedInt = 0
        var wrong: UInt64 = 0
        var number: UInt64 = 0
        while number < count {
            guard let record = end.pop() else {
                unsafe boost_ring_wait(&idle)
                continue
            }
            if !record.isWhole(number) { wrong &+= 1 }
            number &+= 1
        }
        return wrong
    }

    static func produceBatches<R: RingRecord>(_ count: UInt64, _ end: consuming Ring<R>.Producer) {
        var idle: CUnsignedInt = 0
        var batch = [R](repeating: R(0), count: Int(batchLimit))
        for first in stride(from: 0, to: count, by: Int(batchLimit)) {
            fill(&batch, from: first)
            while !end.push(all: batch.span) { unsafe boost_ring_wait(&idle) }
        }
    }

    private static func fill<R: RingRecord>(_ batch: inout [R], from first: UInt64) {
        var records = batch.mutableSpan
        for index in records.indices { records[index] = R(first &+ UInt64(index)) }
    }

    /// As `consumeSingly`, reading the records where they lie.
    static func consumeBatches<R: RingRecord>(
        _ count: UInt64, _ end: consuming Ring<R>.Consumer
    ) -> UInt64 {
        var idle: CUnsignedInt = 0
        var wrong: UInt64 = 0
        var number: UInt64 = 0
        while number < count {
            let taken = end.drain(atMost: Int(batchLimit)) { run in
                for index in run.indices {
                    if !run[index].isWhole(number) { wrong &+= 1 }
                    number &+= 1
                }
            }
            if taken == 0 { unsafe boost_ring_wait(&idle) }
        }
        return wrong
    }
}
