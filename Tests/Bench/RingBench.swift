// SPDX-License-Identifier: Apache-2.0
internal import CBoostRing
internal import Host

/// Our ring against boost::lockfree::spsc_queue: two threads, the same records, the same capacity,
/// rounds of both in turn, medians. Only ratios within a run mean anything.
struct RingBench {
    /// Undisturbed rounds of each. Rounds are short, so that there are some on a busy machine too.
    private static let rounds = 101
    /// Rounds of each at most, disturbed ones included.
    private static let attempts = 20_000
    private static let capacity = Int(boost_ring_capacity)

    /// Whether order held everywhere and every required ratio was reached.
    func run() -> Bool {
        guard BoostRing(record: 64) != nil else {
            print("ring: built without Boost's headers (Debian: libboost-dev), nothing to compare")
            return false
        }
        print("ring of \(Self.capacity), \(Self.rounds) undisturbed rounds in turn")
        print("median ns a record, two threads")
        print("load before: \(Sheet.load)")
        print(Sheet.row("", "ours", "boost", "ratio", "required"))
        var passed = true
        for comparison in comparisons where !measure(comparison) { passed = false }
        print("load after: \(Sheet.load)")
        return passed
    }

    private var comparisons: [Comparison] {
        [
            .single(LargeRecord.self, required: 1.5),
            .batch(LargeRecord.self, boost_ring_batch, required: 1.2),
            .batch(LargeRecord.self, boost_ring_in_place, required: nil),
            .single(SmallRecord.self, required: nil),
            .batch(SmallRecord.self, boost_ring_batch, required: nil),
            .batch(SmallRecord.self, boost_ring_in_place, required: nil),
        ]
    }

    /// One line of the table; false when an order was broken or the ratio missed.
    private func measure(_ comparison: Comparison) -> Bool {
        var ours = Sample(comparison.count)
        var boost = Sample(comparison.count)
        do throws(SystemFault) {
            for _ in 0..<Self.attempts where min(ours.count, boost.count) < Self.rounds {
                ours.add(try comparison.ours())
                boost.add(try comparison.boost())
            }
        } catch {
            print("\(comparison.name): \(error)")
            return false
        }
        guard ours.wrong + boost.wrong == 0 else {
            print("\(comparison.name): out of order, ours \(ours.wrong), boost \(boost.wrong)")
            return false
        }
        guard min(ours.count, boost.count) >= Self.rounds else {
            print("\(comparison.name): the machine is too busy to measure")
            return false
        }
        return report(comparison, ours.median, boost.median)
    }

    private func report(_ comparison: Comparison, _ ours: Double, _ boost: Double) -> Bool {
        let ratio = boost / ours
        let passed = ratio >= (comparison.required ?? 0)
        let required = comparison.required.map { "\($0)" + (passed ? "" : " MISSED") } ?? "-"
        print(
            Sheet.row(
                comparison.name, Sheet.fixed(ours), Sheet.fixed(boost), Sheet.fixed(ratio), required
            ))
        return passed
    }
}

/// The rounds of one contender.
private struct Sample {
    private let records: UInt64
    private var times: [Double] = []
    private(set) var wrong: UInt64 = 0

    init(_ records: UInt64) { self.records = records }

    /// Order is checked in every round, time is taken from the undisturbed ones.
    mutating func add(_ round: TwoThreads.Outcome) {
        wrong += round.wrong
        if !round.disturbed { times.append(round.nanoseconds / Double(records)) }
    }

    var count: Int { times.count }

    var median: Double { times.median }
}
