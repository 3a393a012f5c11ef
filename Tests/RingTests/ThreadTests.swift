// SPDX-License-Identifier: Apache-2.0
import Field
import Glibc
import Host
import Ring
import Testing

/// Two threads, as in the product: each end is handed to the thread that owns it from then on.
@Suite struct ThreadTests {
    @Test(arguments: Array(1...64) + [4_096])
    func `everything arrives once, whole and in order`(capacity: Int) throws {
        let count: UInt64 = capacity < 64 ? 5_000 : 200_000
        let (producer, consumer) = Ring<Numbered>.ends(
            capacity: capacity, startingAt: 0 &- UInt(count / 2)
        ) { (Handoff($0), Handoff($1)) }
        let outcome = Outcome()
        let sending = try Thread.start("produce") {
            guard let end = producer.take() else { return }
            var source = Source(end: end, seed: UInt64(capacity))
            while source.sent < count { source.send(below: count) }
        }
        let taking = try Thread.start("consume") {
            guard let end = consumer.take() else { return }
            var sink = Sink(end: end, seed: UInt64(capacity) + 1_000)
            while sink.arrivals.taken < count { sink.take() }
            outcome.arrivals.withLock { $0 = sink.arrivals }
        }
        sending.join()
        taking.join()
        #expect(outcome.arrivals.withLock { $0 } == Arrivals(taken: count))
    }
}

/// A result that a thread leaves; a class, because the test and the thread both hold it.
private final class Outcome: Sendable {
    let arrivals = Lock(Arrivals())
}

/// What came out of a ring.
private struct Arrivals: Equatable, Sendable {
    var taken: UInt64 = 0
    var outOfOrder = 0
    var torn = 0

    mutating func take(_ element: Numbered) {
        if element.number != taken { outOfOrder += 1 }
        if !element.isWhole { torn += 1 }
        taken += 1
    }
}

/// The thread that pushes the numbers in order, by all three verbs in turn.
private struct Source: ~Copyable {
    var end: Ring<Numbered>.Producer
    var random: SplitMix
    var sent: UInt64 = 0

    init(end: consuming Ring<Numbered>.Producer, seed: UInt64) {
        self.end = end
        random = SplitMix(seed: seed)
    }

    mutating func send(below count: UInt64) {
        let size = min(random.next() % 100, count - sent)
        let batch = (sent..<sent + size).map { Numbered($0) }
        let pushed =
            switch random.next() % 3 {
            case 0: end.push(Numbered(sent)) ? 1 : 0
            case 1: end.push(all: batch.span) ? batch.count : 0
            default: end.push(prefix: batch.span)
            }
        sent += UInt64(pushed)
        if pushed == 0 { sched_yield() }
    }
}

/// The thread that takes them, by both verbs in turn.
private struct Sink: ~Copyable {
    var end: Ring<Numbered>.Consumer
    var random: SplitMix
    var arrivals = Arrivals()

    init(end: consuming Ring<Numbered>.Consumer, seed: UInt64) {
        self.end = end
        random = SplitMix(seed: seed)
    }

    mutating func take() {
        let before = arrivals.taken
        if random.next() % 2 == 0 {
            if let element = end.pop() { arrivals.take(element) }
        } else {
            var seen = arrivals
            _ = end.drain(atMost: Int(random.next() % 100)) { run in
                for index in run.indices { seen.take(run[index]) }
            }
            arrivals = seen
        }
        if arrivals.taken == before { sched_yield() }
    }
}
