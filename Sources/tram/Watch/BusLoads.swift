// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What share of its time each bus is busy, reckoned from what the service counts: of the last
/// seconds, and of all its running until there are two answers.
struct BusLoads {
    /// The stretch that a load is of, in milliseconds.
    private static let longest = Int64(10_000)

    private struct Sample {
        let running: Int64
        let busy: [String: Int64]
    }

    private var samples: [Sample] = []

    mutating func take(_ status: JSON) {
        guard let running = status["gateway"]?["running"]?.integer else { return }
        // The service has begun anew.
        if running < samples.last?.running ?? 0 { samples = [] }
        let busy = (status["buses"]?.array ?? []).map {
            ($0.text("id"), $0["busy"]?.integer ?? 0)
        }
        samples.append(Sample(running: running, busy: Dictionary(busy) { first, _ in first }))
        while samples.count > 2, running &- samples[1].running >= Self.longest {
            samples.removeFirst()
        }
    }

    /// nil where that is not known.
    func share(of bus: String) -> Double? {
        guard let new = samples.last, let busy = new.busy[bus] else { return nil }
        let old = samples.count > 1 ? samples[0] : nil
        let time = new.running &- (old?.running ?? 0)
        let part = busy &- (old?.busy[bus] ?? 0)
        guard time > 0, part >= 0 else { return nil }
        return min(1, Double(part) / Double(time))
    }
}
