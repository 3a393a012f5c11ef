// SPDX-License-Identifier: Apache-2.0
internal import CBoostRing
internal import Field
internal import Host
internal import Synchronization

/// One round: a thread that produces, a thread that consumes, and how long they took together.
enum TwoThreads {
    struct Outcome {
        var nanoseconds: Double
        /// Records that were not the next one or not whole; a round with any is no result.
        var wrong: UInt64
        /// The kernel took a thread off its core meanwhile: the round measured the machine's
        /// other work rather than a ring.
        var disturbed: Bool
    }

    /// The clock runs from when both threads are there until the consumer has everything: what it
    /// takes to start and end threads is no part of it.
    static func run(
        produce: @escaping @Sendable () -> Void, consume: @escaping @Sendable () -> UInt64
    ) throws(SystemFault) -> Outcome {
        let round = Round()
        let consumer = try Thread.start("consume") {
            let before = round.meet()
            let start = Clock.now()
            let wrong = consume()
            round.consumed(in: Clock.now() - start, wrong, switches: boost_ring_switches() - before)
        }
        let producer = try Thread.start("produce") {
            let before = round.meet()
            produce()
            round.produced(switches: boost_ring_switches() - before)
        }
        producer.join()
        consumer.join()
        return round.outcome
    }
}

/// Where the two threads meet and leave their results; a class, because all hold it.
private final class Round: Sendable {
    private let present = Atomic(0)
    private let result = Lock(
        TwoThreads.Outcome(nanoseconds: 0, wrong: 1, disturbed: false))

    /// Returns when both threads run, with what the caller's switches count from: from before
    /// the second wait, so that a thread that lost its core in it is noticed.
    func meet() -> UInt64 {
        arrive(2)
        let switches = boost_ring_switches()
        arrive(4)
        return switches
    }

    private func arrive(_ all: Int) {
        var idle: CUnsignedInt = 0
        present.add(1, ordering: .acquiringAndReleasing)
        while present.load(ordering: .acquiring) < all { unsafe boost_ring_wait(&idle) }
    }

    func consumed(in time: Nanoseconds, _ wrong: UInt64, switches: UInt64) {
        result.withLock {
            $0.nanoseconds = Double(time.count)
            $0.wrong = wrong
            $0.disturbed = $0.disturbed || switches > 0
        }
    }

    func produced(switches: UInt64) {
        result.withLock { $0.disturbed = $0.disturbed || switches > 0 }
    }

    var outcome: TwoThreads.Outcome { result.withLock { $0 } }
}
