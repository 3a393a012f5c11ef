// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub

/// Session machines on a simulated clock, before a hub that is there or not.
struct StormSimulation {
    /// Seconds without a hub, in order; before the first, every session has stood for a minute.
    private let outages: [Range<Int64>]
    /// The simulation ends so long after the last outage.
    private static let patience: Int64 = 300

    init(_ outages: [Range<Int64>]) { self.outages = outages }

    /// Attempts in each second, and the second from which on all are back.
    func run(gateways: Int) -> (attempts: [Int], back: Int) {
        let end = (outages.last?.upperBound ?? 0) + Self.patience
        var attempts = [Int](repeating: 0, count: Int(end))
        for seed in 0..<gateways { live(UInt64(seed), &attempts) }
        return (attempts, (attempts.lastIndex { $0 > 0 } ?? 0) + 1)
    }

    /// One gateway's attempts.
    private func live(_ seed: UInt64, _ attempts: inout [Int]) {
        var session = Session(
            addresses: 1, keepAlive: .seconds(20), limits: Session.Limits(),
            backoff: Backoff.Settings(), seed: seed, first: 1, now: Self.moment(-60))
        var rest = outages[...]
        while case .waiting(let until) = session.state {
            let second = Int(until.nanoseconds / 1_000_000_000)
            if second >= attempts.count { return }
            let action = session.tick(at: until).first
            guard case .connect(let attempt, _, _) = action else { return }
            if until >= Self.moment(0) { attempts[second] += 1 }
            while let past = rest.first, until >= Self.moment(past.upperBound) {
                rest.removeFirst()
            }
            if let outage = rest.first, until >= Self.moment(outage.lowerBound) {
                _ = session.failed(attempt, .closed, at: until)
                continue
            }
            _ = session.connected(attempt, at: until)
            _ = session.greeted(Session.Greeting(), at: until)
            guard let outage = rest.first else { return }
            _ = session.lost(.closed, at: Self.moment(outage.lowerBound))
        }
    }

    private static func moment(_ second: Int64) -> Instant {
        Instant(nanoseconds: second * 1_000_000_000)
    }
}
