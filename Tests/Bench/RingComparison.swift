// SPDX-License-Identifier: Apache-2.0
internal import CBoostRing
internal import Host
internal import Ring

/// What one line of the ring's table compares: two ways to move `count` records.
struct Comparison {
    typealias Round = () throws(SystemFault) -> TwoThreads.Outcome

    var name: String
    var count: UInt64
    /// What the ratio of the medians must reach; nil where it is shown for information.
    var required: Double?
    var ours: Round
    var boost: Round

    static func single<R: RingRecord>(_ record: R.Type, required: Double?) -> Comparison {
        let count: UInt64 = 50_000
        return Comparison(
            name: "\(MemoryLayout<R>.stride) bytes, push / pop", count: count, required: required,
            ours: { () throws(SystemFault) in
                try move(R.self, count, RingLoops.produceSingly, RingLoops.consumeSingly)
            },
            boost: { () throws(SystemFault) in
                try boost(R.self, count, boost_ring_single)
            })
    }

    /// Ours reads batches in place; `mode` says how Boost does.
    static func batch<R: RingRecord>(
        _ record: R.Type, _ mode: boost_ring_mode, required: Double?
    ) -> Comparison {
        let count = 3_200 * UInt64(boost_ring_batch_limit)
        let how = mode == boost_ring_batch ? "pop(array)" : "consume_all"
        return Comparison(
            name: "\(MemoryLayout<R>.stride) bytes, batches of 64 / \(how)", count: count,
            required: required,
            ours: { () throws(SystemFault) in
                try move(R.self, count, RingLoops.produceBatches, RingLoops.consumeBatches)
            },
            boost: { () throws(SystemFault) in try boost(R.self, count, mode) })
    }

    private static func move<R: RingRecord>(
        _ record: R.Type, _ count: UInt64,
        _ produce: @escaping @Sendable (UInt64, consuming Ring<R>.Producer) -> Void,
        _ consume: @escaping @Sendable (UInt64, consuming Ring<R>.Consumer) -> UInt64
    ) throws(SystemFault) -> TwoThreads.Outcome {
        let ring = Ring<R>(capacity: Int(boost_ring_capacity))
        let producer = Handoff(ring.producer)
        let consumer = Handoff(ring.consumer)
        return try TwoThreads.run(
            produce: { if let end = producer.take() { produce(count, end) } },
            consume: {
                guard let end = consumer.take() else { return count }
                return consume(count, end)
            })
    }

    private static func boost<R: RingRecord>(
        _ record: R.Type, _ count: UInt64, _ mode: boost_ring_mode
    ) throws(SystemFault) -> TwoThreads.Outcome {
        guard let ring = BoostRing(record: MemoryLayout<R>.stride) else {
            return TwoThreads.Outcome(nanoseconds: 0, wrong: count, disturbed: false)
        }
        return try TwoThreads.run(
            produce: { ring.produce(count, mode) }, consume: { ring.consume(count, mode) })
    }
}
