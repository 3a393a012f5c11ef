// SPDX-License-Identifier: Apache-2.0
import Field
import Hub
import Testing

/// A city's gateways lose one hub at one moment. `Bench storm` does the same over sockets.
@Suite struct StormTests {
    static let gateways = 2_000

    /// Seconds without a hub; before the first, every session has stood for a minute.
    @Test(
        arguments: [
            [0..<1], [0..<60], [0..<600], [0..<5, 20..<25], [0..<5, 40..<45],
            [0..<10, 30..<40, 60..<70],
        ] as [[Range<Int64>]])
    func `A hub never sees more than 150 attempts in a second, and gets everybody back`(
        outages: [Range<Int64>]
    ) {
        let end = (outages.last?.upperBound ?? 0) + 150
        var attempts = [Int](repeating: 0, count: Int(end))
        var back = 0
        for seed in 0..<Self.gateways {
            back += Self.live(UInt64(seed), outages, &attempts) ? 1 : 0
        }
        let most = attempts.max() ?? 0
        // Fewer than 40 would mean that hardly anybody tried.
        #expect((40...150).contains(most), "\(most)")
        #expect(back == Self.gateways)
    }

    /// One gateway's attempts; whether it has a session at the end.
    private static func live(
        _ seed: UInt64, _ outages: [Range<Int64>], _ attempts: inout [Int]
    ) -> Bool {
        var session = Session(
            addresses: 1, keepAlive: .seconds(20), limits: Session.Limits(),
            backoff: Backoff.Settings(), seed: seed, first: 1, now: SessionTests.second(-60))
        while case .waiting(let at) = session.state {
            let second = at.nanoseconds / 1_000_000_000
            guard second < attempts.count,
                case .connect(let attempt, _, _) = session.tick(at: at)
                    .first
            else { return false }
            if second >= 0 { attempts[Int(second)] += 1 }
            if outages.contains(where: { $0.contains(second) }) {
                _ = session.failed(attempt, .closed, at: at)
                continue
            }
            _ = session.connected(attempt, at: at)
            _ = session.greeted(Session.Greeting(), at: at)
            guard let next = outages.first(where: { $0.lowerBound > second }) else { break }
            _ = session.lost(.closed, at: SessionTests.second(next.lowerBound))
        }
        return session.isUp
    }
}
