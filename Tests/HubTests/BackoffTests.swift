// SPDX-License-Identifier: Apache-2.0
import Field
import Hub
import Testing

@Suite struct BackoffTests {
    @Test(arguments: 0..<50 as Range<UInt64>)
    func `A wait after a failure lies between the base and three times the one before`(
        seed: UInt64
    ) {
        var backoff = Backoff(Backoff.Settings(), seed: seed)
        var previous = Nanoseconds.seconds(1)
        for _ in 0..<200 {
            let wait = backoff.afterFailure()
            #expect(wait >= .seconds(1) && wait <= min(.seconds(120), previous * 3))
            previous = wait
        }
    }

    @Test func `Waits grow to about the cap and spread`() {
        var waits: [Nanoseconds] = []
        for seed in 0..<500 as Range<UInt64> {
            var backoff = Backoff(Backoff.Settings(), seed: seed)
            for _ in 0..<20 { _ = backoff.afterFailure() }
            waits.append(backoff.afterFailure())
        }
        let mean = waits.reduce(.zero, +) / Int64(waits.count)
        #expect(mean > .seconds(30) && mean < .seconds(90))
        #expect(Set(waits.map { $0.milliseconds / 1_000 }).count > 60, "they do not come together")
    }

    @Test func `After a good session the wait is anything up to thirty seconds`() {
        var waits: [Int64] = []
        for seed in 0..<1_000 as Range<UInt64> {
            var backoff = Backoff(Backoff.Settings(), seed: seed)
            for _ in 0..<5 { _ = backoff.afterFailure() }
            let wait = backoff.afterSession(lasting: .seconds(60))
            #expect(wait >= .zero && wait <= .seconds(30))
            waits.append(wait.milliseconds / 1_000)
            #expect(backoff.afterFailure() <= .seconds(90), "and growth begins anew")
        }
        for third in 0..<3 {
            let share = waits.count { Int($0) / 10 == third }
            #expect((250...420).contains(share), "\(share) of 1000 in third \(third)")
        }
    }

    @Test func `A session cut short is a failure like others`() {
        var cut = Backoff(Backoff.Settings(), seed: 7)
        var failed = Backoff(Backoff.Settings(), seed: 7)
        for _ in 0..<20 {
            #expect(cut.afterSession(lasting: .milliseconds(59_999)) == failed.afterFailure())
        }
    }

    /// A hub that restarts twice has lost everybody twice: nobody asks again at once.
    @Test func `A session cut short after a good one does not begin with short waits`() {
        var waits: [Nanoseconds] = []
        for seed in 0..<500 as Range<UInt64> {
            var backoff = Backoff(Backoff.Settings(), seed: seed)
            _ = backoff.afterSession(lasting: .seconds(60))
            waits.append(backoff.afterSession(lasting: .milliseconds(59_999)))
        }
        #expect(waits.allSatisfy { $0 >= .seconds(1) && $0 <= .seconds(90) })
        #expect(waits.count { $0 > .seconds(3) } > 450)
    }

    @Test func `The same seed waits the same, another one does not`() {
        func waits(_ seed: UInt64) -> [Nanoseconds] {
            var backoff = Backoff(Backoff.Settings(), seed: seed)
            return (0..<8).map { _ in backoff.afterFailure() }
        }
        #expect(waits(1) == waits(1))
        #expect(waits(1) != waits(2))
    }

    @Test func `A cap at the base waits the base`() {
        var settings = Backoff.Settings()
        (settings.base, settings.cap, settings.spread) = (.seconds(2), .seconds(2), .zero)
        var backoff = Backoff(settings, seed: 3)
        let waits = (0..<5).map { _ in backoff.afterFailure() }
        #expect(Set(waits) == [.seconds(2)])
        #expect(backoff.afterSession(lasting: .seconds(60)) == .zero)
        #expect(backoff.afterFailure(.person) == .seconds(2))
    }
}
