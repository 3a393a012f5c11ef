// SPDX-License-Identifier: Apache-2.0
import Field
import Hub
import Testing

/// What the hub's codes mean for records and for the next attempt.
@Suite struct VerdictTests {
    @Test func `Every code of PUBACK has one meaning`() {
        let special: [UInt8: Verdict] = [
            0x10: .unheard, 0x87: .denied, 0x96: .tooMuch, 0x97: .tooMuch, 0x90: .refused,
            0x95: .refused, 0x99: .refused,
        ]
        for code in UInt8.min...UInt8.max {
            #expect(Verdict(code) == special[code] ?? (code < 0x80 ? .delivered : .failed))
        }
    }

    /// Done is what needs no second attempt; everything else is kept and is tried again.
    @Test(arguments: [
        (Verdict.delivered, true, 0), (.refused, true, 0), (.unheard, false, 30),
        (.tooMuch, false, 10), (.denied, false, 3_600), (.failed, false, 3_600),
    ])
    func `What is not final is kept and tried again`(
        verdict: Verdict, isFinal: Bool, seconds: Int64
    ) {
        #expect(verdict.isFinal == isFinal)
        #expect(verdict.pause == .seconds(seconds))
    }

    @Test func `What fits into no packet is refused, what met no hub is not`() {
        #expect(Verdict(rejected: .oversize(bytes: 2, limit: 1)) == .refused)
        #expect(Verdict(rejected: .unusable("x")) == .refused)
        #expect(Verdict(rejected: .closed) == .failed)
    }

    @Test(arguments: [
        (HubFault.closed, Reserve.none), (.timedOut(.greeting), .none),
        (.refused(code: 0x80), .none), (.refused(code: 0x88), .none), (.refused(code: 3), .none),
        (.dismissed(code: 0x8B), .none), (.dismissed(code: 0x8E), .none),
        (.dismissed(code: 0x87), .none), (.refused(code: 0x89), .crowd),
        (.refused(code: 0x97), .crowd), (.refused(code: 0x9F), .crowd),
        (.dismissed(code: 0x96), .crowd), (.refused(code: 0x84), .person),
        (.refused(code: 0x85), .person), (.refused(code: 0x86), .person),
        (.refused(code: 0x87), .person), (.refused(code: 0x8A), .person),
        (.refused(code: 1), .person), (.refused(code: 4), .person), (.refused(code: 5), .person),
        (.refused(code: 0x9C), .person), (.dismissed(code: 0x9D), .person), (.rival, .person),
        (.untrusted("x"), .person), (.credentials("x"), .person), (.unsupported, .person),
    ])
    func `A fault says how soon to come back`(fault: HubFault, reserve: Reserve) {
        #expect(fault.reserve(addresses: 1) == reserve)
    }

    /// Seconds of the shortest and the longest of the first wait and of the twentieth.
    @Test(
        arguments: [
            (Reserve.none, 1, 3, 1, 120), (.crowd, 30, 60, 30, 120), (.person, 1, 3, 60, 120),
        ] as [(Reserve, Int64, Int64, Int64, Int64)])
    func `Many that are refused in one moment do not come back in one moment`(
        reserve: Reserve, shortest: Int64, longest: Int64, later: Int64, latest: Int64
    ) {
        var first: [Nanoseconds] = []
        var last: [Nanoseconds] = []
        for seed in 0..<400 as Range<UInt64> {
            var backoff = Backoff(Backoff.Settings(), seed: seed)
            first.append(backoff.afterFailure(reserve))
            for _ in 0..<18 { _ = backoff.afterFailure(reserve) }
            last.append(backoff.afterFailure(reserve))
        }
        for (waits, low, high) in [(first, shortest, longest), (last, later, latest)] {
            #expect(waits.allSatisfy { .seconds(low)...(.seconds(high)) ~= $0 })
            let tenths = waits.map { ($0 - .seconds(low)).count / ((high - low) * 100_000_000) }
            #expect(Set(tenths).count >= 10, "\(low)–\(high)")
        }
    }

    @Test(arguments: [
        (HubFault.refused(code: 0x9C), Reserve.none), (.dismissed(code: 0x9D), .none),
        (.refused(code: 0x87), .none), (.refused(code: 5), .none), (.untrusted("x"), .none),
        (.unsupported, .none), (.refused(code: 0x97), .crowd), (.rival, .person),
        (.credentials("x"), .person),
    ])
    func `What one hub will not have the file's next one may`(fault: HubFault, reserve: Reserve) {
        #expect(fault.reserve(addresses: 2) == reserve)
        #expect(fault.reserve(addresses: 1) == (reserve == .none ? .person : reserve))
    }

    @Test func `A hub that asked to be spared is spared after a good session too`() {
        for seed in 0..<100 as Range<UInt64> {
            var backoff = Backoff(Backoff.Settings(), seed: seed)
            let wait = backoff.afterSession(lasting: .seconds(600), .crowd)
            #expect(wait >= .seconds(30) && wait <= .seconds(120))
        }
    }

    /// Sessions of our client id that ended by 0x8E, after so many seconds each.
    @Test(
        arguments: [
            ([10, 10], [false, true]), ([500, 500], [false, true]),
            ([5, 700, 5], [false, false, true]),
            ([5, 700, 700], [false, false, false]),
        ] as [([Int64], [Bool])])
    func `Our id taken twice in ten minutes is two gateways with one id`(
        lengths: [Int64], rivals: [Bool]
    ) throws {
        var session = SessionTests.machine()
        var found: [Bool] = []
        for length in lengths {
            let begin = session.deadline
            guard case .connect(let attempt, _, _) = session.tick(at: begin).first else { break }
            _ = session.connected(attempt, at: begin)
            _ = session.greeted(Session.Greeting(), at: begin)
            let end = begin + .seconds(length)
            let actions = session.lost(.dismissed(code: Reason.takenOver), at: end)
            guard case .report(.down(_, let fault, _)) = actions.last else {
                Issue.record("\(actions)")
                return
            }
            found.append(fault == .rival)
        }
        #expect(found == rivals)
    }
}
