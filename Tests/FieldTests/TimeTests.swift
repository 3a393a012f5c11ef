// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct TimeTests {
    @Test func `units are what they say`() {
        #expect(Nanoseconds.seconds(1) == .milliseconds(1_000))
        #expect(Nanoseconds.milliseconds(1) == .microseconds(1_000))
        #expect(Nanoseconds.microseconds(1).count == 1_000)
        #expect(Nanoseconds(1_999_999).milliseconds == 1)
        #expect(Nanoseconds(-1_999_999).milliseconds == -1)
        #expect(WallTime(nanoseconds: 1_795_215_192_692_999_999).milliseconds == 1_795_215_192_692)
    }

    @Test func `lengths of time add, subtract, repeat and compare`() {
        let half = Nanoseconds.milliseconds(500)
        #expect(half + half == .seconds(1))
        #expect(half - .seconds(1) == .milliseconds(-500))
        #expect(half * 3 == .milliseconds(1_500))
        #expect(half / 2 == .milliseconds(250))
        #expect(half < .seconds(1) && !(half < half))
    }

    @Test func `never plus a pause is never`() {
        for pause: Nanoseconds in [.zero, Nanoseconds(1), .seconds(60), Nanoseconds(.max)] {
            #expect(Instant.never + pause == .never)
        }
        #expect(Instant(nanoseconds: .max - 1) + Nanoseconds(2) == .never)
        #expect(Instant(nanoseconds: 5) + Nanoseconds(.max) == .never)
    }

    @Test func `nothing is later than never`() {
        for count: Int64 in [0, 1, .max - 1, .min] {
            #expect(Instant(nanoseconds: count) < .never)
        }
        #expect(!(Instant.never < .never))
    }

    /// A deadline's distance is asked for with `.never` on the left, whatever the clock says.
    @Test func `the wait until never is long, not wrong`() {
        for now: Int64 in [0, 1, 1_000_000_000_000, .max] {
            #expect(Instant.never - Instant(nanoseconds: now) == Nanoseconds(.max - now))
        }
        #expect(Instant.never - Nanoseconds.seconds(1) < .never)
    }

    @Test func `before the beginning stays before everything`() {
        let first = Instant(nanoseconds: .min)
        #expect(first + Nanoseconds(-1) == first)
        #expect(first - Nanoseconds(1) == first)
        #expect(Instant(nanoseconds: -2) + Nanoseconds(.min) == first)
        #expect(Instant.never - first == Nanoseconds(.max))
        #expect(first - .never == Nanoseconds(.min))
        #expect(Instant.never - Nanoseconds(-1) == .never)
    }

    @Test func `a moment and a length of time add up`() {
        var random = SplitMix(seed: 50)
        for _ in 0..<10_000 {
            let at = Instant(nanoseconds: Int64(random.below(1 << 61)))
            let pause = Nanoseconds(Int64(random.below(1 << 61)))
            if (at + pause) - at != pause || (at + pause) - pause != at || at + pause < at {
                Issue.record("\(at) + \(pause)")
            }
        }
    }
}
